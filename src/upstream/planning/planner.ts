import { UpstreamError } from '../errors.js';
import { ABSENT_MS } from '../lists/matching.js';
import { PAGE_SIZE, WHOLE } from '../lists/paged.js';
import type { Rows, Slice } from '../lists/rows.js';
import { rowsByKey } from '../lists/rows-by-key.js';
import type { Costs } from './costs.js';

export interface ByKeyPlan<R> {
  /** Asks for one record. */
  readonly each: (key: string) => Promise<R | null>;
  /** The list the records stand in. */
  readonly rows: Rows<R>;
  /** Whether all of them do: a record that is not in the list is not there at all. */
  readonly isWhole: boolean;
  readonly keyOf: (row: R) => string;
  /** How long the list was when this caller last saw it, or is taken to be. */
  readonly length: () => number;
  readonly costs: Costs;
}

/** How long a list is taken to be while nobody knows, or while it was empty when it was last seen. */
export const UNKNOWN_LENGTH = 2 * PAGE_SIZE;

/**
 * Reads records by key, in order of key: one by one or from the pages of their list, whichever costs less. Answers
 * arrive one after the other and so do the keys they hold, so what was asked for before counts, as do those to come, and a page
 * once read is used.
 */
export function keyPlanner<R>({ each, rows, isWhole, keyOf, length, costs }: ByKeyPlan<R>) {
  const found = new Map<string, R>();
  let askedSingly = 0;
  let rowsLeft = 0;
  let ageMs = 0;
  let head: Promise<boolean> | undefined;

  const take = (slice: Pick<Slice<R>, 'rows' | 'total' | 'ageMs'>) => {
    for (const [key, row] of rowsByKey(slice.rows, keyOf)) found.set(key, row);
    // Nobody knows how much there is of a list without a count, until it is at hand.
    rowsLeft = rows.isAtHand?.() ? 0 : Math.max(0, (slice.total ?? Infinity) - slice.rows.length);
    ageMs = slice.ageMs ?? 0;
    return true;
  };
  const all = async (fresh = false) => {
    take(await rows.slice(0, WHOLE, fresh));
    rowsLeft = 0;
  };
  const singly = (keys: readonly string[]) => {
    askedSingly += keys.filter((key) => !found.has(key)).length;
    return Promise.all(keys.map((key) => found.get(key) ?? each(key).catch(asError)));
  };

  return async (keys: readonly string[], more = 0): Promise<(R | null | Error)[]> => {
    const areFew = (missing: number, among: number) => costs.singles(askedSingly + missing) <= costs.list(among);
    // Who asks for the list at this moment as well may be about to have all of it.
    if (!head && !rows.isAtHand?.()) head = rows.coming?.(length())?.then(take, unlessBroken);
    if (!head && !rows.isAtHand?.() && areFew(keys.length + more, length())) return singly(keys);
    // One page tells the length of the list and, mostly, already holds what is wanted: who comes meanwhile waits for it.
    head ??= rows.slice(0, rows.isAtHand?.() ? WHOLE : costs.page).then(take, isWhole ? unlessRefused : unlessBroken);
    if (!(await head)) return singly(keys);
    const missing = () => keys.filter((key) => !found.has(key)).length;
    if (rowsLeft && areFew(missing(), rowsLeft)) return singly(keys);
    if (rowsLeft && missing() > 0) await (isWhole ? all() : all().catch(unlessBroken));
    if (!isWhole) return singly(keys);
    // What a list lacks that is kept from before may have come since.
    if (ageMs > ABSENT_MS && missing() > 0) {
      if (areFew(missing(), found.size)) return singly(keys);
      await all(true);
    }
    return keys.map((key) => found.get(key) ?? null);
  };
}

/** A key may be allowed to read a record and not the list of all, or there is no such list: false then. Any other error stays one. */
export const unlessRefused = (error: unknown): false => {
  if (error instanceof UpstreamError && (error.code === 'FORBIDDEN' || error.code === 'NOT_FOUND')) return false;
  throw error;
};

/** As `unlessRefused`, for a list that is only a quicker way: false also when it cannot be had. A key that is not good stays an error. */
const unlessBroken = (error: unknown): false => {
  if (error instanceof UpstreamError && error.code !== 'UNAUTHENTICATED' && error.code !== 'RATE_LIMITED') return false;
  throw error;
};

export const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
