import type { Batch, ByKey } from './by-key.js';
import type { Costs } from './costs.js';
import type { KnownRows, Place } from './known-rows.js';
import { asError, keyPlanner } from './planner.js';
import { mapped, type List } from './rows.js';

/** One of two shapes of a thing. */
export type RowOrItem<R, I> = { readonly row: R } | { readonly item: I };

export interface TwoShapesOptions<R, I> {
  /** The list that all of them stand in. */
  readonly list: List<R>;
  /** How long it was when this caller last saw it, or is taken to be. */
  readonly length: () => number;
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
  #moment: { wanted: number } | undefined;

  constructor(private readonly options: TwoShapesOptions<R, I>) {}

  /** The row of a thing, if it is known without a call. Null at once when there is nowhere to look. */
  known(id: string): Promise<R | null> | null {
    if (!this.#mayKnow()) return null;
    const nothing: Batch<R> = async (ids) => ids.map(() => null);
    this.#rows ??= this.#rowsBefore(
      () => nothing,
      (row) => row,
    );
    return this.#rows.load(id);
  }

  /** The row of a thing, if it is known, else its item. Null when there is no such thing. */
  either(id: string): Promise<RowOrItem<R, I> | null> {
    if (!this.#mayKnow()) return this.#item(id);
    const items: Batch<RowOrItem<R, I>> = (ids) => Promise.all(ids.map((one) => this.#item(one).catch(asError)));
    this.#rowsOrItems ??= this.#rowsBefore(
      () => items,
      (row) => ({ row }),
    );
    return this.#rowsOrItems.load(id);
  }

  /** As `either`, where a row will do: several things are looked up in their list, where that costs less. */
  async cheapest(id: string): Promise<RowOrItem<R, I> | null> {
    const moment = (this.#moment ??= { wanted: 0 });
    moment.wanted++;
    await Promise.resolve(); // who wants others in this moment has asked for them by then
    if (this.#moment === moment) this.#moment = undefined;
    if (moment.wanted === 1) return this.either(id);
    this.#cheapest ??= this.#rowsBefore(
      () => this.#planned(),
      (row) => ({ row }),
    );
    return this.#cheapest.load(id);
  }

  /** A list may lack what is served by its id: such a thing is asked for by that. */
  #planned(): Batch<RowOrItem<R, I>> {
    const { list, costs, length } = this.options;
    return keyPlanner<RowOrItem<R, I>>({
      each: (id) => this.#item(id),
      rows: mapped(list, (row) => ({ id: list.idOf(row), row })),
      isWhole: false,
      keyOf: (one) => ('row' in one ? list.idOf(one.row) : ''),
      length,
      costs,
    });
  }

  #rowsBefore<T>(batch: () => Batch<T>, of: (row: R) => T): ByKey<T> {
    const { list, route, known, byKey } = this.options;
    const place: Place<R> = { list, keyOf: list.idOf, item: { route, paramsOf: (id) => ({ id }) } };
    return byKey(() => known.before(place, batch(), of));
  }

  #mayKnow(): boolean {
    return this.options.known.mayHold(this.options.list);
  }

  async #item(id: string): Promise<RowOrItem<R, I> | null> {
    const item = await this.options.items.load(id);
    return item && { item };
  }
}
