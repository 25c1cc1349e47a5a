import { randomUUID } from 'node:crypto';
import { connectRedis, guard } from '../../redis.js';
import { TOGETHER_MS } from './learnt-bound.js';
import { EVERY_MS, LEASE_MS } from './leased-share.js';
import type { Exchange, Grant, Report } from './share.js';
import { SHARING } from './sharing.js';

/** What the exchange has done since the start, for metrics. */
export interface ExchangeCounts {
  /** Times budgets were shared out with the other replicas. */
  exchanged: number;
  /** Times that failed, took too long, or was left out because Redis is away or has just failed. */
  failed: number;
}

/** The other replicas, met in Redis. */
export interface RedisExchange {
  readonly exchange: Exchange;
  readonly counts: Readonly<ExchangeCounts>;
  close(): void;
}

export interface RedisExchangeOptions {
  /** `redis://` or `rediss://`, one server. */
  readonly url: string;
  /** Begins every key, so that tenants do not meet in one Redis. */
  readonly namespace: string;
  /** Milliseconds a replica is remembered that does not come by. */
  readonly leaseMs?: number;
  /** Milliseconds after which a call that goes around goes on to the next, and between two visits of a replica. */
  readonly turnMs?: number;
  /** Milliseconds one exchange may take. */
  readonly deadlineMs?: number;
  /** Milliseconds nothing is exchanged after one that failed. */
  readonly pauseMs?: number;
}

/** Milliseconds what was learnt is remembered when nobody asks for anything. */
const MEMORY_MS = 60 * 60_000;

/** Shares budgets out in Redis. Redis may lose everything at any time: the next exchange of each replica tells it all again. */
export function redisExchange(options: RedisExchangeOptions): RedisExchange {
  const { url, namespace, leaseMs = LEASE_MS, turnMs = EVERY_MS, deadlineMs, pauseMs } = options;
  const self = randomUUID();
  const counts: ExchangeCounts = { exchanged: 0, failed: 0 };
  const redis = connectRedis(url).on('error', () => {}); // whoever keeps answers there tells of it
  const failed = () => counts.failed++;
  const attempt = guard(redis, { deadlineMs, pauseMs, onFailed: failed, onSkipped: failed });

  const exchange: Exchange = async (identity, report: Report) => {
    const key = `esper-graphql:1:${namespace}:budget:${identity}`;
    const grant = await attempt(async () => {
      const told = JSON.stringify(report);
      return grantIn(await redis.eval(SHARING, 1, key, self, told, leaseMs, MEMORY_MS, turnMs, TOGETHER_MS));
    });
    if (grant) counts.exchanged++;
    return grant;
  };
  return { exchange, counts, close: () => redis.disconnect() };
}

/** A grant as the script tells it. Throws for anything else: what answers may be another program than Redis. */
function grantIn(answer: unknown): Grant {
  const grant = JSON.parse(String(answer)) as Partial<Grant> | null;
  const { grants, pauseMs, taken, replicas } = grant ?? {};
  if (grants && [pauseMs, taken, replicas, ...Object.values(grants)].every(Number.isFinite)) return grant as Grant;
  throw new TypeError('no grant');
}
