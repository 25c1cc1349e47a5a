import { keyed } from '../keyed.js';
import { mapped, type List } from '../lists/rows.js';
import type { Batch, ByKey } from './by-key.js';
import type { Costs } from './costs.js';
import { itself, type KnownRows, type Place } from './known-rows.js';
import { asError, keyPlanner } from './planner.js';

/** One of two shapes of a thing. */
export type RowOrItem<R, I> = { readonly row: R } | { readonly item: I };

/** How things of two shapes are had. */
export interface TwoShapesPlan<R, I> {
  /** The list that all of them stand in. */
  readonly list: List<R>;
  /** How long it is taken to be while nobody knows. */
  readonly guess?: () => number;
  /** Finds the row of one thing, which takes its item, and a call that it is found by. */
  readonly rowOf: (id: string) => Promise<R | null>;
  readonly items: ByKey<I>;
  /** By which items are served. */
  readonly route: string;
}

export interface TwoShapesOptions<R, I> extends TwoShapesPlan<R, I> {
  /** How long the list was when this caller last saw it, or is taken to be. */
  readonly length: () => number;
  /** What it costs to read items one by one, and the list. */
  readonly costs: Costs;
  readonly known: KnownRows;
  readonly byKey: <T>(plan: () => Batch<T>) => ByKey<T>;
}

/** Single reads that one row takes. */
const ROW = 2;

/** Things of which the rows of a list are one shape and what is served by their ids is another. */
export class TwoShapes<R, I> {
  #known: ByKey<R> | undefined;
  #rows: ByKey<R> | undefined;
  #rowsOrItems: ByKey<RowOrItem<R, I>> | undefined;
  readonly #cheapest = keyed((reads) => this.#rowsBefore(() => this.#planned(Number(reads)), asRow));
  #moment: { wanted: number } | undefined;

  constructor(private readonly options: TwoShapesOptions<R, I>) {}

  /** The row of a thing, if it is known without a call. Null at once when there is nowhere to look. */
  known(id: string): Promise<R | null> | null {
    if (!this.#mayKnow()) return null;
    const nothing: Batch<R> = async (ids) => ids.map(() => null);
    this.#known ??= this.#rowsBefore(() => nothing, itself);
    return this.#known.load(id);
  }

  /** The row of a thing. Those of several are looked up in their list, where that costs less. Null where none is found. */
  row(id: string): Promise<R | null> {
    const { list, rowOf, length } = this.options;
    this.#rows ??= this.#rowsBefore(() => {
      const plan = { each: rowOf, rows: list, isWhole: false, keyOf: list.idOf, length, costs: this.#costs(ROW) };
      const several = keyPlanner<R>(plan);
      return (ids) => (ids.length > 1 ? several(ids) : Promise.all(ids.map(rowOf)));
    }, itself);
    return this.#rows.load(id);
  }

  /** The row of a thing, if it is known, else its item. Null when there is no such thing. */
  either(id: string): Promise<RowOrItem<R, I> | null> {
    if (!this.#mayKnow()) return this.#item(id);
    const items: Batch<RowOrItem<R, I>> = (ids) => Promise.all(ids.map((one) => this.#item(one).catch(asError)));
    this.#rowsOrItems ??= this.#rowsBefore(() => items, asRow);
    return this.#rowsOrItems.load(id);
  }

  /** As `either`, where a row will do, or is needed: several things are looked up in their list, where that costs less. */
  async cheapest(id: string, isRowNeeded = () => false): Promise<RowOrItem<R, I> | null> {
    const moment = (this.#moment ??= { wanted: 0 });
    moment.wanted++;
    await Promise.resolve(); // who wants others in this moment has asked for them by then
    if (this.#moment === moment) this.#moment = undefined;
    if (moment.wanted === 1) return this.either(id);
    return this.#cheapest(String(isRowNeeded() ? ROW : 1)).load(id);
  }

  /** A list may lack what is served by its id: such a thing is asked for by that. */
  #planned(reads: number): Batch<RowOrItem<R, I>> {
    const { list, length } = this.options;
    const plan = keyPlanner<RowOrItem<R, I>>({
      each: (id) => this.#item(id),
      rows: mapped(list, (row) => ({ id: list.idOf(row), row })),
      isWhole: false,
      keyOf: (one) => ('row' in one ? list.idOf(one.row) : ''),
      length,
      costs: this.#costs(reads),
    });
    return (ids) => plan(ids);
  }

  /** What it costs where each thing takes so many single reads. */
  #costs(reads: number): Costs {
    const { costs } = this.options;
    return { ...costs, singles: (things) => costs.singles(things * reads) };
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

const asRow = <R>(row: R) => ({ row });
