import { Counter, Gauge, type Registry } from 'prom-client';
import { lookedUp } from './looked-up.js';

/** What goes on now, to be asked when metrics are read. */
export interface GatewayState {
  readonly isReady: () => boolean;
  /** The lanes of calls to the REST API, all keys together, and the circuit of each lane. */
  readonly client: () => {
    readonly lanes: Readonly<Record<string, LaneState>>;
    readonly circuits: Readonly<Record<string, CircuitState>>;
    /** How budgets are shared with other replicas; left out when they are not. */
    readonly replicas?: { readonly exchanged: number; readonly failed: number; readonly alone: number } | undefined;
  };
}

interface LaneState {
  readonly inFlight: number;
  readonly queued: number;
  readonly limit: number;
  readonly held: number;
}
type CircuitState = (typeof circuitStates)[number];
const circuitStates = ['closed', 'half-open', 'open'] as const;

/** Whether the gateway is ready, and how calls to the REST API are held back. */
export function stateMetrics(registry: Registry, state: GatewayState): void {
  const registers = [registry];
  lookedUp(registry).gauge('ready', '1 while `/health/ready` answers 200, else 0', () => (state.isReady() ? 1 : 0));
  const lane = (name: string, help: string, of: keyof LaneState) =>
    new Gauge({
      name: `esper_graphql_limiter_${name}`,
      help,
      labelNames: ['lane'],
      registers,
      collect() {
        for (const [lane, values] of Object.entries(state.client().lanes)) this.set({ lane }, values[of]);
      },
    });
  lane('in_flight', 'REST calls under way, all keys together', 'inFlight');
  lane('queued', 'REST calls that wait for their turn', 'queued');
  lane('limit', 'REST calls that may be under way, the limits of all keys known now added up', 'limit');
  lane('held_callers', 'Keys that may begin no REST call right now, for a pause or their pace', 'held');
  new Gauge({
    name: 'esper_graphql_circuit_state',
    help: '1 for the state the circuit of a lane is in, 0 for the others: `closed`, `half-open`, `open`',
    labelNames: ['lane', 'state'],
    registers,
    collect() {
      for (const [lane, now] of Object.entries(state.client().circuits)) {
        for (const one of circuitStates) this.set({ lane, state: one }, one === now ? 1 : 0);
      }
    },
  });
}

/** What the cache has done and what it holds. */
export interface CacheState {
  readonly counts: Readonly<
    Record<(typeof reads)[number] | 'refreshFailed' | 'invalidated' | 'redisFailed' | 'redisSkipped', number>
  >;
  readonly bytes: () => number;
  /** Left out when there is no Redis to be up. */
  readonly isRedisUp?: (() => boolean) | undefined;
}
const reads = ['fresh', 'stale', 'rescued', 'missed', 'bypassed'] as const;

/** How many reads the cache saves, and how Redis does. */
export function cacheMetrics(registry: Registry, cache: CacheState): void {
  new Counter({
    name: 'esper_graphql_cache_reads_total',
    help: 'Reads by what the cache did: `fresh`, `stale` or `rescued` (served), `missed`, `bypassed`',
    labelNames: ['result'],
    registers: [registry],
    collect() {
      this.reset();
      for (const result of reads) this.inc({ result }, cache.counts[result]);
    },
  });
  const { counter, gauge } = lookedUp(registry);
  const now = (count: keyof CacheState['counts']) => () => cache.counts[count];
  counter('cache_refresh_failures_total', 'Answers fetched in the background that did not come', now('refreshFailed'));
  counter('cache_invalidations_total', 'Times answers were forgotten because of a change', now('invalidated'));
  gauge('cache_bytes', 'Bytes of answers kept in memory, as estimated', () => cache.bytes());
  const { isRedisUp } = cache;
  if (!isRedisUp) return;
  counter('redis_failures_total', 'Commands to Redis that failed or took too long', now('redisFailed'));
  counter('redis_skipped_total', 'Commands to Redis left out while it was away', now('redisSkipped'));
  const help = '1 while Redis is there, 0 while it is away; there only with `REDIS_URL`';
  gauge('redis_up', help, () => (isRedisUp() ? 1 : 0));
}
