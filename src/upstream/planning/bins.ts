import { chunksOf } from '../chunks.js';
import { PAGE_SIZE } from '../lists/paged.js';

/** A parent whose list is wanted. */
export interface Wanted {
  readonly parent: string;
  /** Rows its list has, or has at most, as far as anybody knows; Infinity when nobody does. */
  readonly atMost: number;
  /** How many rows are wanted, from the first on. */
  readonly end: number;
  /** Whether the length of the list is wanted as well. */
  readonly isCounted: boolean;
}

/** Parents that are asked for together. */
export type Bin = readonly Wanted[];

export const rowsIn = (bin: Bin): number => bin.reduce((sum, { atMost }) => sum + atMost, 0);

/**
 * Puts parents together, so many at most, whose lists fit on one page, and then those of whose lists only so little is wanted that a page can be
 * expected to hold it for each of them. Who is in no bin is to be asked for alone.
 */
export function binsOf(wanted: readonly Wanted[], most: number): Bin[] {
  const whole = fitting(wanted, most);
  const alone = whole.filter(({ length }) => length === 1).flat();
  return [...whole, ...beginning(alone, most)].filter(({ length }) => length > 1);
}

function fitting(wanted: readonly Wanted[], most: number): Bin[] {
  const bins: { readonly bin: Wanted[]; rows: number }[] = [];
  for (const one of wanted.toSorted((a, b) => b.atMost - a.atMost)) {
    const found = bins.find(({ bin, rows }) => bin.length < most && rows + one.atMost <= PAGE_SIZE);
    if (found) found.bin.push(one);
    if (found) found.rows += one.atMost;
    else bins.push({ bin: [one], rows: one.atMost });
  }
  return bins.map(({ bin }) => bin);
}

/** So few in each bin that a page has room for twice what is wanted of them, and for the row behind it, which shows there is one. */
function beginning(wanted: readonly Wanted[], most: number): Bin[] {
  const uncounted = wanted.filter(({ isCounted }) => !isCounted);
  const longest = Math.max(0, ...uncounted.map(({ end }) => end));
  const size = Math.min(most, Math.floor(PAGE_SIZE / 2 / (longest + 1)));
  return size > 1 ? chunksOf(uncounted, size) : [];
}
