import type { Logger } from 'pino';
import type { Config } from '../../config.js';
import { isSecret } from '../../domains/secrets.js';
import { GROUPS_FILTER, laneOf } from '../../domains/traffic.js';
import type { Metrics } from '../../telemetry/metrics.js';
import { createClient, type Client, type ClientOptions } from '../../upstream/client.js';
import { measure } from '../../upstream/layers/measure.js';
import { traceSent } from '../../upstream/layers/trace-calls.js';
import type { Learnt } from '../../upstream/learnt.js';
import { rowCountOf } from '../../upstream/lists/envelope.js';
import { DEEP } from '../../upstream/planning/by-cursor.js';
import { Filters } from '../../upstream/planning/filters.js';
import { measuredLatency, type MeasuredLatency } from '../../upstream/planning/latency.js';
import { compose } from '../../upstream/send.js';
import { logCircuits } from './log-circuits.js';
import { logOwnKey } from './log-own-key.js';
import { meetReplicas } from './replicas.js';

/** Files one key may have on their way at the same time. */
const UPLOADS_AT_ONCE = 4;

/** Reports on the fleet one key may have under way: as many as there are. */
const REPORTS_AT_ONCE = 2;

/** The client of a tenant's REST API, and what is learnt of that. */
export interface TenantClient extends Client {
  readonly learnt: Learnt;
}

const REFUTED =
  'the REST API does not do with this parameter what it was believed to: another way is taken for an hour';

/** Makes the client of a tenant's REST API, as configured. `heard` are told of every call that was sent. */
export const clientFactory =
  (
    config: Config,
    log: Logger,
    metrics: Metrics,
    kept: Pick<ClientOptions, 'cache' | 'onLeft'>,
    latencyOf = measuredLatency,
  ) =>
  (baseUrl: string, ...heard: Parameters<typeof measure>): TenantClient => {
    const ownKey = config.AUTH_MODE === 'jwt' ? [logOwnKey(log, baseUrl)] : [];
    const latency = latencyOf((route) => limitsFrom(config)(laneOf({ method: 'GET', route })).initial);
    const client = createClient({
      baseUrl,
      timeoutMs: config.UPSTREAM_TIMEOUT_MS,
      attempts: config.UPSTREAM_ATTEMPTS,
      connections: config.UPSTREAM_CONNECTIONS,
      maxBodyBytes: config.LIMIT_ANSWER_BYTES,
      laneOf,
      isSecret,
      rate: {
        limits: limitsFrom(config),
        queueLength: config.RATE_QUEUE_LENGTH,
      },
      breaker: {
        failureShare: config.BREAKER_PERCENT / 100,
        pauseMs: config.BREAKER_PAUSE_MS,
        onChange: logCircuits(log),
      },
      ...kept,
      replicas: meetReplicas({ ...config, baseUrl }),
      attempt: compose(
        measure(...heard, ...ownKey, learnFrom(latency), ...(config.metrics ? [metrics.sent] : [])),
        traceSent({ tell: config.TRACE_TO_UPSTREAM, host: new URL(baseUrl).hostname }),
      ),
    });
    const filters = new Filters({
      isTried: (parameter) =>
        parameter === GROUPS_FILTER
          ? config.DEVICES_BY_GROUPS
          : parameter.startsWith('cursor') && config.DEVICES_BY_CURSOR,
      onRefuted: (parameter) => log.warn({ parameter }, REFUTED),
    });
    return { ...client, learnt: { latency, filters } };
  };

/** Reads that were answered tell how long reads take. */
const learnFrom =
  ({ learn }: MeasuredLatency): Parameters<typeof measure>[number] =>
  ({ method, route, ms }, { path, scan }, answer) => {
    if (method !== 'GET' || !answer) return;
    const rows = rowCountOf(answer.body);
    // What is far behind the beginning of a list is asked for as part of a scan.
    const isDeep = scan === true && rows !== undefined && Number(/[?&]offset=(\d+)/.exec(path)?.[1] ?? 0) >= DEEP;
    learn({ route, rows, isDeep }, ms);
  };

/** The limits of each lane: that of the device list begins low and stays below a multiple of that. */
const limitsFrom =
  (config: Config) =>
  (lane: string): { initial: number; ceiling: number } => {
    if (lane === 'uploads') return { initial: UPLOADS_AT_ONCE, ceiling: UPLOADS_AT_ONCE };
    if (lane === 'reports') return { initial: REPORTS_AT_ONCE, ceiling: REPORTS_AT_ONCE };
    return lane === 'device-list'
      ? { initial: config.RATE_DEVICES_CONCURRENCY, ceiling: config.RATE_DEVICES_CONCURRENCY * 4 }
      : { initial: config.RATE_CONCURRENCY, ceiling: config.RATE_MAX_CONCURRENCY };
  };
