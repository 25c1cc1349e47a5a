import type { Page } from './envelope.js';
import type { Rows, Slice } from './rows.js';

/** Rows asked for in one call at most. Esper: 250 is what the vendor's own tool settled on after trying 500 and 1000. */
export const PAGE_SIZE = 250;

/** The limit of a slice that takes all there is. */
export const WHOLE = Number.MAX_SAFE_INTEGER;

export interface PagedOptions<R> {
  readonly key: string;
  readonly idOf: (row: R) => string;
  /** Asks for one page; never for more than PAGE_SIZE rows. Bulk is what is not the beginning of what somebody looks at. */
  readonly page: (limit: number, offset: number, priority: 'interactive' | 'bulk') => Promise<Page<R>>;
  /** How many rows the list had when this caller last saw it, in this or an earlier operation. */
  readonly remembered: () => number | undefined;
}

/** A list read through limit and offset. Equal pages are asked for once; a long stretch is read in pages side by side. */
export function paged<R>({ key, idOf, page, remembered }: PagedOptions<R>): Rows<R> {
  const pages = new Map<string, Promise<Page<R>>>();
  const read = (offset: number, limit: number, priority: 'interactive' | 'bulk' = 'interactive') => {
    const name = `${offset}+${limit}`;
    const found = pages.get(name);
    if (found) return found;
    const asked = page(limit, offset, priority);
    asked.catch(() => {}); // when the first of several pages fails, nobody waits for the others
    pages.set(name, asked);
    return asked;
  };
  /** The pages that begin in [from, end), none reaching beyond `stop`. */
  const readAll = (from: number, end: number, stop: number) => {
    const length = Math.max(0, Math.ceil((end - from) / PAGE_SIZE));
    return Array.from({ length }, (_, i) => from + i * PAGE_SIZE).map((start) =>
      read(start, Math.min(PAGE_SIZE, stop - start), 'bulk'),
    );
  };

  const slice = async (offset: number, limit: number, further = limit >= WHOLE): Promise<Slice<R>> => {
    if (limit <= 0) return { rows: [], offset, total: await count() };
    const stop = offset + limit;
    // The first page tells the length of the list; when that is remembered, all pages go out at once.
    const head = read(offset, Math.min(limit, PAGE_SIZE), further ? 'bulk' : 'interactive');
    const early = readAll(offset + PAGE_SIZE, Math.min(stop, remembered() ?? 0), stop);
    const first = await head;
    const end = Math.min(stop, first.total ?? 0);
    const late = readAll(offset + PAGE_SIZE * (1 + early.length), end, stop);
    const all = [first, ...(await Promise.all([...early, ...late]))];
    const { total } = all.at(-1) ?? first;
    // What stands behind a page that is not full does not follow on it.
    const short = all.findIndex((one) => one.rows.length < PAGE_SIZE);
    const rows = (short < 0 ? all : all.slice(0, short + 1)).flatMap((one) => one.rows);
    const ended = total === null ? short >= 0 : offset + rows.length >= total || all[short]?.rows.length === 0;
    if (ended || rows.length >= limit) return { rows, offset, total };
    // The server caps pages below what was asked, or gives no total: go on where the rows end.
    const next = await slice(offset + rows.length, limit - rows.length, true);
    return { rows: [...rows, ...next.rows], offset, total: next.total };
  };

  const count = async () => {
    await Promise.resolve(); // whoever wants rows as well has asked for them by then: every page brings the count along
    const [underway] = pages.values();
    return (await (underway ?? read(0, 1))).total;
  };

  return { key, idOf, slice: (offset, limit) => slice(offset, limit), count };
}
