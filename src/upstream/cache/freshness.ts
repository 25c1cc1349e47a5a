/** How long the answers of one route may be used. All times in milliseconds; a route whose times are all 0 is not kept. */
export interface Freshness {
  /** Served without asking. */
  readonly ttlMs: number;
  /** After that: served at once, while the REST API is asked for the next one. */
  readonly staleMs: number;
  /** After `ttlMs` too: served when the REST API is failing, too slow, or asks for a pause. */
  readonly staleIfErrorMs: number;
  /** How long "there is no such thing" (404) is believed. */
  readonly negativeMs: number;
  /** What its answers tell of. A placeholder stands for the path's value: `group:{id}`. */
  readonly tags: readonly string[];
  /** What a write to the route may have changed, in the words of `tags`. */
  readonly changes: readonly string[];
}

/** The freshness of a route such as `/v2/devices/{id}`. */
export type FreshnessOf = (route: string) => Freshness;

/** Milliseconds for which an answer of this route can be of use in any way. */
export const lifeOf = ({ ttlMs, staleMs, staleIfErrorMs, negativeMs }: Freshness): number =>
  Math.max(ttlMs + Math.max(staleMs, staleIfErrorMs), negativeMs);
