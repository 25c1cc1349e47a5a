import DataLoader from 'dataloader';
import { Asking, type Change, type UpstreamOptions } from './asking.js';
import { orMissing } from './errors.js';
import type { Learnt } from './learnt.js';
import { itemOf, pageOf } from './lists/envelope.js';
import { held } from './lists/held-page.js';
import { matching } from './lists/matching.js';
import { PageReader, type PageMeans, type PageRules } from './lists/page-reader.js';
import { Paged, WHOLE } from './lists/paged.js';
import type { List, Rows } from './lists/rows.js';
import { WholeList } from './lists/whole-list.js';
import type { CallerMemory } from './memory.js';
import type { Wanted } from './planning/bins.js';
import { ByCursor } from './planning/by-cursor.js';
import { byKey, type Batch, type ByKey, type EachOptions, type PlannedOptions } from './planning/by-key.js';
import { byParent, type Split } from './planning/by-parent.js';
import { costs, FOR_LONG_ROWS, type Costs } from './planning/costs.js';
import { itself, KnownRows } from './planning/known-rows.js';
import type { Read } from './planning/latency.js';
import { readMany } from './planning/many.js';
import { asError, keyPlanner, UNKNOWN_LENGTH } from './planning/planner.js';
import { readTogether, type TogetherPlan } from './planning/together.js';
import { TwoShapes, type TwoShapesPlan } from './planning/two-shapes.js';
import { listKey, type Params, type Query } from './route.js';
import type { Answer, UpstreamRequest } from './send.js';

/** The REST API as one operation's sources see it. The method a source picks states how its endpoint can be asked. */
export class Upstream {
  readonly #asking: Asking;
  readonly #lists = new Map<string, List<never>>();
  readonly #known: KnownRows;
  readonly #read: { forget(): void }[];
  readonly #pages: PageMeans;
  readonly memory: CallerMemory;
  readonly learnt: Learnt;

  constructor(options: UpstreamOptions) {
    this.#asking = new Asking(options);
    this.memory = this.#asking.memory;
    this.learnt = this.#asking.learnt;
    this.#known = new KnownRows(this.#asking);
    this.#read = [this.#known];
    this.#pages = {
      ask: (route, params, query, how) => this.#ask(route, params, query, how),
      counts: this.memory.counts,
      held: (list, wanted, read) => held(this.#asking, list, wanted, read),
      seen: (key, rows) => this.#known.add(key, rows),
    };
  }

  /** Says how a placeholder such as `{enterprise}` is filled wherever a route has it. */
  provide(name: string, value: () => string | Promise<string>): void {
    this.#asking.provide(name, value);
  }

  /** One record. Null when the API answers 404. */
  async item<R>(route: string, params: Params = {}, askedBy = this.#asking.askers()): Promise<R | null> {
    return this.#get(route, params, {}, itemOf<R>, askedBy).catch(orMissing);
  }

  /** As `item`, but as it is now, whatever is kept: for what a change is built upon. */
  async current<R>(route: string, params: Params = {}): Promise<R | null> {
    return this.#get(route, params, {}, itemOf<R>, this.#asking.askers(), true).catch(orMissing);
  }

  /**
   * For an endpoint that serves one record at a time: the keys wanted in one tick are asked for side by side, each once. Where
   * the rows of a list are the same records, those that are known are not asked for.
   */
  each<R>(route: string, { list, paramsOf = byId }: EachOptions<R> = {}): ByKey<R> {
    const each: Batch<R> = (keys, askedBy) =>
      Promise.all(keys.map((key) => this.item<R>(route, paramsOf(key), askedBy(key)).catch(asError)));
    const item = { route, paramsOf };
    return this.#byKey<R>(() => (list ? this.#known.before({ list, keyOf: list.idOf, item }, each, itself) : each));
  }

