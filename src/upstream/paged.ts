import type { Page } from './envelope.js';
import type { Rows, Slice } from './rows.js';
import type { UpstreamRequest } from './send.js';

/** Rows asked for in one call at most. Esper: 250 is what the vendor's own tool settled on after trying 500 and 1000. */
export const PAGE_SIZE = 250;

/** Rows of a list that anybody looks at: whoever reads beyond them goes through it all. */
export const LOOKED_AT = 1000;

/** Milliseconds by which the ages of pages may differ that are to fit together. */
const ONE_MOMENT_MS = 1000;

/** The limit of a slice that takes all there is. */
export const WHOLE = Number.MAX_SAFE_INTEGER;

type How = Required<Pick<UpstreamRequest, 'priority' | 'fresh'>>;

/** A page, and how many milliseconds ago the REST API sent it; left out when it has just done so. */
interface AgedPage<R> extends Page<R> {
  readonly ageMs?: number | undefined;
}

export interface PagedOptions<R> {
  readonly key: string;
  readonly idOf: (row: R) => string;
  /** Asks for one page; never for more than PAGE_SIZE rows. Bulk is what is not the beginning of what somebody looks at. */
  readonly page: (limit: number, offset: number, how: How) => Promise<AgedPage<R>>;
  /** How many rows the list had when this caller saw it lately, in this or an earlier operation. */
  readonly remembered: () => number | undefined;
}

/**
 * A list read through limit and offset. Equal pages are asked for once; a long stretch is read in pages side by side. Pages
 * kept from different moments do not fit together, rows would be missing or doubled where they meet: all are asked for then.
 */
export function paged<R>({ key, idOf, page, remembered }: PagedOptions<R>): Required<Rows<R>> {
  const pages = new Map<string, Promise<AgedPage<R>>>();
  let whole: Slice<R> | undefined;
  const read = (offset: number, limit: number, how: How = { priority: 'interactive', fresh: false }) => {
    const name = `${offset}+${limit}${how.fresh ? ' fresh' : ''}`;
    const found = pages.get(name);
    if (found) return found;
    const asked = page(limit, offset, how);
    asked.catch(() => {}); // when the first of several pages fails, nobody waits for the others
    pages.set(name, asked);
    return asked;
  };
  /** The pages that begin in [from, end), none reaching beyond `stop`. */
  const readAll = (from: number, end: number, stop: number, fresh: boolean) => {
    const length = Math.max(0, Math.ceil((end - from) / PAGE_SIZE));
    return Array.from({ length }, (_, i) => from + i * PAGE_SIZE).map((start) =>
      read(start, Math.min(PAGE_SIZE, stop - start), { priority: 'bulk', fresh }),
    );
  };

  const slice = async (offset: number, limit: number, fresh = false, further = limit >= WHOLE): Promise<Slice<R>> => {
    if (limit <= 0) return { rows: [], offset, total: await count() };
    const stop = offset + limit;
    // The first page tells the length of the list; when that is remembered, all pages go out at once.
    const head = read(offset, Math.min(limit, PAGE_SIZE), { priority: further ? 'bulk' : 'interactive', fresh });
    const early = readAll(offset + PAGE_SIZE, Math.min(stop, remembered() ?? 0), stop, fresh);
    const first = await head;
    const end = Math.min(stop, first.total ?? 0);
    const late = readAll(offset + PAGE_SIZE * (1 + early.length), end, stop, fresh);
    const all = [first, ...(await Promise.all([...early, ...late]))];
    const ages = all.map(({ ageMs = 0 }) => ageMs);
    const ageMs = Math.max(...ages) || undefined;
    if (!fresh && ageMs && ageMs - Math.min(...ages) > ONE_MOMENT_MS) return slice(offset, limit, true, further);
    const { total } = all.at(-1) ?? first;
    // What stands behind a page that is not full does not follow on it.
    const short = all.findIndex((one) => one.rows.length < PAGE_SIZE);
    const rows = (short < 0 ? all : all.slice(0, short + 1)).flatMap((one) => one.rows);
    const ended = total === null ? short >= 0 : offset + rows.length >= total || all[short]?.rows.length === 0;
    if (ended && offset === 0) whole = { rows, offset, total, ageMs };
    if (ended || rows.length >= limit) return { rows, offset, total, ageMs };
    // The server caps pages below what was asked, or gives no total: go on where the rows end.
    const next = await slice(offset + rows.length, limit - rows.length, fresh, true);
    return {
      rows: [...rows, ...next.rows],
      offset,
      total: next.total,
      ageMs: Math.max(ageMs ?? 0, next.ageMs ?? 0) || undefined,
    };
  };

  const count = async () => {
    await Promise.resolve(); // whoever wants rows as well has asked for them by then: every page brings the count along
    const [underway] = pages.values();
    return (await (underway ?? read(0, 1))).total;
  };

  return {
    key,
    idOf,
    slice: async (offset, limit, fresh) =>
      whole && !fresh
        ? { ...whole, rows: whole.rows.slice(offset, offset + limit), offset }
        : slice(offset, limit, fresh),
    count,
    isAtHand: () => whole !== undefined,
  };
}
