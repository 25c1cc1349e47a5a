import { RateLimit, type RateLimits } from '../../../../src/simulator/rate-limit.js';
import { UpstreamError } from '../../../../src/upstream/errors.js';
import type { Exchange } from '../../../../src/upstream/layers/rate-limit/share.js';
import { rateLimit } from '../../../../src/upstream/layers/rate-limit.js';
import { Traffic } from '../../../../src/upstream/layers/rate-limit/traffic.js';
import type { Send } from '../../../../src/upstream/send.js';
import { FakeClock } from '../../../support/fake-clock.js';
import { answered, request } from '../../../support/upstream.js';

const SECOND = 1000;
/** Milliseconds an operation may take, each call of it here. */
const OPERATION_MS = 60 * SECOND;

/** Numbers from 0 to 1, the same in every run. */
export function dice(state: number): () => number {
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
}

export interface QuotaOptions extends RateLimits {
  /** Milliseconds a call takes; from two thirds to four thirds of it. */
  readonly latencyMs: number;
  readonly seed?: number;
  /** How many gateways there are before it, one or as many as `exchangeOn` gives an exchange to. */
  readonly replicas?: number;
  readonly exchangeOn?: (clock: FakeClock) => Exchange;
}

/** The layer that decides what is sent when, on a clock of the test's own, before a REST API with a quota. */
export function withQuota({ latencyMs, seed = 1, replicas = 1, exchangeOn, ...limits }: QuotaOptions) {
  const clock = new FakeClock();
  const random = dice(seed);
  let quota = new RateLimit(limits, clock.now);
  const becomes = (other: RateLimits) => (quota = new RateLimit(other, clock.now));
  const calls: { key: string; refused: boolean; at: number }[] = [];
  const upstream: Send = async ({ caller, path }) => {
    await clock.sleep(2 + 30 * random()); // on the way
    const leave = quota.arrive(caller.identity);
    const refusal = quota.take(caller.identity, path);
    calls.push({ key: caller.identity, refused: refusal !== undefined, at: clock.now() });
    if (!refusal) await clock.sleep(latencyMs * (2 / 3 + random() * (2 / 3)));
    leave();
    if (!refusal) return answered;
    const seconds = refusal.headers?.['retry-after'];
    const retryAfter = seconds === undefined ? undefined : Number(seconds);
    throw new UpstreamError('RATE_LIMITED', { call: 'GET /', status: 429, retryAfter });
  };
  const sends = Array.from({ length: replicas }, () => {
    const traffic = new Traffic({
      laneOf: () => 'main',
      limits: () => ({ initial: 20, ceiling: 100 }),
      total: 256,
      queueLength: 2000,
      exchange: exchangeOn?.(clock),
      clock,
    });
    return rateLimit(traffic)(upstream);
  });
  const ask = (key: string, operation: object, replica = 0) => {
    const end = clock.now() + OPERATION_MS;
    return sends[replica]!(request({ operation, deadline: () => end, caller: { identity: key, authorization: key } }));
  };
  return { clock, calls, ask, becomes };
}

/** How one caller's operations went. */
export interface Outcome {
  ended: number;
  failures: string[];
}

/**
 * Callers with one key, who ask again as soon as they are answered, for so many milliseconds. Each has operations of one call
 * and then as many side by side as `widths` says.
 */
export function callers(
  { clock, ask }: ReturnType<typeof withQuota>,
  widths: readonly number[],
  ms: number,
  key = 'one',
): Promise<Outcome[]> {
  const end = clock.now() + ms;
  const one = async (width: number): Promise<Outcome> => {
    const outcome: Outcome = { ended: 0, failures: [] };
    while (clock.now() < end) {
      const operation = {};
      try {
        await ask(key, operation);
        await Promise.all(Array.from({ length: width }, () => ask(key, operation)));
        outcome.ended++;
      } catch (error) {
        outcome.failures.push(String(error));
        await clock.sleep(SECOND);
      }
    }
    return outcome;
  };
  return Promise.all(widths.map(one));
}
