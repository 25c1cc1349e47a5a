import type { Rows, Slice } from '../lists/rows.js';
import type { Filters } from './filters.js';

/** What cannot be had to hold a list against does not take the list away. */
const nobodyKnows = () => true;

/** Values asked for one by one at most, where a list of several is empty. */
const MOST_ALONE = 7;

export interface AnyOf<R> {
  /** The filter, by which it is remembered whether it was seen to heed several values. */
  readonly filter: string;
  readonly filters: Filters;
  readonly values: readonly string[];
  /** The value that a row has; left out where what has one value may have another as well. */
  readonly valueOf?: ((row: R) => string | null | undefined) | undefined;
  /** The list of what has any of some values, by no other filter. */
  readonly listOf: (values: readonly string[]) => Rows<R>;
  /** What is thrown where it heeds one of them alone. */
  readonly refusal: () => Error;
}

/**
 * A list of what has any of several values, by a filter that may heed one of them alone. Rows that are lacking do not show, as those
 * do that `sifted` takes out: the list is believed once rows of two values were seen, or else where it is not what one of them has.
 */
export function anyOf<R>(rows: Rows<R>, { filter, filters, values, valueOf, listOf, refusal }: AnyOf<R>): Rows<R> {
  const isProven = () => filters.proven(filter) > 1;
  let heeded: Promise<boolean> | undefined;

  const head = async (...some: string[]) => {
    const { rows: found, total } = await listOf(some).slice(0, 1);
    return { id: found.map((row) => rows.idOf(row)).join(), total: total ?? Infinity };
  };
  const heeds = async () => {
    const [first = '', ...others] = values;
    const [last = '', ...middle] = others.toReversed();
    const [there, back, one, other] = await Promise.all([
      head(...values),
      head(...values.toReversed()),
      head(first),
      head(last),
    ]);
    // Whichever end it heeds alone, turned round it is the other one.
    const isEnds = there.total === one.total && back.total === other.total;
    const isEndsTurned = there.total === other.total && back.total === one.total;
    const isOneAlone = (isEnds || isEndsTurned) && (there.total !== back.total || there.id !== back.id);
    const lacks = async () =>
      (await Promise.all(middle.slice(0, MOST_ALONE).map((value) => head(value)))).some(({ id }) => id);
    if (isOneAlone || (there.total === 0 && (await lacks()))) filters.refute(filter);
    else if (there.total > Math.max(one.total, other.total)) filters.prove(filter, 2);
    return !filters.isRefuted(filter);
  };
  const refuseRefuted = () => {
    if (filters.isRefuted(filter)) throw refusal();
  };
  const believe = async (seen: readonly R[]) => {
    if (isProven()) return;
    const shown = new Set(valueOf && seen.map(valueOf));
    const { length } = values.filter((value) => shown.has(value));
    if (length > 1) filters.prove(filter, length);
    else if (!(await (heeded ??= heeds().catch(nobodyKnows)))) throw refusal();
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
