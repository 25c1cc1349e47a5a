import type { Readers, Shapes, Ways } from './shapes.js';

/**
 * What is fetched of one thing. What is wanted in one turn is planned together: the fewest, cheapest shapes that cover all of it
 * are fetched, each once.
 */
export class Fetching<S extends object> {
  readonly #records: { [K in keyof S]?: Promise<S[K] | null> } = {};
  /** Of each value that is wanted in this turn, the shapes that hold it. */
  #wanted: (readonly (keyof S)[])[] = [];
  #planning: Promise<void> | undefined;
  #hasLooked = false;
  #either: Promise<void> | undefined;

  constructor(
    private readonly thing: Shapes<S>,
    private readonly ways: Ways<S>,
  ) {}

  async read<T>(readers: Readers<S, T>): Promise<T | null> {
    const holding = (Object.keys(readers) as (keyof S)[]).filter((shape) => this.ways.load[shape]);
    if (holding.length === 0) return null;
    this.#wanted.push(holding);
    await (this.#planning ??= this.#plan());
    if (!this.#isPlanned(holding)) await (this.#either ??= this.#takeEither());
    // What was planned comes first; the others are asked only when that turns out not to be there, and not when it fails.
    const planned = holding.filter((shape) => this.#records[shape]);
    const failures: unknown[] = [];
    for (const shape of new Set([...planned, ...holding])) {
      if (failures.length > 0 && !planned.includes(shape)) break;
      const record = await this.#fetch(shape).catch((error: unknown) => void failures.push(error));
      if (record) return (readers[shape] as (record: S[keyof S]) => T)(record);
    }
    if (failures.length > 0) throw failures[0];
    return null;
  }

  /** First what only one shape can give, then the cheapest for what is left, but for that which either of several will give. */
  async #plan(): Promise<void> {
    await Promise.resolve(); // whatever else is wanted in this turn has been asked for by then
    await this.#look();
    const wanted = this.#wanted;
    this.#wanted = [];
    this.#planning = undefined;
    const { load, either } = this.ways;
    const order = Object.keys(load) as (keyof S)[];
    const fetch = (shape: keyof S | undefined) => {
      if (shape !== undefined) this.#fetch(shape).catch(() => {}); // who wants it hears of it by itself
    };
    for (const holding of wanted) if (holding.length === 1) fetch(holding[0]);
    for (const holding of wanted) {
      const isForEither = either?.among.every((shape) => holding.includes(shape)) ?? false;
      if (!this.#isPlanned(holding) && !isForEither) fetch(order.find((shape) => holding.includes(shape)));
    }
  }

  #isPlanned(holding: readonly (keyof S)[]): boolean {
    return holding.some((shape) => this.#records[shape]);
  }

  /** What is known is as good as fetched. */
  async #look(): Promise<void> {
    if (this.#hasLooked) return;
    this.#hasLooked = true;
    const looking = this.ways.known?.(this.thing.id);
    if (looking) this.#take(await looking.catch(() => ({})));
  }

  /** Takes one of several shapes; that none of them is there, when there is no such thing. */
  async #takeEither(): Promise<void> {
    const { among, load } = this.ways.either!;
    const found = await load(this.thing.id);
    if (found) this.#take(found);
    else for (const shape of among) this.#records[shape] ??= Promise.resolve(null);
  }

  #take(found: Partial<S>): void {
    for (const shape in found) this.#records[shape] = Promise.resolve(found[shape] as S[typeof shape]);
  }

  #fetch<K extends keyof S>(shape: K): Promise<S[K] | null> {
    return (this.#records[shape] ??= (async () => this.ways.load[shape]?.(this.thing) ?? null)());
  }
}
