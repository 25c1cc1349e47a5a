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
  /** How many rows there are of each value, in their order, without regard to other filters; 0 where nobody knows. */
  readonly sizes: () => Promise<readonly number[]>;
  /** How many rows the REST API finds for all the values, without other filters. */
  readonly total: () => Promise<number | null>;
  /** What is thrown where it heeds one of them alone. */
  readonly refusal: () => Error;
}

/**
 * A list of what has any of several values, by a filter that no document promises to take more than one. It is believed once rows
 * of two were seen, or as many as two must have: a list that lacks some would look like any other.
 */
export function anyOf<R>(rows: Rows<R>, { filter, filters, ...wanted }: AnyOf<R>): Rows<R> {
  const isProven = () => filters.proven(filter) > 1;
  let heeded: Promise<boolean> | undefined;

  const heeds = async () => {
    const sizes = (await wanted.sizes()).filter((size) => size > 0);
    if (sizes.length < 2) return true; // nothing can be lacking, or nobody can tell
    const isHeeded = ((await wanted.total()) ?? 0) > Math.max(...sizes);
    if (isHeeded) filters.prove(filter, 2);
    else filters.refute(filter);
    return isHeeded;
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
