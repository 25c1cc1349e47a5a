import type { Logger } from 'pino';
import type { Config } from '../../config.js';
import type { Metrics } from '../../telemetry/metrics.js';
import type { measuredLatency } from '../../upstream/planning/latency.js';
import { compose, type UpstreamRequest } from '../../upstream/send.js';
import type { Flights } from '../flight/flights.js';
import { forgetAfterWrites } from '../flight/forget-after-writes.js';
import { createAnswerCache, type AnswerCache } from './answer-cache.js';
import { clientFactory } from './client-factory.js';
import { Readiness } from './readiness.js';
import { createTenants, type Tenants } from './tenants.js';

export interface RestApiOptions {
  readonly config: Config & { readonly baseUrl: string };
  readonly log: Logger;
  readonly metrics: Metrics;
  /** Answers that are shared, and no longer good once something has changed. */
  readonly flights: Flights;
  /** Aborts when the process is about to end: from then on the gateway is not ready, though it goes on until it is closed. */
  readonly stopping?: AbortSignal | undefined;
  /** The time by which answers that are kept age, in milliseconds since 1970. */
  readonly wallClock?: (() => number) | undefined;
  /** How long calls take, for each tenant; measured when left out. */
  readonly latencyOf?: typeof measuredLatency | undefined;
}

/** The REST API as the gateway has it: of each tenant, what is kept of its answers, and whether it can be reached. */
export interface RestApi {
  readonly tenants: Tenants;
  /** Left out when nothing is kept. */
  readonly answers: AnswerCache | undefined;
  readonly readiness: Readiness;
}

export function connectRestApi(options: RestApiOptions): RestApi {
  const { config, log, metrics, flights, stopping, wallClock, latencyOf } = options;
  const forgetShared = () => {
    flights.forget();
    tenants.forget();
  };
  const answers = config.CACHE_ENABLED ? createAnswerCache(config, log, forgetShared, wallClock) : undefined;
  const readiness = new Readiness({
    reach: () => client.reach(),
    served: () => (answers ? answers.counts.fresh + answers.counts.stale + answers.counts.rescued : 0),
    isSharing: () => answers?.isRedisUp?.() === true,
    log,
    stopping,
  });
  const kept = {
    cache: compose(forgetAfterWrites(flights.forget), ...(answers ? [answers.layer] : [])),
    onLeft: async (write: UpstreamRequest) => {
      await answers?.changed(write);
      flights.forget();
    },
  };
  const connect = clientFactory(config, log, metrics, kept, latencyOf);
  const client = connect(config.baseUrl, readiness.heard);
  const tenants = createTenants(config, client, connect);
  metrics.watch({ isReady: () => readiness.state === 'ready', client: client.state }, answers);
  return { tenants, answers, readiness };
}
