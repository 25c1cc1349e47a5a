/** What can go wrong upstream: one closed table. `retriable` speaks of reads; a write is never repeated on its word. */
export const upstreamErrors = {
  UNAUTHENTICATED: {
    retriable: false,
    text: 'The REST API did not accept the key. Send "Authorization: Bearer <key>" with a valid Esper API key.',
  },
  FORBIDDEN: { retriable: false, text: 'The key is valid but has no right to this part of the REST API.' },
  NOT_FOUND: { retriable: false, text: 'The REST API knows no such record, or the key may not see it.' },
  BAD_USER_INPUT: { retriable: false, text: 'The REST API refused the input.' },
  CONFLICT: { retriable: false, text: 'The change clashes with what is already there.' },
  LIMIT_EXCEEDED: { retriable: false, text: 'The operation takes more calls than it may make.' },
  RATE_LIMITED: { retriable: true, text: 'The REST API takes no more calls for now. Try again later.' },
  UPSTREAM_TIMEOUT: { retriable: true, text: 'The REST API did not answer in time.' },
  UPSTREAM_UNAVAILABLE: { retriable: true, text: 'The REST API is failing or cannot be reached.' },
  UPSTREAM_MALFORMED: { retriable: true, text: 'The REST API sent an answer that could not be read.' },
  CANCELLED: { retriable: false, text: 'Nobody waits for this answer any more.' },
} as const;

export type UpstreamErrorCode = keyof typeof upstreamErrors;

/** A fault the REST API ascribes to one field of the input. */
export interface FieldFault {
  readonly field: string;
  readonly message: string;
}

export interface UpstreamErrorDetail {
  /** The call, as `GET /v2/devices/{id}`: the route, so that no id or secret is in it. */
  readonly call: string;
  readonly status?: number | undefined;
  /** Seconds the REST API asked to wait. */
  readonly retryAfter?: number | undefined;
  readonly requestId?: string | undefined;
  /** The setting that allows no more, and how much it allows. */
  readonly limit?: { readonly name: string; readonly most: number } | undefined;
  readonly faults?: readonly FieldFault[] | undefined;
  /** What the REST API said, when it said something fit to be read. */
  readonly said?: string | undefined;
  /** What is said in place of the text of the table, where that is not quite true. */
  readonly text?: string | undefined;
  /** What the gateway adds, in whole sentences, when the verdict is its own. */
  readonly why?: string | undefined;
  readonly cause?: unknown;
}

/** A call to the REST API that failed. Thrown by every Send; match on `code`. */
export class UpstreamError extends Error {
  override readonly name = 'UpstreamError';
  /** How often the network was asked before this was given up (0 when nothing was sent), and the milliseconds waited on purpose. */
  attempts = 1;
  waitedMs = 0;
  /** Who said so: a cache remembers what is not there. */
  source: 'network' | 'cache' = 'network';
  /** Milliseconds for which it can be relied on to be so. */
  freshForMs = 0;

  constructor(
    readonly code: UpstreamErrorCode,
    readonly detail: UpstreamErrorDetail,
  ) {
    const { call, said, text = upstreamErrors[code].text, why, cause } = detail;
    const sentences = [text, why, said && `It said: ${said}`].filter(Boolean);
    super(`${sentences.join(' ')} (${call})`, { cause });
  }

  get retriable(): boolean {
    return upstreamErrors[this.code].retriable;
  }

  /** Whether it is sure that the call did nothing: it was never sent, or was refused. */
  get cameToNothing(): boolean {
    const { status = 0 } = this.detail;
    return this.attempts === 0 || (status >= 400 && status < 500);
  }
}

/** A 404 is null, any other error stays one. */
export const orMissing = (error: unknown): null => {
  if (error instanceof UpstreamError && error.code === 'NOT_FOUND') return null;
  throw error;
};

/** Whether the REST API would answer the same to the same caller again. */
export const isRefusal = (error: unknown): error is UpstreamError =>
  error instanceof UpstreamError && ['FORBIDDEN', 'NOT_FOUND', 'BAD_USER_INPUT'].includes(error.code);

/** Whether it is a fault of the REST API that passes, so that what was known before may stand in. */
export const isPassing = (error: unknown): error is UpstreamError =>
  error instanceof UpstreamError && ['UPSTREAM_UNAVAILABLE', 'UPSTREAM_TIMEOUT', 'RATE_LIMITED'].includes(error.code);
