/** An answer of the REST API as it is kept. */
export interface Entry {
  /** 404 for the news that there is no such thing, which has no body. */
  readonly status: number;
  readonly body: unknown;
  /** When it came, in milliseconds since 1970: replicas compare it. */
  readonly at: number;
  /** Milliseconds after `at` for which it is fresh. */
  readonly freshMs: number;
  /** Milliseconds after `at` from which on nobody can use it; LONGEST_LIFE_MS at most. */
  readonly lifeMs: number;
}

/** Milliseconds by which the clocks of replicas may differ. */
const CLOCKS_DIFFER_MS = 1000;

/**
 * Whether an entry may still be of use. One of a time that is still to come is from before the clock was set back, or from a
 * replica whose clock is wrong: nobody knows how old it is.
 */
export const isAlive = ({ at, lifeMs }: Entry, now: number): boolean =>
  now < at + lifeMs && at - now <= CLOCKS_DIFFER_MS;

/** Keeps an answer under a key. */
export type Write = (key: string, entry: Entry) => Promise<void>;

/**
 * Where answers are kept between operations. No method ever rejects, and none takes long: a store that fails has simply
 * forgotten everything. Tags name what an answer tells of, such as `device` or `group:4711`; they follow from its key.
 *
 * The layer `cache` reads and writes one: the memory of this process, or that in front of Redis (tiered.ts). How long an answer
 * keeps, and what a write makes forgotten, is a matter of its route (freshness.ts). Rows of lists that are kept are found as single
 * records by way of the pages they are in (recall.ts).
 */
export interface Store {
  /** The answer under this key, unless it is too old or one of its tags was invalidated after it was asked for. */
  get(key: string, tags: readonly string[]): Promise<Entry | undefined>;
  /**
   * To be called before the REST API is asked: what is written through the function it gives counts as asked for now, so
   * that an answer overtaken by an invalidation is never served.
   */
  writer(): Promise<Write>;
  delete(key: string): Promise<void>;
  /** Forgets every answer that has one of these tags, whoever asked for it, here and in the replicas that share the store. */
  invalidate(tags: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/** Milliseconds an answer is kept at most, whatever its freshness says. */
export const LONGEST_LIFE_MS = 24 * 60 * 60 * 1000;
