import type { Batch, ByKey } from './by-key.js';
import { pagesOf, type Costs } from './costs.js';
import type { KnownRows, Place } from './known-rows.js';
import type { Counts } from './memory.js';
import { asError, unlessForbidden } from './planner.js';
import { rowsByKey } from './rows-by-key.js';
import type { List } from './rows.js';

/** One of two shapes of a thing. */
export type RowOrItem<R, I> = { readonly row: R } | { readonly item: I };

export interface TwoShapesOptions<R, I> {
  /** The list that all of them stand in. */
  readonly list: List<R>;
  readonly counts: Counts;
  /** What it costs to read items one by one, and the list. */
  readonly costs: Costs;
  readonly items: ByKey<I>;
  /** By which items are served. */
  readonly route: string;
  readonly known: KnownRows;
  readonly byKey: <T>(plan: () => Batch<T>) => ByKey<T>;
}

/** Things of which the rows of a list are one shape and what is served by their ids is another. */
export class TwoShapes<R, I> {
  #rows: ByKey<R> | undefined;
  #rowsOrItems: ByKey<RowOrItem<R, I>> | undefined;
  #cheapest: ByKey<RowOrItem<R, I>> | undefined;

  constructor(private readonly options: TwoShapesOptions<R, I>) {}

  /** The row of a thing, if it is known without a call. Null at once when there is nowhere to look. */
  known(id: string): Promise<R | null> | null {
    if (!this.#mayKnow()) return null;
    const nothing: Batch<R> = async (ids) => ids.map(() => null);
    this.#rows ??= this.#rowsBefore(nothing, (row) => row);
    return this.#rows.load(id);
  }

  /** The row of a thing, if it is known, else its item. Null when there is no such thing. */
  either(id: string): Promise<RowOrItem<R, I> | null> {
    if (!this.#mayKnow()) return this.#item(id);
    const items: Batch<RowOrItem<R, I>> = (ids) => Promise.all(ids.map((one) => this.#item(one).catch(asError)));
    this.#rowsOrItems ??= this.#rowsBefore(items, (row) => ({ row }));
    return this.#rowsOrItems.load(id);
  }

  /** As `either`, where a row will do: many things are looked up in their list, where that costs less. */
  cheapest(id: string): Promise<RowOrItem<R, I> | null> {
    if (!this.#length) return this.either(id);
    this.#cheapest ??= this.#rowsBefore(
      (ids) => this.#planned(ids),
      (row) => ({ row }),
    );
    return this.#cheapest.load(id);
  }

  async #planned(ids: readonly string[]): Promise<(RowOrItem<R, I> | null | Error)[]> {
    const rows = await this.#listed(ids);
    return Promise.all(
      ids.map((id) => {
        const row = rows?.get(id);
        return row === undefined ? this.#item(id).catch(asError) : { row };
      }),
    );
  }

  /** The rows of the list, when it is known that to read it costs less than so many items. */
  async #listed(ids: readonly string[]): Promise<ReadonlyMap<string, R> | null> {
    const { list, costs } = this.options;
    const length = this.#length;
    if (!length || pagesOf(length) >= ids.length || costs.singles(ids.length) <= costs.list(length)) return null;
    const found = await list.slice(0, length).catch(unlessForbidden);
    return found ? rowsByKey(found.rows, list.idOf) : null;
  }

  #rowsBefore<T>(batch: Batch<T>, of: (row: R) => T): ByKey<T> {
    const { list, route, known, byKey } = this.options;
    const place: Place<R> = { list, keyOf: list.idOf, item: { route, paramsOf: (id) => ({ id }) } };
    return byKey(() => known.before(place, batch, of));
  }

  /** How long the list is, when that was heard lately. */
  get #length(): number | undefined {
    return this.options.counts.recent(this.options.list.key);
  }

  #mayKnow(): boolean {
    return this.options.known.mayHold(this.options.list);
  }

  async #item(id: string): Promise<RowOrItem<R, I> | null> {
    const item = await this.options.items.load(id);
    return item && { item };
  }
}
