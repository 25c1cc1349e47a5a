import type { Rows, Slice } from './rows.js';

/** All rows of a list, and how many milliseconds ago the REST API sent them; left out when it has just done so. */
type Whole<R> = Pick<Slice<R>, 'rows' | 'ageMs'>;

/** A list that comes whole in one answer, without limit and offset. It is asked for once, and once more when it has to be fresh. */
export class WholeList<R> implements Rows<R> {
  #kept: Promise<Whole<R>> | undefined;
  #fresh: Promise<Whole<R>> | undefined;

  constructor(
    readonly key: string,
    readonly idOf: (row: R) => string,
    private readonly load: (fresh: boolean) => Promise<Whole<R>>,
  ) {}

  /** Forgets what was read of it, so that it is read anew. */
  forget(): void {
    this.#kept = undefined;
    this.#fresh = undefined;
  }

  async slice(offset: number, limit: number, fresh = false): Promise<Slice<R>> {
    const asked = fresh ? (this.#fresh ??= this.load(true)) : (this.#fresh ?? (this.#kept ??= this.load(false)));
    const { rows, ageMs } = await asked;
    return { rows: rows.slice(offset, offset + limit), offset, total: rows.length, ageMs };
  }

  async count(): Promise<number | null> {
    return (await this.slice(0, 0)).total;
  }
}
