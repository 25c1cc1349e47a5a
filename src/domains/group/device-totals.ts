import { referencedId } from '../../upstream/route.js';
import type { GroupRecord } from './group.record.js';

/**
 * How many devices groups have, with all groups below them. Esper: `device_count` is of a group itself; the vendor's own tool adds it
 * up along the path.
 */
export function deviceTotals(groups: readonly GroupRecord[]): ReadonlyMap<string, number | null> {
  const parents = new Map(groups.map(({ id, parent }) => [id, referencedId(parent)]));
  const totals = new Map(groups.map(({ id }) => [id, 0]));
  for (const { id, device_count: own } of groups) {
    const above = new Set<string>();
    for (let at: string | null = id; at !== null && totals.has(at) && !above.has(at); at = parents.get(at) ?? null) {
      above.add(at);
      totals.set(at, totals.get(at)! + own);
    }
  }
  return totals;
}
