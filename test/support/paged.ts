import { Paged, type PagedOptions } from '../../src/upstream/lists/paged.js';

/** A list of numbers whose pages are as `page` gives them, and that has been as long as `remembered` says. */
export const pagedNumbers = (page: PagedOptions<number>['page'], remembered?: number, most?: number): Paged<number> =>
  new Paged<number>({
    key: '/numbers/',
    route: '/things/',
    params: {},
    query: {},
    idOf: String,
    remembered: () => remembered,
    most,
    page,
  });

/** A list of rows whose pages are as `page` gives them, and that nobody has seen. */
export const pagedRows = <R extends { readonly id: string }>(key: string, page: PagedOptions<R>['page']): Paged<R> =>
  new Paged<R>({
    key,
    route: '/rows/',
    params: {},
    query: {},
    idOf: ({ id }) => id,
    remembered: () => undefined,
    page,
  });

export interface ListOptions {
  /** Rows a page has at most, whatever is asked for. */
  cap?: number;
  /** Whether pages tell the length of the list. */
  counts?: boolean;
  /** Whether they tell that there is another page. */
  tellsMore?: boolean;
  remembered?: number;
  /** Rows that may be asked for by one page. */
  most?: number;
}

/** A list of numbers, each at its own place, and the pages that were asked of it as [limit, offset]. */
export function numbers(length: number, options: ListOptions = {}) {
  const { cap = Infinity, counts = true, tellsMore = false, remembered, most } = options;
  const calls: [number, number][] = [];
  let underway = 0;
  const underwayAtMost = { atOnce: 0 };
  const rows = pagedNumbers(
    async (limit, offset) => {
      calls.push([limit, offset]);
      underwayAtMost.atOnce = Math.max(underwayAtMost.atOnce, ++underway);
      await Promise.resolve();
      underway--;
      const size = Math.max(0, Math.min(limit, cap, length - offset));
      const hasMore = (tellsMore && offset + size < length) || undefined;
      return { rows: Array.from({ length: size }, (_, i) => offset + i), total: counts ? length : null, hasMore };
    },
    remembered,
    most,
  );
  return { rows, calls, most: underwayAtMost };
}
export const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);
