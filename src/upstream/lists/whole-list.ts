import type { Query } from '../route.js';
import { PAGE_SIZE, type AgedPage } from './paged.js';
import type { Rows, Slice } from './rows.js';

/** All rows of a list, and how many milliseconds ago the REST API sent them; left out when it has just done so. */
type Whole<R> = Pick<Slice<R>, 'rows' | 'ageMs'>;

/**
 * A list that comes whole in one answer, without limit and offset. It is asked for once, and once more when it has to be fresh. Where
 * its count says that it was cut off, it is asked for the rest by limit and offset, as long as that brings any.
 */
export class WholeList<R> implements Rows<R> {
  #kept: Promise<Whole<R>> | undefined;
  #fresh: Promise<Whole<R>> | undefined;

  constructor(
    readonly key: string,
    readonly idOf: (row: R) => string,
    private readonly page: (query: Query, fresh: boolean) => Promise<AgedPage<R>>,
  ) {}

  /** Forgets what was read of it, so that it is read anew. */
  forget(): void {
    this.#kept = undefined;
    this.#fresh = undefined;
  }

  async slice(offset: number, limit: number, fresh = false): Promise<Slice<R>> {
    const asked = fresh ? (this.#fresh ??= this.#load(true)) : (this.#fresh ?? (this.#kept ??= this.#load(false)));
    const { rows, ageMs } = await asked;
    return { rows: rows.slice(offset, offset + limit), offset, total: rows.length, ageMs };
  }

  async count(): Promise<number | null> {
    return (await this.slice(0, 0)).total;
  }

  async #load(fresh: boolean): Promise<Whole<R>> {
    let page = await this.page({}, fresh);
    const { ageMs } = page;
    const rows = new Map(page.rows.map((row) => [this.idOf(row), row]));
    for (let before = 0; before < rows.size && rows.size < (page.total ?? 0);) {
      before = rows.size;
      page = await this.page({ limit: PAGE_SIZE, offset: before }, fresh);
      for (const row of page.rows) if (!rows.has(this.idOf(row))) rows.set(this.idOf(row), row);
    }
    return { rows: [...rows.values()], ageMs };
  }
}
