import DataLoader from 'dataloader';
import { WHOLE } from '../lists/paged.js';
import type { List } from '../lists/rows.js';
import { pagesOf } from './costs.js';
import { asError, unlessRefused, UNKNOWN_LENGTH } from './planner.js';

/** A figure that is wanted of a thing. */
export interface Wanted<T> {
  readonly id: string;
  /** Asks for it by one call. */
  readonly ask: () => Promise<T>;
}

/**
 * Figures of things that can be asked for one by one, or be reckoned from a list of all: those wanted in one tick are had in the
 * way that takes fewer calls. `length` is how long the list was when it was last seen.
 */
export function reckoned<R, T>(
  list: List<R>,
  length: () => number | undefined,
  reckon: (rows: readonly R[]) => ReadonlyMap<string, T>,
): (wanted: Wanted<T>) => Promise<T> {
  // None of them is kept: a change may have made it another.
  const figures = new DataLoader<Wanted<T>, T>(
    async (wanted) => {
      const pages = list.isAtHand?.() ? 0 : pagesOf(length() ?? UNKNOWN_LENGTH);
      const read = pages < wanted.length && (await list.slice(0, WHOLE).catch(unlessRefused));
      const known = read ? reckon(read.rows) : undefined;
      return Promise.all(wanted.map(({ id, ask }) => known?.get(id) ?? ask().catch(asError)));
    },
    { cache: false },
  );
  return (wanted) => figures.load(wanted);
}
