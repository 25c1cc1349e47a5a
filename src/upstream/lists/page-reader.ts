import { isRefusal, UpstreamError } from '../errors.js';
import type { Counts } from '../memory.js';
import type { Params, Query } from '../route.js';
import type { Answer, UpstreamRequest } from '../send.js';
import { pageOf, type Page } from './envelope.js';
import { cutOut, type Extent } from './held-page.js';
import { keptPage } from './kept-page.js';
import { LOOKED_AT, type AgedPage, type PagedOptions, type PageHow } from './paged.js';

/** Asks for a page of a list. */
export type AskPage = (
  route: string,
  params: Params,
  query: Query,
  how: Pick<UpstreamRequest, 'priority' | 'fresh' | 'scan' | 'check'>,
) => Promise<Answer>;

/** What pages are read by, the same for all lists of an operation. */
export interface PageMeans {
  readonly ask: AskPage;
  readonly counts: Counts;
  /** Where a page that is kept holds the rows that are wanted. */
  readonly held: <R>(list: PageReader<R>, wanted: Extent, read: (body: unknown) => Page<R>) => Extent | undefined;
  /** Told of the rows of each page, and of the key of their list. */
  readonly seen: (key: string, rows: readonly unknown[]) => void;
}

/** What is special about how an endpoint wants to be asked for pages. */
export interface PageRules {
  /** Rows it sends on one page at most, where that is less than is asked for otherwise. */
  readonly most?: number;
  /** Whether it has to be told where a page begins, also when that is the beginning of the list. */
  readonly isOffsetRequired?: boolean;
}

/** Reads pages of one list, and takes note of how long it is. Throws UPSTREAM_MALFORMED for rows without an id. */
export class PageReader<R> implements PagedOptions<R> {
  constructor(
    readonly key: string,
    readonly route: string,
    readonly params: Params,
    readonly idOf: (row: R) => string,
    readonly query: Query,
    private readonly means: PageMeans,
    private readonly rules: PageRules = {},
  ) {}

  get most(): number | undefined {
    return this.rules.most;
  }

  remembered(): number | undefined {
    return this.means.counts.recent(this.key);
  }

  page(limit: number, offset: number, how: PageHow): Promise<AgedPage<R>> {
    const wanted = { limit, offset };
    const held = how.alone && !how.fresh ? this.#held(wanted) : undefined;
    const asked = held ?? wanted;
    const query = { ...this.query, limit: asked.limit, offset: asked.offset || this.#start };
    const finish = (page: AgedPage<R>) => this.#ended(held ? cutOut(page, held, wanted) : page, offset);
    return this.read(query, how, offset >= LOOKED_AT, finish);
  }

  /** The last page of a list without a count tells how long the list is. */
  #ended(page: AgedPage<R>, offset: number): AgedPage<R> {
    const { rows, total, hasMore, ageMs } = page;
    if (total !== null || hasMore !== false || (offset > 0 && rows.length === 0)) return page;
    const length = offset + rows.length;
    this.means.counts.set(this.key, length, ageMs);
    return { ...page, total: length };
  }

  /** A page that is asked for by a query, and what `finish` makes of it. */
  read(
    query: Query,
    { priority, fresh }: Omit<PageHow, 'alone'>,
    scan = false,
    finish = (page: AgedPage<R>) => page,
  ): Promise<AgedPage<R>> {
    const { ask, seen, counts } = this.means;
    let checked: Page<R> | undefined;
    const check = (body: unknown) => (checked = this.#pageIn(body));
    const how = { priority, fresh, scan, check };
    const read = ({ body, source, ageMs }: Answer): AgedPage<R> => {
      const page = source === 'network' ? checked : keptPage(body, check);
      const { rows, total, hasMore } = page ?? check(body);
      seen(this.key, rows);
      if (total !== null) counts.set(this.key, total, ageMs);
      return finish({ rows, total, hasMore, ageMs });
    };
    const failed = (error: unknown): never => {
      if (!query['offset'] && isRefusal(error)) counts.refuse(this.key);
      throw error;
    };
    return ask(this.route, this.params, query, how).then(read, failed);
  }

  /** The offset of the first page. */
  get #start(): 0 | undefined {
    return this.rules.isOffsetRequired ? 0 : undefined;
  }

  /** Undefined also where that cannot be told: what is wrong with the path shows when it is asked for. */
  #held(wanted: Extent): Extent | undefined {
    try {
      return this.means.held(this, wanted, (body) => this.#pageIn(body));
    } catch {
      return undefined;
    }
  }

  #pageIn(body: unknown): Page<R> {
    const call = `GET ${this.route}`;
    const page = pageOf<R>(body, call);
    if (!page.rows.every(this.idOf)) throw new UpstreamError('UPSTREAM_MALFORMED', { call });
    return page;
  }
}
