import DataLoader from 'dataloader';
import { pagesOf } from '../../upstream/costs.js';
import { PAGE_SIZE, WHOLE } from '../../upstream/paged.js';
import { asError } from '../../upstream/planner.js';
import { referencedId } from '../../upstream/route.js';
import type { List } from '../../upstream/rows.js';
import type { GroupRecord } from './group.record.js';

/** A group whose devices are to be counted, with those of all groups below it. */
interface Wanted {
  readonly id: string;
  /** Counts them by one call. */
  readonly count: () => Promise<number | null>;
}

/**
 * Counts the devices of groups with all groups below them. Those wanted in one tick are counted one by one, or summed up from the
 * list of groups, of the length it had when it was last seen, where that takes fewer calls. Esper: `device_count` is of a group itself; the vendor's own tool adds up the path.
 */
export function deviceTotals(every: List<GroupRecord>, length: () => number | undefined) {
  // What it was told is not kept: a change may have made it another.
  const totals = new DataLoader<Wanted, number | null>(
    async (wanted) => {
      const pages = every.isAtHand?.() ? 0 : pagesOf(length() ?? 2 * PAGE_SIZE);
      const summed = pages < wanted.length ? summedUp((await every.slice(0, WHOLE)).rows) : undefined;
      return Promise.all(wanted.map(({ id, count }) => summed?.get(id) ?? count().catch(asError)));
    },
    { cache: false },
  );
  return (wanted: Wanted): Promise<number | null> => totals.load(wanted);
}

function summedUp(groups: readonly GroupRecord[]): ReadonlyMap<string, number> {
  const parents = new Map(groups.map(({ id, parent }) => [id, referencedId(parent)]));
  const sums = new Map(groups.map(({ id }) => [id, 0]));
  for (const { id, device_count: own } of groups) {
    const above = new Set<string>();
    for (let at: string | null = id; at !== null && sums.has(at) && !above.has(at); at = parents.get(at) ?? null) {
      above.add(at);
      sums.set(at, sums.get(at)! + own);
    }
  }
  return sums;
}
