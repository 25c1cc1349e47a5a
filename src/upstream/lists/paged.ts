import type { Params, Query } from '../route.js';
import type { UpstreamRequest } from '../send.js';
import type { Page } from './envelope.js';
import { Pages, type ReadPage } from './pages.js';
import type { List, Slice } from './rows.js';
import { limitOf, put, stitched, strideOf, type Stride } from './stitch.js';

/** Rows asked for in one call at most. Esper: 250 is what the vendor's own tool settled on after trying 500 and 1000. */
export const PAGE_SIZE = 250;

/** Rows of a list that anybody looks at: whoever reads beyond them goes through it all. */
export const LOOKED_AT = 1000;

/** Milliseconds by which the ages of pages may differ that are to fit together. */
const ONE_MOMENT_MS = 1000;

/** The limit of a slice that takes all there is. */
export const WHOLE = Number.MAX_SAFE_INTEGER;

/**
 * Pages that are asked for side by side at most; the next follow when they have come. As many calls an operation may make, unless it is
 * set otherwise, and a list is no longer than that because its count says so.
 */
const MOST_PAGES = 2000;

/** How a page is to be had. */
export interface PageHow extends Required<Pick<UpstreamRequest, 'priority' | 'fresh'>> {
  /** Whether it is all that is wanted: it may be cut out of a longer one that is kept, of whichever moment. */
  readonly alone: boolean;
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

/** A stretch that is asked for. */
interface Asked {
  readonly offset: number;
  readonly limit: number;
  readonly fresh: boolean;
  /** Rows at its beginning that are known, where it goes on from where a page ended too early. */
  readonly known: number | undefined;
  readonly stride: Stride;
}

export interface PagedOptions<R> extends Pick<List<R>, 'key' | 'route' | 'params' | 'query'> {
  readonly idOf: (row: R) => string;
  /** Rows asked for by one page at most: PAGE_SIZE and the one by which pages overlap, when it is left out. */
  readonly most?: number | undefined;
  /** Asks for one page; never for more than `most` rows. Bulk is what is not the beginning of what somebody looks at. */
  readonly page: ReadPage<R>;
  /** How many rows the list had when this caller saw it lately, in this or an earlier operation. */
  readonly remembered: () => number | undefined;
}

/**
 * A list read through limit and offset. Equal pages are asked for once; a long stretch is read in pages side by side, each of which
 * begins with the last row of the one before. Where it does not, rows would be missing or doubled, since the list moved meanwhile:
 * all are asked for anew then, once, as they are when they are kept from different moments.
 */
export class Paged<R> implements List<R> {
  readonly key: string;
  readonly route: string;
  readonly params: Params;
  readonly query: Query;
  readonly idOf: (row: R) => string;
  readonly most: number | undefined;
  #pages: Pages<R> | undefined;
  #whole: Slice<R> | undefined;
  #stride: Stride;

  constructor(private readonly options: PagedOptions<R>) {
    this.key = options.key;
    this.route = options.route;
    this.params = options.params;
    this.query = options.query;
    this.idOf = options.idOf;
    this.most = options.most;
    this.#stride = strideOf(options.most ?? PAGE_SIZE + 1);
  }

  /** Forgets what was read of it, so that it is read anew. */
  forget(): void {
    this.#pages = undefined;
    this.#whole = undefined;
  }

  isAtHand(): boolean {
    return this.#whole !== undefined;
  }

  length(): number | undefined {
    return this.options.remembered();
  }

  coming(rows: number): Promise<AgedPage<R>> | undefined {
    return this.#pages?.beginning(rows);
  }

  async count(): Promise<number | null> {
    await Promise.resolve(); // whoever wants rows as well has asked for them by then: every page brings the count along
    return (await (this.#pages?.any ?? this.#read(0, 1, { priority: 'interactive', fresh: false, alone: true }))).total;
  }

  slice(offset: number, limit: number, fresh = false): Promise<Slice<R>> {
    const whole = this.#whole;
    if (whole && !fresh) {
      return Promise.resolve({ ...whole, rows: whole.rows.slice(offset, offset + limit), offset });
    }
    if (limit <= 0) return this.count().then((total) => ({ rows: [], offset, total }));
    return this.#stretch(offset, limit, fresh, limit >= WHOLE).then((found) => {
      if (!found.moved) return found;
      this.#pages = undefined;
      return this.#stretch(offset, limit, true, limit >= WHOLE);
    });
  }

