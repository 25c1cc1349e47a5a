import type { Filters } from './filters.js';
import type { Rows, Slice } from './rows.js';

/** What cannot be had to hold a list against does not take the list away. */
const nobodyKnows = () => true;

export interface AnyOf<R> {
  /** The filter, by which it is remembered whether it was seen to heed several values. */
  readonly filter: string;
  readonly filters: Filters;
  readonly values: readonly string[];
  readonly valueOf: (row: R) => string | null | undefined;
  /** How many rows there were of each value when that was last heard, in their order, without other filters; 0 where nobody knows. */
  readonly sizes: () => Promise<readonly number[]>;
  /** How many rows the REST API finds for some of the values now, without other filters. */
  readonly countOf: (values: readonly string[]) => Promise<number | null>;
  /** What is thrown where it heeds one of them alone. */
  readonly refusal: () => Error;
}

/**
 * A list of what has any of several values, by a filter that may heed one of them alone. Rows that are lacking do not show, as those
 * do that `sifted` takes out: the list is believed once rows of two values were seen, or as many as two must have.
 */
export function anyOf<R>(rows: Rows<R>, { filter, filters, ...wanted }: AnyOf<R>): Rows<R> {
  const isProven = () => filters.proven(filter) > 1;
  let heeded: Promise<boolean> | undefined;

  const countOf = async (...values: string[]) => (await wanted.countOf(values)) ?? 0;
  const heeds = async () => {
    const { values } = wanted;
    const sizes = await wanted.sizes();
    const [one, other] = values.filter((_, at) => (sizes[at] ?? 0) > 0);
    if (one === undefined || other === undefined) return true; // nothing can be lacking, or nobody can tell
    const found = await countOf(...values);
    if (found > Math.max(...sizes)) filters.prove(filter, 2);
    else {
      // What was heard of sizes may be old: nothing is refuted by it.
      const each = await Promise.all([countOf(one), countOf(other)]);
      if (each.includes(0)) return true;
      if (found > Math.max(...each)) filters.prove(filter, 2);
      else filters.refute(filter);
    }
    return isProven();
  };
  const refuseRefuted = () => {
    if (filters.isRefuted(filter)) throw wanted.refusal();
  };
  const believe = async (seen: readonly R[]) => {
    if (isProven()) return;
    const shown = new Set(seen.map(wanted.valueOf));
    const { length } = wanted.values.filter((value) => shown.has(value));
    if (length > 1) filters.prove(filter, length);
    else if (!(await (heeded ??= heeds().catch(nobodyKnows)))) throw wanted.refusal();
  };

  return {
    key: rows.key,
    idOf: (row) => rows.idOf(row),
    slice: async (offset, limit, fresh): Promise<Slice<R>> => {
      refuseRefuted();
      const slice = await rows.slice(offset, limit, fresh);
      await believe(slice.rows);
      return slice;
    },
    count: async () => {
      refuseRefuted();
      const count = await rows.count();
      await believe([]);
      return count;
    },
  };
}
