import { PAGE_SIZE } from './paged.js';
import { rowsOf, type Rows } from './rows.js';

export interface Narrowing<R> {
  /** The list without the filter. */
  readonly whole: Rows<R>;
  readonly fits: (row: R) => boolean;
  /** Rows of the whole list at most, as far as anybody knows; Infinity when nobody does. */
  readonly most: () => number;
}

/**
 * A list by a filter of which it can be told here as well what it lets through: cut from the whole list where that comes on one page
 * for somebody else, so that it costs no call; else asked for.
 */
export function narrowed<R>(rows: Rows<R>, { whole, fits, most }: Narrowing<R>): Rows<R> {
  const idOf = (row: R) => rows.idOf(row);
  const cut = async (): Promise<Rows<R>> => {
    await Promise.resolve(); // whoever wants the whole list as well has asked for it by then
    const isShort = (whole.length?.() ?? most()) <= PAGE_SIZE;
    const page = isShort ? await whole.coming?.(PAGE_SIZE)?.catch(() => undefined) : undefined;
    const isAll = page && page.total !== null && page.rows.length >= page.total;
    return isAll ? rowsOf(rows.key, idOf, () => page.rows.filter(fits)) : rows;
  };
  return {
    key: rows.key,
    idOf,
    slice: async (offset, limit, fresh) => (fresh ? rows : await cut()).slice(offset, limit, fresh),
    count: async () => (await cut()).count(),
  };
}
