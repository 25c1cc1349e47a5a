/** One call that went to the REST API, repeats by themselves. */
export interface SentCall {
  readonly method: string;
  /** The path with its placeholders, such as `/v2/devices/{id}`. */
  readonly route: string;
  /** The HTTP status, or why there was none: `timeout`, `unreachable`, `unreadable` or `cancelled`. */
  readonly status: string;
  /** Which attempt at the same call it was, from 1. */
  readonly attempt: number;
  readonly ms: number;
}
