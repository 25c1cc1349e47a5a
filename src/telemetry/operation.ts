/** How an operation ended: with everything, with part of it, with nothing, or without having been carried out. */
export type Outcome = 'ok' | 'partial' | 'failed' | 'refused';

export type OperationKind = 'query' | 'mutation' | 'subscription' | 'unread';

/** What log and metrics are told of an operation once it has ended. Nothing in it comes from variables or credentials. */
export interface OperationFacts {
  /** The id of the HTTP request that held it. */
  readonly requestId: string;
  /** The keyed hash of who asked; null when no key was sent. */
  readonly caller: string | null;
  /** The name its document gives it; null for one that has none, or that could not be read. */
  readonly name: string | null;
  readonly kind: OperationKind;
  /** The keyed hash of the document, in hexadecimal digits; null when there was none. */
  readonly document: string | null;
  readonly outcome: Outcome;
  /** The HTTP status of the answer. */
  readonly status: number;
  /** Whose answer it got, when it was not carried out for itself: of one under way, or of one just ended. */
  readonly shared?: 'joined' | 'kept';
  /** The trace that was made of it. */
  readonly traceId?: string;
  readonly ms: number;
  /** What it cost upstream, as in `extensions.upstream`. */
  readonly upstream: {
    readonly calls: number;
    readonly cached: number;
    readonly coalesced: number;
    readonly retried: number;
    readonly waitedMs: number;
  };
  /** How many errors of each code the answer holds. */
  readonly errors: Readonly<Record<string, number>>;
}

/** What is known of one HTTP request, whatever comes of it. */
export interface RequestFacts {
  /** The id in `x-request-id`, of the request and of its answer. */
  readonly id: string;
  /** The keyed hash of who asked; null without a key. */
  caller: string | null;
  /** How many operations of it have been answered. */
  operations: number;
  /** What was told of the last of them. */
  told?: OperationFacts;
}

/** Told of every operation once it has ended. */
export type OperationWatcher = (facts: OperationFacts) => void;
