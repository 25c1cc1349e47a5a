import type { Once } from '../graphql/changes/once.js';
import type { Estimate } from '../graphql/cost/estimate.js';
import type { FieldBudget } from '../graphql/limits.js';
import type { Seal } from '../graphql/seal.js';
import type { FieldTrace } from '../graphql/trace.js';
import type { RequestFacts } from '../telemetry/operation.js';
import type { OperationSpan } from '../telemetry/operation-span.js';
import type { CallLog } from '../upstream/call-log.js';
import type { UploadDesk } from './app/upload-desk.js';
import type { Sources } from './index.js';

/** What every resolver is given: the REST API as this operation's sources see it. */
export interface Context {
  readonly sources: Sources;
  /** The calls this operation has made so far. */
  readonly calls: CallLog;
  /** How many values the operation may still be answered with. */
  readonly budget: FieldBudget;
  /** Makes a change once for each idempotency key of the caller. */
  readonly once: Once;
  /** What the operation was priced at, once it is. */
  price?: Estimate | undefined;
  /** The HTTP request that holds the operation. */
  readonly request: RequestFacts;
  /** There when a trace is made of the operation. */
  readonly span?: OperationSpan | undefined;
  /** There when the client asked for each call to be explained. */
  readonly trace?: FieldTrace | undefined;
  /** Whether the caller may change anything, as far as this gateway knows: the REST API may still refuse. */
  readonly mayWrite: boolean;
  /** Whether the operation is carried out again for every page of a list, so that nothing but a query will do. */
  readonly isPageByPage?: boolean | undefined;
  /** Shuts away what is kept for this caller alone. */
  readonly seal: Seal;
  /** Where the caller's files are let in. */
  readonly uploads: UploadDesk;
  /** There when a subscription begins. */
  readonly watch?: Watch | undefined;
  /** What a subscription is to be told of. */
  readonly event?: unknown;
}

/**
 * Asks the same again and again while a subscription is open, and gives what is new: by one poller for all of one caller who
 * give the same key, whichever of them `ask` comes from.
 */
export interface Watch {
  <T>(poll: Watched<T>): AsyncIterable<T>;
  /** How many devices one subscription may watch. */
  readonly watchedDevices: number;
}

export interface Watched<T> {
  readonly key: string;
  readonly ask: (sources: Sources) => Promise<T>;
  /** Whether it will not change any more. */
  readonly isDone?: (value: T) => boolean;
}

/** How the subscription of this context watches. */
export function watching({ watch }: Context): Watch {
  if (watch) return watch;
  throw new Error('Only subscriptions watch.');
}
