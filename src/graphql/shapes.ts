import { notFound } from './errors.js';

/** How the shapes of a thing are fetched, each when it is wanted; cheapest named first. */
export type Loaders<S extends object> = {
  readonly [K in keyof S]?: (thing: Shapes<S>) => Promise<S[K] | null>;
};

/** Shapes of the thing with an id that can be had without a call; null when there is nowhere to look for them. */
export type Known<S extends object> = (id: string) => Promise<Partial<S>> | null;

/** Gives one of several shapes of a thing, whichever costs less now; null when there is no such thing. */
export interface Either<S extends object> {
  readonly among: readonly (keyof S)[];
  readonly load: (id: string) => Promise<Partial<S> | null>;
}

/** How to find a value in each of the shapes that hold it. A shape that lacks it is left out. */
export type Readers<S extends object, T> = { readonly [K in keyof S]?: (record: S[K]) => T };

/**
 * One thing that the REST API serves in several shapes, each with fields the others lack. A field is read from a shape at
 * hand that has it; what no shape at hand has is wanted together, and the fewest, cheapest shapes that cover all that is
 * wanted are fetched. Shapes are never merged.
 */
export class Shapes<S extends object> {
  #fetching: Fetching<S> | undefined;

  /** `atHand` are the shapes already here; `load` fetches the others, but for those that are `known`. */
  constructor(
    readonly id: string,
    protected readonly atHand: Partial<S>,
    private readonly load: Loaders<S>,
    private readonly known?: Known<S>,
    private readonly either?: Either<S>,
  ) {}

  /** The value, at once when a shape at hand holds it, else after fetching one that does; null when that shape is not there. */
  read<T>(readers: Readers<S, T>): T | Promise<T | null> {
    for (const shape in readers) {
      const record = this.atHand[shape];
      if (record !== undefined) return (readers[shape] as (record: S[keyof S]) => T)(record);
    }
    this.#fetching ??= new Fetching(this, this.load, this.known, this.either);
    return this.#fetching.read(readers);
  }

  /** As `read`, for a value that is always there: throws NOT_FOUND when the thing itself is not. */
  must<T>(readers: Readers<S, T>): T | Promise<T> {
    const value = this.read(readers);
    return value instanceof Promise ? value.then((found) => this.#present(found)) : (value as T);
  }

  #present<T>(value: T | null): T {
    if (value === null) throw notFound(`"${this.id}" is not there or not visible to this key.`);
    return value;
  }
}

interface Want<S extends object> {
  readonly among: readonly (keyof S)[];
  readonly settle: () => void;
  readonly fail: (error: unknown) => void;
}

/** What is fetched of one thing. */
class Fetching<S extends object> {
  readonly #records: { [K in keyof S]?: Promise<S[K] | null> } = {};
  #wanted: Want<S>[] = [];
  #cheapest: Promise<void> | undefined;

  constructor(
    private readonly thing: Shapes<S>,
    private readonly load: Loaders<S>,
    private known: Known<S> | undefined,
    private readonly either: Either<S> | undefined,
  ) {}

  async read<T>(readers: Readers<S, T>): Promise<T | null> {
    const usable = (Object.keys(readers) as (keyof S)[]).filter((shape) => this.load[shape]);
    if (usable.length === 0) return null;
    await new Promise<void>((settle, fail) => {
      if (this.#wanted.push({ among: usable, settle, fail }) === 1) queueMicrotask(() => void this.#look());
    });
    // What was planned comes first; the others are asked only when that turns out not to be there.
    const planned = (shape: keyof S) => this.#records[shape] !== undefined;
    for (const shape of [...usable.filter(planned), ...usable.filter((shape) => !planned(shape))]) {
      const record = await this.#record(shape);
      if (record !== null) return (readers[shape] as (record: S[keyof S]) => T)(record);
    }
    return null;
  }

  /** What is known is as good as fetched. */
  async #look(): Promise<void> {
    const looking = this.known?.(this.thing.id);
    this.known = undefined;
    const found: Partial<S> = looking ? await looking.catch(() => ({})) : {};
    this.#take(found);
    this.#plan();
  }

  #take(found: Partial<S>): void {
    for (const shape in found) this.#records[shape] = Promise.resolve(found[shape] as S[typeof shape]);
  }

  /**
   * Everything wanted in this turn is known: first what only one shape can give, then the cheapest for what is left; and one of
   * several, whichever that is, for what any of them can give.
   */
  #plan(): void {
    const wanted = this.#wanted;
    this.#wanted = [];
    const order = Object.keys(this.load) as (keyof S)[];
    const isPlanned = ({ among }: Want<S>) => among.some((shape) => this.#records[shape]);
    const isForEither = ({ among }: Want<S>) => this.either?.among.every((shape) => among.includes(shape)) ?? false;
    const fetch = (shape: keyof S | undefined) => {
      if (shape !== undefined) this.#record(shape).catch(() => {}); // who wants it hears of it by itself
    };
    for (const { among } of wanted) if (among.length === 1) fetch(among[0]);
    for (const want of wanted)
      if (!isPlanned(want) && !isForEither(want)) fetch(order.find((shape) => want.among.includes(shape)));
    for (const want of wanted) {
      if (this.either && !isPlanned(want)) this.#takeEither(this.either).then(want.settle, want.fail);
      else want.settle();
    }
  }

  /** Takes one of several shapes; that none of them is there, when there is no such thing. */
  #takeEither({ among, load }: Either<S>): Promise<void> {
    return (this.#cheapest ??= load(this.thing.id).then((found) => {
      if (found) this.#take(found);
      else for (const shape of among) this.#records[shape] ??= Promise.resolve(null);
    }));
  }

  #record<K extends keyof S>(shape: K): Promise<S[K] | null> {
    return (this.#records[shape] ??= (async () => this.load[shape]?.(this.thing) ?? null)());
  }
}
