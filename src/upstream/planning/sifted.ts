import { PAGE_SIZE, WHOLE } from '../lists/paged.js';
import { rowsOf, type Rows, type Slice } from '../lists/rows.js';
import type { Filters } from './filters.js';

export interface Sieve<R> {
  /** What narrows the list, by which it is remembered what it was seen to do. */
  readonly filter: string;
  readonly filters: Filters;
  readonly fits: (row: R) => boolean;
  /** The list without the filter, which a server that does not know it sends. */
  readonly unfiltered?: Pick<Rows<R>, 'slice' | 'count'>;
  /** Whether a document has the filter: it is believed then while no row says otherwise. Left out: unless there is a list without it. */
  readonly isDocumented?: boolean;
  /** Whether a row may be listed that has just ceased to fit: the filter is doubted only where most of them do not. */
  readonly mayLag?: boolean;
}

/**
 * A list by a filter that may let rows through that do not fit. Where one is seen all rows are read and sifted here, and so they are
 * from then on: neither rows nor their number can be had otherwise. Where there may be no filter at all, rows that fit do so by chance,
 * unless they are all there are: they are believed once the list was seen to be shorter than without it.
 */
export function sifted<R>(
  rows: Rows<R>,
  { filter, filters, fits, unfiltered, isDocumented = !unfiltered, mayLag = false }: Sieve<R>,
): Rows<R> {
  const idOf = (row: R) => rows.idOf(row);
  const fine = rowsOf(rows.key, idOf, async () => (await (unfiltered ?? rows).slice(0, WHOLE)).rows.filter(fits));
  let isShorter: Promise<boolean> | undefined;

  const narrows = async (total: number | null) => {
    const isSeen = total !== null && total < ((await unfiltered?.count()) ?? 0);
    if (isSeen) filters.prove(filter, 1);
    return isSeen;
  };
  const isRight = async ({ rows: some, offset, total }: Slice<R>) => {
    const misfits = some.filter((row) => !fits(row)).length;
    if (misfits > (mayLag ? some.length / 2 : 0)) {
      if (!filters.isRefuted(filter)) filters.refute(filter);
      return false;
    }
    if (filters.proven(filter) > 0) return true;
    const isAll = total === 0 || (offset === 0 && some.length === total);
    if (!isDocumented) return isAll || (isShorter ??= narrows(total));
    if (isAll || some.length >= PAGE_SIZE) filters.prove(filter, 1);
    return true;
  };
  return {
    key: rows.key,
    idOf,
    slice: async (offset, limit, fresh) => {
      if (filters.isRefuted(filter)) return fine.slice(offset, limit);
      const slice = await rows.slice(offset, limit, fresh);
      return (await isRight(slice)) ? slice : fine.slice(offset, limit);
    },
    count: async () => {
      if (filters.isRefuted(filter)) return fine.count();
      if (filters.proven(filter) > 0) return rows.count();
      await Promise.resolve(); // whoever wants rows as well has asked for them by then
      const slice = await rows.slice(0, unfiltered ? 1 : PAGE_SIZE);
      return (await isRight(slice)) ? slice.total : fine.count();
    },
  };
}