  /** For things of which the rows of a list are one shape and `items`, served by `route`, are another. */
  twoShapes<R, I>({ guess, ...shapes }: TwoShapesPlan<R, I>): TwoShapes<R, I> {
    const { list, route } = shapes;
    const [length, costs] = [this.#lengthOf(list, guess), this.#costs(list, { route }, FOR_LONG_ROWS)];
    return new TwoShapes({ ...shapes, known: this.#known, length, costs, byKey: (plan) => this.#byKey(plan) });
  }

  /** As `each`, for an endpoint that answers a short list about one thing: null when there is no such thing. */
  eachList<R>(route: string, query: Query = {}): ByKey<readonly R[]> {
    const one = (id: string, askedBy: ReadonlySet<string>) =>
      this.#get(route, { id }, query, pageOf<R>, askedBy).then(({ rows }) => rows, orMissing);
    return this.#byKey<readonly R[]>(
      () => (ids, askedBy) => Promise.all(ids.map((id) => one(id, askedBy(id)).catch(asError))),
    );
  }

  /**
   * For records that can be had one by one or by reading their list: takes whichever costs less. One record is had by its
   * route, or in some other way that asks the list for one row. The rows of the list are whole records, and those that are
   * known are not asked for; where the list lacks some, `isWhole` is false.
   */
  planned<R>(
    one: string | ((key: string) => Promise<R | null>),
    rows: List<R>,
    options: PlannedOptions<R> = {},
  ): ByKey<R> {
    const { keyOf = rows.idOf, isWhole = true, paramsOf = byId, guess, usualForRow = 0 } = options;
    const each = typeof one === 'string' ? (key: string) => this.item<R>(one, paramsOf(key)) : one;
    const single = typeof one === 'string' ? { route: one } : { route: rows.route, rows: 1 };
    const length = this.#lengthOf(rows, guess);
    const item = typeof one === 'string' ? { route: one, paramsOf } : undefined;
    const place = { list: rows, keyOf, item };
    return this.#byKey<R>(() => {
      const plan = keyPlanner({ each, rows, isWhole, keyOf, length, costs: this.#costs(rows, single, usualForRow) });
      const batch: Batch<R> = async (keys, _, more) => {
        if (isWhole) await this.#known.readWhole(place, keys);
        return plan(keys, more);
      };
      return this.#known.before(place, batch, itself);
    });
  }

  /** For records that stand in a list and that no route serves one at a time. Where the list is not there, nor are they. */
  inList<R>(list: List<R>): Pick<ByKey<R>, 'load'> {
    const one = async (id: string) => (await matching(list, (row) => list.idOf(row) === id))[0] ?? null;
    const records = this.planned(one, list);
    return { load: (id) => records.load(id).catch(orMissing) };
  }

  /**
   * For records that no route serves one at a time, and whose list takes many keys in a filter: those wanted in one tick are asked
   * for together. Rows of the list that are known and have the key are not asked for.
   */
  many<R>(list: List<R>, listOf: (keys: readonly string[]) => Rows<R>, keyOf = list.idOf): Pick<ByKey<R>, 'load'> {
    return this.#byKey<R>(() => this.#known.before({ list, keyOf }, (keys) => readMany(keys, listOf), itself));
  }

  /**
   * For lists that hang on a parent and are also cut from one list of all: takes whichever costs less for the parents wanted
   * in one tick. What is known of a list, and whether its length is wanted too, helps to choose.
   */
  split<R>(split: Split<R>): (parent: string, wants?: Partial<Wanted>) => Rows<R> {
    // A page carries more rows than a short list, and takes the REST API longer.
    const ways = this.#costs(split.every, { route: split.every.route, rows: 10 }, FOR_LONG_ROWS);
    const plan = { ...split, filters: this.learnt.filters, counts: this.memory.counts, costs: ways };
    return byParent(plan, (make) => this.remembered(make));
  }

  /** For what is told of several things by one list whose filter takes many: those wanted in one tick are asked for together. */
  together<R, T>(plan: TogetherPlan<R, T>): (parent: string) => Promise<T> {
    const found = this.remembered(() => new DataLoader<string, T>((parents) => readTogether(parents, plan)));
    return (parent) => found().load(parent);
  }

  /** A list read in pages of limit and offset; the same list asked for twice in an operation is one list. */
  list<R>(route: string, idOf: (row: R) => string, query: Query = {}, params: Params = {}, rules?: PageRules): List<R> {
    const key = listKey(route, query, params);
    const found = this.#lists.get(key) as List<unknown> as List<R> | undefined;
    if (found) return found;
    const rows = new Paged<R>(new PageReader<R>(key, route, params, idOf, query, this.#pages, rules));
    this.#lists.set(key, rows as unknown as List<never>);
    this.#read.push(rows);
    return rows;
  }

  /** The same list, which the REST API also serves by cursors of its own: a long walk through it goes on by those. */
  byCursor<R>(list: List<R>): Rows<R> {
    const { memory, learnt } = this;
    return new ByCursor(list, { ...this.#pages, memory, learnt, isScan: this.#asking.isScan });
  }

  /** A list that comes whole in one answer, without limit and offset. */
  whole<R>(route: string, idOf: (row: R) => string, params: Params = {}): Rows<R> {
    const reader = new PageReader<R>(listKey(route, {}, params), route, params, idOf, {}, this.#pages);
    const rows = new WholeList<R>(reader.key, idOf, (query, fresh) =>
      reader.read(query, { priority: 'interactive', fresh }),
    );
    this.#read.push(rows);
    return rows;
  }

  /** Something that remembers what was read, made anew after a change. */
  remembered<T>(make: () => T): () => T {
    let made: T | undefined;
    this.#read.push({ forget: () => (made = undefined) });
    return () => (made ??= make());
  }

  /** Every row of a list. */
  async all<R>(rows: Rows<R>): Promise<readonly R[]> {
    return (await rows.slice(0, WHOLE)).rows;
  }

  /**
   * Changes something by one call, which is never repeated once it may have arrived, and gives the record the API answers
   * with. What this operation has read so far is forgotten: it may have changed.
   */
  async write<R>(method: 'POST' | 'PUT' | 'PATCH', route: string, change: Change = {}): Promise<R> {
    return itemOf<R>(await this.#change(method, route, change), `${method} ${route}`);
  }

  /** As `write`, for what is deleted: gives what the API says to it, which is mostly nothing: null. */
  async erase(route: string, change: Change = {}): Promise<unknown> {
    return this.#change('DELETE', route, change);
  }

  async #change(method: UpstreamRequest['method'], route: string, { params = {}, query = {}, ...sent }: Change) {
    try {
      return (await this.#asking.send({ method, route, ...sent, askedBy: this.#asking.askers() }, params, query)).body;
    } finally {
      this.memory.counts.doubt();
      for (const one of this.#read) one.forget();
    }
  }

  async #get<T>(
    route: string,
    params: Params,
    query: Query,
    readAs: (body: unknown, call: string) => T,
    askedBy?: ReadonlySet<string>,
    fresh = false,
  ): Promise<T> {
    const check = (body: unknown) => readAs(body, `GET ${route}`);
    return check((await this.#ask(route, params, query, { fresh, check }, askedBy)).body);
  }

  #ask(
    route: string,
    params: Params,
    query: Query,
    how: Pick<UpstreamRequest, 'priority' | 'fresh' | 'scan' | 'check'>,
    askedBy = this.#asking.askers(),
  ): Promise<Answer> {
    return this.#asking.send({ method: 'GET', route, askedBy, priority: 'interactive', ...how }, params, query);
  }

  /** Tells how long a list was when this caller last saw it; what it is taken to be while nobody knows, or when it was empty. */
  #lengthOf({ key }: Pick<List<never>, 'key'>, guess = () => UNKNOWN_LENGTH): () => number {
    return () => this.memory.counts.hint(key) || guess();
  }

  #costs({ route, most }: Pick<List<never>, 'route' | 'most'>, single: Read, usualForRow: number): Costs {
    return costs({ latency: this.learnt.latency, single, list: route, page: most, usualForRow });
  }

  #byKey<R>(plan: () => Batch<R>): ByKey<R> {
    return byKey({ remembered: (make) => this.remembered(make), asker: () => this.#asking.asker(), plan });
  }
}

const byId = (id: string): Params => ({ id });
