import { UpstreamError } from '../errors.js';
import type { Learnt } from '../learnt.js';
import { cursorPageOf, type CursorPage } from '../lists/envelope.js';
import type { PageMeans } from '../lists/page-reader.js';
import { PAGE_SIZE } from '../lists/paged.js';
import type { List, Place, Rows, Slice } from '../lists/rows.js';
import type { CallerMemory } from '../memory.js';
import { pagesOf } from './costs.js';
import { refusalOf } from './together.js';

/** Rows before which a page is found quickly by its offset, and of which a walk has to be longer to be worth a cursor. */
export const DEEP = 5000;

export interface CursorMeans extends Pick<PageMeans, 'ask' | 'seen'> {
  readonly memory: CallerMemory;
  readonly learnt: Learnt;
  /** Whether the operation is one of many that go through the whole list. */
  readonly isScan: boolean;
}

/** Rows from a cursor on, and the cursor behind the last of them; null behind the end of the list. */
type Found<R> = Pick<CursorPage<R>, 'rows'> & { readonly next: string | null };

/**
 * A list that the REST API also serves by cursors of its own, which find the next page without counting all rows before it.
 * A cursor leads on from the end of the page it came with, so it is remembered for whoever goes on from there. The first is got
 * by reading the beginning of the list once more, which shows that both ways give the same rows in the same order.
 */
export class ByCursor<R> implements Rows<R> {
  readonly key: string;
  readonly #name: string;

  constructor(
    private readonly list: List<R>,
    private readonly means: CursorMeans,
  ) {
    this.key = list.key;
    this.#name = `cursor by ${list.query['ordering'] ?? 'no order'}`;
  }

  idOf(row: R): string {
    return this.list.idOf(row);
  }
  slice(offset: number, limit: number, fresh?: boolean): Promise<Slice<R>> {
    return this.list.slice(offset, limit, fresh);
  }
  count(): Promise<number | null> {
    return this.list.count();
  }
  length(): number | undefined {
    return this.list.length?.();
  }
  coming(rows: number): ReturnType<NonNullable<Rows<R>['coming']>> {
    return this.list.coming?.(rows);
  }

  async follow(from: Place, limit: number): Promise<Slice<R> | null> {
    const { cursors } = this.means.memory;
    if (limit <= 0 || !this.means.learnt.filters.mayTry(this.#name)) return null;
    const name = this.#nameOf(from);
    const cursor = cursors.get(name) ?? (this.#isWorthwhile(from, limit) ? await this.#begin(from) : null);
    if (cursor === null) return null;
    // One that leads nowhere, or fails, is not tried again: whoever goes on from there does so by offset.
    let found: Found<R> | null = null;
    try {
      found = await this.#walk(cursor, limit);
    } finally {
      if (!found) cursors.delete(name);
    }
    if (!found) return null;
    const { rows, next } = found;
    const end = from.offset + rows.length;
    const last = rows.at(-1);
    if (last !== undefined && next !== null) cursors.set(this.#nameOf({ offset: end, id: this.idOf(last) }), next);
    return { rows, offset: from.offset + 1, total: next === null ? end + 1 : null };
  }

  #nameOf({ offset, id }: Place): string {
    return `${this.key} ${offset} ${id}`;
  }

  /** Whether a long walk begins here, that would be slow by offsets. Pages by cursor are read one after the other. */
  #isWorthwhile({ offset }: Place, limit: number): boolean {
    const { memory, learnt, isScan } = this.means;
    const { route, key } = this.list;
    if (offset >= limit || (memory.counts.hint(key) ?? 0) - offset < DEEP) return false;
    const page = { route, rows: PAGE_SIZE };
    const slower = learnt.latency.ratio({ ...page, isDeep: true }, page) ?? 1;
    return isScan || slower >= Math.max(2, Math.min(pagesOf(limit), learnt.latency.atOnce(route)));
  }

  /** The cursor behind the row that stood there, if the list still begins with the rows that led there. */
  async #begin({ offset, id }: Place): Promise<string | null> {
    const head = await this.#walk('start', offset + 1);
    const ids = head?.rows.map((row) => this.idOf(row)) ?? [];
    if (ids.length === offset + 1 && ids.at(-1) === id) return head?.next ?? null;
    // Rows may have come or gone meanwhile. When the row is nowhere, the order is another, or cursors are not understood.
    if (!ids.includes(id)) this.means.learnt.filters.refute(this.#name);
    return null;
  }

  /** So many rows from a cursor on; null when the REST API does not go on from it as it should. */
  async #walk(cursor: string, limit: number): Promise<Found<R> | null> {
    const rows: R[] = [];
    let next: string | null = cursor;
    while (next !== null && rows.length < limit) {
      const page: Found<R> | null = await this.#page(next, Math.min(PAGE_SIZE, limit - rows.length));
      if (!page || page.next === next) return null;
      rows.push(...page.rows);
      next = page.rows.length > 0 ? page.next : null;
    }
    return rows.length > limit ? null : { rows, next };
  }

  async #page(cursor: string, limit: number): Promise<Found<R> | null> {
    const { route, params, query, key } = this.list;
    const check = (body: unknown) => {
      const page = cursorPageOf<R>(body, `GET ${route}`);
      if (!page.rows.every((row) => this.idOf(row)))
        throw new UpstreamError('UPSTREAM_MALFORMED', { call: `GET ${route}` });
      return page;
    };
    const answer = await this.means
      .ask(route, params, { ...query, cursor, limit }, { scan: true, check })
      .catch(refusalOf);
    if (answer instanceof UpstreamError) return null;
    const { rows, next } = check(answer.body);
    if (next === undefined) return null;
    this.means.seen(key, rows);
    return { rows, next };
  }
}
