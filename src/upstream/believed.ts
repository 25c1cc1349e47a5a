import type { Filters } from './filters.js';
import type { Rows, Slice } from './rows.js';

export interface Doubted<R> {
  /** The filter, by which it is remembered that it was seen to work. */
  readonly filter: string;
  readonly filters: Filters;
  readonly fits: (row: R) => boolean;
  /** How long the list is without the filter, which a list that is narrowed never is. */
  readonly unfiltered: () => Promise<number | null>;
  /** Read when the filter does not work. */
  readonly instead: Rows<R>;
}

/**
 * A list whose filter no document promises, and which a server that does not know it would send whole. A stretch that is not all
 * there is may fit by chance: it is believed once the filter was seen to make the list shorter.
 */
export function believed<R>(rows: Rows<R>, { filter, filters, fits, unfiltered, instead }: Doubted<R>): Rows<R> {
  let seen: Promise<Slice<R>> | undefined;
  let works: Promise<boolean> | undefined;

  const isNarrowed = async (total: number | null) => {
    const narrowed = total !== null && total < ((await unfiltered()) ?? 0);
    if (narrowed) filters.prove(filter, 1);
    return narrowed;
  };
  const isRight = async ({ rows: some, offset, total }: Slice<R>) => {
    if (!some.every(fits)) return false;
    const isAll = total === 0 || (offset === 0 && some.length === total);
    return isAll || filters.proven(filter) > 0 || (works ??= isNarrowed(total));
  };
  return {
    key: rows.key,
    idOf: rows.idOf,
    slice: async (offset, limit, fresh) => {
      const asked = rows.slice(offset, limit, fresh);
      if (limit > 0) seen ??= asked;
      const slice = await asked;
      return (await isRight(slice)) ? slice : instead.slice(offset, limit, fresh);
    },
    count: async () => {
      await Promise.resolve(); // whoever wants rows as well has asked for them by then
      const slice = await (seen ??= rows.slice(0, 1));
      return (await isRight(slice)) ? slice.total : instead.count();
    },
  };
}
