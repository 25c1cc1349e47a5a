/** An error as it stands in an answer. */
export interface AnswerError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** Why there was no answer at all, beside the codes of the gateway. */
export type TransportCode = 'UNREACHABLE' | 'NOT_GRAPHQL';

/** An operation that failed. Match on `code`, one of the table in the README, or a TransportCode. */
export class FleetError extends Error {
  override readonly name = 'FleetError';

  constructor(
    message: string,
    /** Of the first error. */
    readonly code: string,
    readonly detail: {
      /** All errors of the answer. */
      readonly errors: readonly AnswerError[];
      /** What arrived in spite of them. */
      readonly data?: unknown;
      /** Seconds to wait before asking again. */
      readonly retryAfter?: number | undefined;
      /** The HTTP status of what was no GraphQL answer. */
      readonly status?: number | undefined;
      /** The id under which the gateway logs the request. */
      readonly requestId?: string | undefined;
      readonly cause?: unknown;
    } = { errors: [] },
  ) {
    super(message, { cause: detail.cause });
  }

  /** Whether the same may succeed later: also where a proxy says so in place of the gateway. */
  get isPassing(): boolean {
    if (this.detail.status !== undefined) return [429, 502, 503, 504].includes(this.detail.status);
    return /^(RATE_LIMITED|UPSTREAM_TIMEOUT|UPSTREAM_UNAVAILABLE|UNREACHABLE)$/.test(this.code);
  }
}
