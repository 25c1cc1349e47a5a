import type { Page } from './envelope.js';
import type { Params, Query } from './route.js';
import type { List, Slice } from './rows.js';
import type { UpstreamRequest } from './send.js';

/** Rows asked for in one call at most. Esper: 250 is what the vendor's own tool settled on after trying 500 and 1000. */
export const PAGE_SIZE = 250;

/** Rows of a list that anybody looks at: whoever reads beyond them goes through it all. */
export const LOOKED_AT = 1000;

/** Milliseconds by which the ages of pages may differ that are to fit together. */
const ONE_MOMENT_MS = 1000;

/** The limit of a slice that takes all there is. */
export const WHOLE = Number.MAX_SAFE_INTEGER;

/** How soon a page is to be had, and whether it must not be one that is kept. */
export type PageHow = Required<Pick<UpstreamRequest, 'priority' | 'fresh'>>;

/**
 * Rows asked for by the nth page of a stretch. The first carries one more where that spares a page: the row by which a stretch
 * overlaps the one before it.
 */
function limitOf(n: number, limit: number): number {
  const first = limit > 1 && limit % PAGE_SIZE === 1 ? PAGE_SIZE + 1 : Math.min(limit, PAGE_SIZE);
  return n === 0 ? first : Math.min(PAGE_SIZE, limit - first - (n - 1) * PAGE_SIZE);
}

/**
 * How long a list is whose last page that was read ends there; null when that is not known, since the API has stopped counting:
 * there are rows behind the last one it counts, or it says so.
 */
function totalOf({ rows, total, hasMore }: Page<unknown>, end: number, isFull: boolean): number | null {
  if (total === null || (end > total && rows.length > 0)) return null;
  return end === total && isFull && hasMore ? null : total;
}

/** A page, and how many milliseconds ago the REST API sent it; left out when it has just done so. */
export interface AgedPage<R> extends Page<R> {
  readonly ageMs?: number | undefined;
}

export interface PagedOptions<R> extends Pick<List<R>, 'key' | 'route' | 'params' | 'query'> {
  readonly idOf: (row: R) => string;
  /** Asks for one page; never for more than PAGE_SIZE rows and one. Bulk is what is not the beginning of what somebody looks at. */
  readonly page: (limit: number, offset: number, how: PageHow) => Promise<AgedPage<R>>;
  /** How many rows the list had when this caller saw it lately, in this or an earlier operation. */
  readonly remembered: () => number | undefined;
}

/**
 * A list read through limit and offset. Equal pages are asked for once; a long stretch is read in pages side by side. Pages
 * kept from different moments do not fit together, rows would be missing or doubled where they meet: all are asked for then.
 */
export class Paged<R> implements List<R> {
  readonly key: string;
  readonly route: string;
  readonly params: Params;
  readonly query: Query;
  readonly idOf: (row: R) => string;
  #pages: Map<string, Promise<AgedPage<R>>> | undefined;
  #whole: Slice<R> | undefined;

  constructor(private readonly options: PagedOptions<R>) {
    this.key = options.key;
    this.route = options.route;
    this.params = options.params;
    this.query = options.query;
    this.idOf = options.idOf;
  }

  /** Forgets what was read of it, so that it is read anew. */
  forget(): void {
    this.#pages = undefined;
    this.#whole = undefined;
  }

  isAtHand(): boolean {
    return this.#whole !== undefined;
  }

