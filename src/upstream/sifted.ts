import type { Filters } from './filters.js';
import { PAGE_SIZE, WHOLE } from './paged.js';
import { rowsOf, type Rows, type Slice } from './rows.js';

export interface Sieve<R> {
  /** What narrows the list, by which it is remembered whether it was seen to let other rows through. */
  readonly filter: string;
  readonly filters: Filters;
  readonly fits: (row: R) => boolean;
}

/**
 * A list that a filter narrows, which may let rows through that do not fit. Where one is seen all rows are read and sifted here, and so
 * they are from then on: neither rows nor their number can be had otherwise.
 */
export function sifted<R>(rows: Rows<R>, { filter, filters, fits }: Sieve<R>): Rows<R> {
  const idOf = (row: R) => rows.idOf(row);
  const fine = rowsOf(rows.key, idOf, async () => (await rows.slice(0, WHOLE)).rows.filter(fits));
  const isTight = ({ rows: some, total }: Slice<R>) => {
    if (!some.every(fits)) {
      if (!filters.isRefuted(filter)) filters.refute(filter);
      return false;
    }
    if (some.length >= Math.min(PAGE_SIZE, total ?? Infinity)) filters.prove(filter, 1);
    return true;
  };
  return {
    key: rows.key,
    idOf,
    slice: async (offset, limit, fresh) => {
      if (filters.isRefuted(filter)) return fine.slice(offset, limit);
      const slice = await rows.slice(offset, limit, fresh);
      return isTight(slice) ? slice : fine.slice(offset, limit);
    },
    count: async () => {
      if (filters.isRefuted(filter)) return fine.count();
      if (filters.proven(filter) > 0) return rows.count();
      await Promise.resolve(); // whoever wants rows as well has asked for them by then
      const slice = await rows.slice(0, PAGE_SIZE);
      return isTight(slice) ? slice.total : fine.count();
    },
  };
}
