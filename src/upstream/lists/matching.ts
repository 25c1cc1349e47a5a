import { WHOLE } from './paged.js';
import type { Rows } from './rows.js';

/** Milliseconds for which a list that is kept is believed about what it lacks, as "there is none" is when a single read says so. */
export const ABSENT_MS = 10_000;

/**
 * The rows of a list that are looked for. When there is none in what is kept from before, it may have come since: all is read anew.
 */
export async function matching<R>(list: Rows<R>, isIt: (row: R) => boolean): Promise<readonly R[]> {
  const { rows, ageMs = 0 } = await list.slice(0, WHOLE);
  const found = rows.filter(isIt);
  if (found.length > 0 || ageMs <= ABSENT_MS) return found;
  return (await list.slice(0, WHOLE, true)).rows.filter(isIt);
}

/**
 * As `matching`, where a filter may find them: it is taken at its word while all rows that it gives, the first `most` of them, are
 * looked for, and else has not been heeded.
 */
export async function matchingBy<R>(
  narrowed: Rows<R>,
  most: number,
  list: Rows<R>,
  isIt: (row: R) => boolean,
): Promise<readonly R[]> {
  const { rows: found } = await narrowed.slice(0, most);
  return found.every(isIt) ? found : matching(list, isIt);
}
