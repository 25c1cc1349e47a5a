import type { Logger } from 'pino';
import type { Config } from '../config.js';
import { isSecret } from '../domains/secrets.js';
import { laneOf } from '../domains/traffic.js';
import type { Metrics } from '../telemetry/metrics.js';
import { createClient, type Client } from '../upstream/client.js';
import { measure } from '../upstream/layers/measure.js';
import { traceSent } from '../upstream/layers/trace-calls.js';
import { compose, type Layer } from '../upstream/send.js';
import { logCircuits } from './log-circuits.js';
import { meetReplicas } from './replicas.js';

/** Files one key may have on their way at the same time. */
const UPLOADS_AT_ONCE = 4;

/** Makes the client of a tenant's REST API, as configured. `heard` are told of every call that was sent. */
export const clientFactory =
  (config: Config, log: Logger, metrics: Metrics, cache: Layer | undefined) =>
  (baseUrl: string, ...heard: Parameters<typeof measure>): Client =>
    createClient({
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
        queueMs: config.RATE_QUEUE_MS,
      },
      breaker: {
        failureShare: config.BREAKER_PERCENT / 100,
        pauseMs: config.BREAKER_PAUSE_MS,
        onChange: logCircuits(log),
      },
      cache,
      replicas: meetReplicas({ ...config, baseUrl }),
      attempt: compose(
        measure(...heard, ...(config.metrics ? [metrics.sent] : [])),
        traceSent({ tell: config.TRACE_TO_UPSTREAM, host: new URL(baseUrl).hostname }),
      ),
    });

/** The limits of each lane: the narrow one begins low and stays below a multiple of that. */
const limitsFrom = (config: Config) => (lane: string) => {
  if (lane === 'uploads') return { initial: UPLOADS_AT_ONCE, ceiling: UPLOADS_AT_ONCE };
  return lane === 'device-list'
    ? { initial: config.RATE_DEVICES_CONCURRENCY, ceiling: config.RATE_DEVICES_CONCURRENCY * 4 }
    : { initial: config.RATE_CONCURRENCY, ceiling: config.RATE_MAX_CONCURRENCY };
};
