import type { IsSecret } from './json/value.js';
import { breaker } from './layers/breaker.js';
import type { CircuitState } from './layers/breaker/circuit.js';
import { Circuits, type CircuitsOptions } from './layers/breaker/circuits.js';
import { checkShape } from './layers/check-shape.js';
import { coalesce } from './layers/coalesce.js';
import { finishWrites } from './layers/finish-writes.js';
import { rateLimit } from './layers/rate-limit.js';
import type { ExchangeCounts, RedisExchange } from './layers/rate-limit/redis-exchange.js';
import { Traffic, type LaneState, type TrafficOptions } from './layers/rate-limit/traffic.js';
import { retry } from './layers/retry.js';
import { RetryBudget } from './layers/retry-budget.js';
import { timeout } from './layers/timeout.js';
import { compose, type Layer, type Send, type UpstreamRequest } from './send.js';
import { transport } from './wire/transport.js';

export interface ClientOptions {
  readonly baseUrl: string;
  readonly timeoutMs: number;
  readonly attempts: number;
  /** Sockets, and so calls under way, at most. */
  readonly connections: number;
  readonly maxBodyBytes: number;
  /** The lane of a call: its limit, its queue and its circuit are apart from those of other lanes. */
  readonly laneOf: (request: UpstreamRequest) => string;
  /** Whether what stands under this key of a record is a secret. */
  readonly isSecret: IsSecret;
  readonly rate: Pick<TrafficOptions, 'limits' | 'queueLength'>;
  readonly breaker: Pick<CircuitsOptions, 'failureShare' | 'pauseMs' | 'onChange'>;
  /** Wraps every call as it is sent, each attempt by itself. */
  readonly attempt?: Layer | undefined;
  /** Answers what was asked before, until a write has ended; left out, everything is asked for. */
  readonly cache?: Layer | undefined;
  /** Has forgotten what a write may have changed by now that goes on though its client has left. Never rejects. */
  readonly onLeft?: ((write: UpstreamRequest) => Promise<void>) | undefined;
  /** Reaches the replicas that use the same keys; left out, there are none. */
  readonly replicas?: RedisExchange | undefined;
}

/** What goes on in the client now, by lane. */
export interface ClientState {
  readonly lanes: Readonly<Record<string, LaneState>>;
  readonly circuits: Readonly<Record<string, CircuitState>>;
  /** How budgets are shared with other replicas; left out when they are not. */
  readonly replicas?: ReplicasState | undefined;
}

export interface ReplicasState extends Readonly<ExchangeCounts> {
  /** Keys with calls whose budget this process has for itself for now, since the others cannot be reached. */
  readonly alone: number;
}

export interface Client {
  readonly send: Send;
  /** Why the REST API does not answer at all; null when it does. Needs no key, costs next to nothing, and takes five seconds at most. */
  reach(): Promise<string | null>;
  /** Something was changed elsewhere: nobody joins a read that is under way. */
  forget(): void;
  /** Waits for the writes that go on though their clients have left. */
  settled(): Promise<void>;
  state(): ClientState;
  close(): Promise<void>;
}

/** The one way to the REST API, shared by all operations: every layer once, outermost first. */
export function createClient(options: ClientOptions): Client {
  const { baseUrl, timeoutMs, attempts, connections, maxBodyBytes, laneOf, isSecret, rate, replicas } = options;
  const { send, reach, close } = transport({ baseUrl, connections, maxBodyBytes, silenceMs: timeoutMs, isSecret });
  const budget = new RetryBudget({ share: 0.1, perSecond: 1, most: 20 });
  const traffic = new Traffic({ ...rate, laneOf, total: connections, exchange: replicas?.exchange });
  const circuits = new Circuits({ ...options.breaker, minimumCalls: 20, windowMs: 10_000, scopeOf: laneOf });
  const shared = coalesce();
  const left = new Set<Promise<unknown>>();
  const layers = compose(
    finishWrites(async (write, end) => {
      const ended = () => left.delete(end);
      left.add(end);
      end.then(ended, ended);
      shared.forget();
      await options.onLeft?.(write);
    }),
    shared.layer,
    ...(options.cache ? [options.cache] : []),
    retry({ attempts, baseMs: 250, maxMs: 5000, patienceMs: 20_000, budget }),
    checkShape(),
    rateLimit(traffic),
    breaker(circuits),
    ...(options.attempt ? [options.attempt] : []),
    timeout(timeoutMs),
  );
  return {
    send: layers(send),
    reach,
    forget: shared.forget,
    settled: async () => void (await Promise.allSettled(left)),
    state: () => ({
      lanes: traffic.snapshot(),
      circuits: circuits.snapshot(),
      replicas: replicas && { ...replicas.counts, alone: traffic.alone },
    }),
    close: async () => {
      replicas?.close();
      await close();
    },
  };
}