  /** Reads a stretch. The first `known` rows are known where it goes on from where a page ended too early. */
  #stretch(offset: number, limit: number, fresh: boolean, further: boolean, known?: number): Promise<Slice<R>> {
    const asked: Asked = { offset, limit, fresh, known, stride: this.#stride };
    const size = limitOf(0, limit, asked.stride);
    const alone = limit === size && known === undefined;
    const head = this.#read(offset, size, { priority: further ? 'bulk' : 'interactive', fresh, alone });
    if (limit === size) return head.then((page) => this.#join([page], asked));
    return this.#pagesOf(head, size, asked).then((pages) => this.#join(pages, asked));
  }

  /** The stretch that pages make up which were read side by side; where they end too early, more are read. */
  #join(found: AgedPage<R>[], { offset, limit, fresh, known, stride }: Asked): Slice<R> | Promise<Slice<R>> {
    const ages = found.map(({ ageMs = 0 }) => ageMs);
    const ageMs = Math.max(...ages) || undefined;
    const isOfMoments = !fresh && ageMs !== undefined && ageMs - Math.min(...ages) > ONE_MOMENT_MS;
    if (isOfMoments) return this.#stretch(offset, limit, true, true, known);
    const { rows, short, moved } = stitched(found, limit, stride, this.idOf);
    const end = offset + rows.length;
    const total = totalOf(found.at(-1)!, end, short === undefined);
    const brought = short === undefined ? limit : found[short]!.rows.length - (short === 0 ? (known ?? 0) : stride.lap);
    const ended = brought <= 0 || (total === null ? short !== undefined && !found[short]!.hasMore : end >= total);
    if (ended && offset === 0 && !moved) this.#whole = { rows, offset, total, ageMs };
    if (ended || moved || rows.length >= limit) return { rows, offset, total, ageMs, moved: moved || undefined };
    // The server caps pages below what was asked, or gives no total: go on where the rows end.
    if (short !== undefined) this.#stride = strideOf(found[short]!.rows.length);
    const { lap } = this.#stride;
    return this.#stretch(end - lap, limit - rows.length + lap, fresh, true, lap).then((next) => {
      const both = put([rows, next.rows], lap, this.idOf);
      return {
        rows: both.rows,
        offset,
        // A page without further rows is the end of the list, whatever its count says.
        total: both.rows.length === rows.length ? end : next.total,
        ageMs: Math.max(ageMs ?? 0, next.ageMs ?? 0) || undefined,
        moved: both.moved || next.moved || undefined,
      };
    });
  }

  /**
   * The pages of a stretch. The first tells the length of the list; when that is remembered, all go out at once, but not from where a
   * page ended too early: the list may end there, whatever its count says.
   */
  async #pagesOf(head: Promise<AgedPage<R>>, size: number, asked: Asked): Promise<AgedPage<R>[]> {
    const [from, stop] = [asked.offset + size, asked.offset + asked.limit];
    const length = asked.known === undefined ? this.options.remembered() : undefined;
    const early = this.#readAll(from, Math.min(stop, length ?? 0), asked);
    const first = await head;
    const end = first.rows.length < size ? 0 : Math.min(stop, first.total ?? 0);
    const late = this.#readAll(from + asked.stride.rows * early.length, end, asked);
    return [first, ...(await Promise.all([...early, ...late]))];
  }

  /** The pages that bring the rows in [from, end), or the first of them where they are too many at once. */
  #readAll(from: number, end: number, { offset, limit, fresh, stride: { rows, lap } }: Asked): Promise<AgedPage<R>>[] {
    const length = Math.max(0, Math.min(MOST_PAGES, Math.ceil((end - from) / rows)));
    return Array.from({ length }, (_, i) => {
      const start = from + i * rows;
      const wanted = Math.min(rows, offset + limit - start) + lap;
      const page = this.#read(start - lap, wanted, { priority: 'bulk', fresh, alone: false });
      page.catch(() => {}); // when the first of several pages fails, nobody waits for the others
      return page;
    });
  }

  #read(offset: number, limit: number, how: PageHow): Promise<AgedPage<R>> {
    this.#pages ??= new Pages((...page) => this.options.page(...page));
    return this.#pages.page(limit, offset, how);
  }
}
