import { atMost, FIRST_PAGE, pagesOf } from '../../upstream/planning/costs.js';
import { hasCursor, sizeOf, stretchCalls, type PageArgs } from '../connections/paging.js';
import type { Weight } from './weights.js';

/** Calls of a field that is no connection: `asked` objects are asked for it, and of `richer` ones more is selected than it tells. */
export function fieldCalls({ calls, each, spare, record }: Weight, asked: number, richer: number): number {
  const singles = asked * calls;
  const looked = record.length > 0 ? atMost.afterFirstPage(singles) : atMost.afterList(singles, spare);
  return looked + richer * each;
}

/** Calls of so many connections, with the arguments by which their rows are read; null when they are only counted. */
export function connectionCalls(
  { calls, each, spare, page }: Weight,
  connections: number,
  read: PageArgs | null,
  richer: number,
): number {
  const list = read ? stretchCalls(read, page) : 1;
  // A quicker way may be looked for in vain: to all of the lists, and to what follows on a cursor.
  const toAll = connections > 1 ? FIRST_PAGE : 0;
  const onward = read && hasCursor(read) ? connections * pagesOf(sizeOf(read), page) : 0;
  return connections * list * calls + atMost.afterFirstPage(richer * each) + (toAll + onward) * spare;
}
