import { referencedId } from '../../upstream/route.js';
import type { GroupRecord } from './group.record.js';

/**
 * How many devices groups have, with all groups below them. Esper: `device_count` is of a group itself; the vendor's own tool adds it
 * up along the path.
 */
export function deviceTotals(groups: readonly GroupRecord[]): ReadonlyMap<string, number> {
  const parents = new Map(groups.map(({ id, parent }) => [id, referencedId(parent)]));
  const totals = new Map(groups.map(({ id }) => [id, 0]));
  for (const { id, device_count: own } of groups) {
    const counted = new Set<string>(); // groups that hold each other come round
    for (let at: string | null | undefined = id; at && !counted.has(at); at = parents.get(at)) {
      counted.add(at);
      const total = totals.get(at);
      if (total !== undefined) totals.set(at, total + own);
    }
  }
  return totals;
}
