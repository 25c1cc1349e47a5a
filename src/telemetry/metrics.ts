import { Registry } from 'prom-client';
import { buildMetrics, processMetrics } from './metrics/process.js';
import { operationMetrics } from './metrics/operations.js';
import { replicaMetrics } from './metrics/replicas.js';
import { cacheMetrics, stateMetrics, type CacheState, type GatewayState } from './metrics/state.js';
import { upstreamMetrics } from './metrics/upstream.js';

export interface MetricsOptions {
  readonly version: string;
  /** Names of operations that may be labels at most. */
  readonly mostNames: number;
}

/** Everything the gateway counts. Every label is one of a bounded set. */
export class Metrics {
  readonly registry = new Registry();
  readonly contentType = this.registry.contentType;
  /** To be told of every operation that has ended, of every request that held none, and of open subscriptions. */
  readonly operations;
  /** To be told of every call sent to the REST API. */
  readonly sent;

  constructor({ version, mostNames }: MetricsOptions) {
    buildMetrics(this.registry, version);
    this.operations = operationMetrics(this.registry, mostNames);
    this.sent = upstreamMetrics(this.registry);
  }

  /** Says where to look up what goes on now. */
  watch(state: GatewayState, cache: CacheState | undefined): void {
    stateMetrics(this.registry, state);
    replicaMetrics(this.registry, state);
    if (cache) cacheMetrics(this.registry, cache);
  }

  /** All metrics, those of the process too, as Prometheus reads them. */
  text(): Promise<string> {
    return Registry.merge([this.registry, processMetrics()]).metrics();
  }
}
