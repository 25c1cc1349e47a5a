import type { Batch, ByKey } from './by-key.js';
import type { KnownRows, Place } from './known-rows.js';
import { asError } from './planner.js';
import type { List } from './rows.js';

/** One of two shapes of a thing. */
export type RowOrItem<R, I> = { readonly row: R } | { readonly item: I };

export interface TwoShapesOptions<R, I> {
  /** A list, whose filters do not matter. */
  readonly list: List<R>;
  readonly items: ByKey<I>;
  /** By which items are served. */
  readonly route: string;
  readonly known: KnownRows;
  readonly byKey: <T>(plan: () => Batch<T>) => ByKey<T>;
}

/** Things of which the rows of a list are one shape and what is served by their ids is another. */
export class TwoShapes<R, I> {
  readonly #rows: ByKey<R>;
  readonly #either: ByKey<RowOrItem<R, I>>;

  constructor(private readonly options: TwoShapesOptions<R, I>) {
    const { list, route, known, byKey } = options;
    const place: Place<R> = { list, keyOf: list.idOf, item: { route, paramsOf: (id) => ({ id }) } };
    const nothing: Batch<R> = async (ids) => ids.map(() => null);
    const items: Batch<RowOrItem<R, I>> = (ids) => Promise.all(ids.map((id) => this.#item(id).catch(asError)));
    this.#rows = byKey(() => known.before(place, nothing, (row) => row));
    this.#either = byKey(() => known.before(place, items, (row) => ({ row })));
  }

  /** The row of a thing, if it is known without a call. Null at once when there is nowhere to look. */
  known(id: string): Promise<R | null> | null {
    return this.#mayKnow() ? this.#rows.load(id) : null;
  }

  /** The row of a thing, if it is known, else its item. Null when there is no such thing. */
  either(id: string): Promise<RowOrItem<R, I> | null> {
    return this.#mayKnow() ? this.#either.load(id) : this.#item(id);
  }

  #mayKnow(): boolean {
    return this.options.known.mayHold(this.options.list);
  }

  async #item(id: string): Promise<RowOrItem<R, I> | null> {
    const item = await this.options.items.load(id);
    return item && { item };
  }
}
