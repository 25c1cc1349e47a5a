import { upsert } from '../upsert.js';

/** What was put in order once, by rows and by how their keys are read; it goes with the rows. */
const ordered = new WeakMap<readonly unknown[], WeakMap<object, ReadonlyMap<string, unknown>>>();

/** Rows by their keys; the first of several with one key, as it is when that is asked for by itself. */
export function rowsByKey<R>(rows: readonly R[], keyOf: (row: R) => string): ReadonlyMap<string, R> {
  const orders = upsert(ordered, rows, () => new WeakMap<object, ReadonlyMap<string, unknown>>());
  const made = () => new Map(rows.toReversed().map((row) => [keyOf(row), row]));
  return upsert(orders, keyOf, made) as ReadonlyMap<string, R>;
}
