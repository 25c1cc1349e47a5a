import { chunksOf } from '../chunks.js';
import type { Rows } from '../lists/rows.js';
import { asError } from './planner.js';
import { MOST_PARENTS } from './together.js';

/**
 * The records that a list is asked for by their ids, in the order of the ids; null for one that is not there. As many ids go into
 * one call as its URL may hold. Where a call fails, so do those it asked for, and the others stand.
 */
export async function readMany<R>(
  ids: readonly string[],
  listOf: (ids: readonly string[]) => Rows<R>,
): Promise<(R | null | Error)[]> {
  const found = new Map<string, R | Error>();
  const read = async (some: readonly string[]) => {
    const list = listOf(some);
    for (const row of (await list.slice(0, some.length)).rows) found.set(list.idOf(row), row);
  };
  const sorted = ids.toSorted(); // the same ids are the same list, whoever asks first
  await Promise.all(
    chunksOf(sorted, MOST_PARENTS).map((some) =>
      read(some).catch((error: unknown) => some.forEach((id) => found.set(id, asError(error)))),
    ),
  );
  return ids.map((id) => found.get(id) ?? null);
}
