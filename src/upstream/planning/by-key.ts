import DataLoader from 'dataloader';
import type { List } from '../lists/rows.js';
import type { Params } from '../route.js';
import { upsert } from '../upsert.js';

/** Answers records by key, each asked for once; null for one that is not there. */
export interface ByKey<R> {
  /** `more` others will be wanted that the first leads to. */
  load(key: string, more?: number): Promise<R | null>;
  /** What `load` gives, where it has been asked for already. */
  asked(key: string): Promise<R | null> | undefined;
  /** Puts a record that was come by otherwise where `load` finds it. */
  prime(key: string, record: R): void;
}

/** How records are had one at a time. */
export interface EachOptions<R> {
  /** A list whose rows, whatever its filters, are the same records. */
  readonly list?: List<R>;
  /** What fills the route for a key; the key is the `id` when left out. */
  readonly paramsOf?: (key: string) => Params;
}

/** How records are had one at a time, or from the list that they stand in. */
export interface PlannedOptions<R> extends Pick<EachOptions<R>, 'paramsOf'> {
  /** The key of a row; its id when left out. */
  readonly keyOf?: (row: R) => string;
  /** False where the list lacks some records. */
  readonly isWhole?: boolean;
  /** How long the list is taken to be while nobody knows, or while it was empty when it was last seen: two pages when left out. */
  readonly guess?: () => number;
  /** How many single reads longer each row makes a page, while nobody has measured it; nothing when left out. */
  readonly usualForRow?: number;
}

/** Which response paths asked for a key; none while nothing is explained. */
export type AskedBy = (key: string) => ReadonlySet<string>;

/** Answers the keys wanted in one tick, in their order. They will lead to `more` others. */
export type Batch<R> = (keys: readonly string[], askedBy: AskedBy, more: number) => Promise<(R | null | Error)[]>;

export interface ByKeyOptions<R> {
  /** Makes something that remembers what was read, anew after a change. */
  readonly remembered: <T>(make: () => T) => () => T;
  readonly asker: () => string | undefined;
  readonly plan: () => Batch<R>;
}

const nobody: ReadonlySet<string> = new Set();

/** Records by key, those wanted in one tick together. */
export function byKey<R>({ remembered, asker, plan }: ByKeyOptions<R>): ByKey<R> {
  const askers = new Map<string, Set<string>>();
  let expected = 0;
  const loading = remembered(() => {
    const batch = plan();
    const read = (keys: readonly string[]) => {
      const more = expected;
      expected = 0;
      return batch(keys, (key) => askers.get(key) ?? nobody, more);
    };
    return {
      loader: new DataLoader<string, R | null>(read, { cache: false }),
      loads: new Map<string, Promise<R | null>>(),
    };
  });
  return {
    load: (key, more = 0) => {
      const path = asker();
      if (path !== undefined) upsert(askers, key, () => new Set()).add(path);
      const { loader, loads } = loading();
      // DataLoader makes a promise for everybody who asks, and the rows of a list ask for the same few things.
      let load = loads.get(key);
      if (!load) {
        expected = Math.max(expected, more);
        loads.set(key, (load = loader.load(key)));
      }
      return load;
    },
    asked: (key) => loading().loads.get(key),
    prime: (key, record) => void upsert(loading().loads, key, () => Promise.resolve(record)),
  };
}