  async count(): Promise<number | null> {
    await Promise.resolve(); // whoever wants rows as well has asked for them by then: every page brings the count along
    const [underway] = this.#pages?.values() ?? [];
    return (await (underway ?? this.#read(0, 1, { priority: 'interactive', fresh: false }))).total;
  }

  slice(offset: number, limit: number, fresh = false): Promise<Slice<R>> {
    const whole = this.#whole;
    if (whole && !fresh) {
      return Promise.resolve({ ...whole, rows: whole.rows.slice(offset, offset + limit), offset });
    }
    if (limit <= 0) return this.count().then((total) => ({ rows: [], offset, total }));
    return this.#slice(offset, limit, fresh, limit >= WHOLE);
  }

  #slice(offset: number, limit: number, fresh: boolean, further: boolean): Promise<Slice<R>> {
    const size = limitOf(0, limit);
    const head = this.#read(offset, size, { priority: further ? 'bulk' : 'interactive', fresh });
    const join = (pages: AgedPage<R>[]) => this.#join(pages, offset, limit, fresh, further);
    return limit === size ? head.then((page) => join([page])) : this.#pagesOf(head, offset, limit, fresh).then(join);
  }

  /** The stretch that pages make up which were read side by side; where they end too early, more are read. */
  #join(
    found: AgedPage<R>[],
    offset: number,
    limit: number,
    fresh: boolean,
    further: boolean,
  ): Slice<R> | Promise<Slice<R>> {
    const ages = found.map(({ ageMs = 0 }) => ageMs);
    const ageMs = Math.max(...ages) || undefined;
    if (!fresh && ageMs && ageMs - Math.min(...ages) > ONE_MOMENT_MS) return this.#slice(offset, limit, true, further);
    // What stands behind a page that is not full does not follow on it.
    const short = found.findIndex((one, n) => one.rows.length < limitOf(n, limit));
    const rows =
      found.length === 1 ? found[0]!.rows : (short < 0 ? found : found.slice(0, short + 1)).flatMap((one) => one.rows);
    const end = offset + rows.length;
    const total = totalOf(found.at(-1)!, end, short < 0);
    const ended = total === null ? short >= 0 : end >= total || found[short]?.rows.length === 0;
    if (ended && offset === 0) this.#whole = { rows, offset, total, ageMs };
    if (ended || rows.length >= limit) return { rows, offset, total, ageMs };
    // The server caps pages below what was asked, or gives no total: go on where the rows end.
    return this.#slice(end, limit - rows.length, fresh, true).then((next) => ({
      rows: [...rows, ...next.rows],
      offset,
      // An empty page is the end of the list, whatever its count says.
      total: next.rows.length === 0 ? end : next.total,
      ageMs: Math.max(ageMs ?? 0, next.ageMs ?? 0) || undefined,
    }));
  }

  /** The pages of a stretch. The first tells the length of the list; when that is remembered, all go out at once. */
  async #pagesOf(head: Promise<AgedPage<R>>, offset: number, limit: number, fresh: boolean): Promise<AgedPage<R>[]> {
    const size = limitOf(0, limit);
    const stop = offset + limit;
    const early = this.#readAll(offset + size, Math.min(stop, this.options.remembered() ?? 0), stop, fresh);
    const first = await head;
    const end = Math.min(stop, first.total ?? 0);
    const late = this.#readAll(offset + size + PAGE_SIZE * early.length, end, stop, fresh);
    return [first, ...(await Promise.all([...early, ...late]))];
  }

  /** The pages that begin in [from, end), none reaching beyond `stop`. */
  #readAll(from: number, end: number, stop: number, fresh: boolean): Promise<AgedPage<R>>[] {
    const length = Math.max(0, Math.ceil((end - from) / PAGE_SIZE));
    return Array.from({ length }, (_, i) => {
      const start = from + i * PAGE_SIZE;
      const page = this.#read(start, Math.min(PAGE_SIZE, stop - start), { priority: 'bulk', fresh });
      page.catch(() => {}); // when the first of several pages fails, nobody waits for the others
      return page;
    });
  }

  #read(offset: number, limit: number, how: PageHow): Promise<AgedPage<R>> {
    const pages = (this.#pages ??= new Map());
    const name = `${offset}+${limit}${how.fresh ? ' fresh' : ''}`;
    const found = pages.get(name);
    if (found) return found;
    const asked = this.options.page(limit, offset, how);
    pages.set(name, asked);
    return asked;
  }
}
