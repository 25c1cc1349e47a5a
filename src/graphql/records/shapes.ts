import { notFound } from '../errors.js';
import { Fetching } from './fetching.js';

/** How to find a value in each of the shapes that hold it. A shape that lacks it is left out. */
export type Readers<S extends object, T> = { readonly [K in keyof S]?: (record: S[K]) => T };

/** How the shapes of a thing are had. */
export interface Ways<S extends object> {
  /** Fetches each shape; the cheapest is named first. */
  readonly load: { readonly [K in keyof S]?: ((thing: Shapes<S>) => Promise<S[K] | null>) | undefined };
  /** Gives the shapes that can be had without a call; null when there is nowhere to look for them. */
  readonly known?: (id: string) => Promise<Partial<S>> | null;
  /** Gives one of several shapes, whichever costs less now; null when there is no such thing. */
  readonly either?: {
    readonly among: readonly (keyof S)[];
    readonly load: (id: string) => Promise<Partial<S> | null>;
  };
}

/**
 * One thing that the REST API serves in several shapes, each with fields the others lack. A field is read from a shape at hand
 * that has it; what no shape at hand has is fetched, as fetching.ts plans it. Shapes are never merged.
 */
export class Shapes<S extends object> {
  #fetching: Fetching<S> | undefined;

  constructor(
    readonly id: string,
    protected readonly atHand: Partial<S>,
    private readonly ways: Ways<S>,
  ) {}

  /** The value, at once when a shape at hand holds it, else after fetching one that does; null when that shape is not there. */
  read<T>(readers: Readers<S, T>): T | Promise<T | null> {
    for (const shape in readers) {
      const record = this.atHand[shape];
      if (record !== undefined) return (readers[shape] as (record: S[keyof S]) => T)(record);
    }
    this.#fetching ??= new Fetching(this, this.ways);
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
