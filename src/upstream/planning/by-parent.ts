import DataLoader from 'dataloader';
import { PAGE_SIZE, WHOLE } from '../lists/paged.js';
import { deferred, rowsOf, type List, type Rows } from '../lists/rows.js';
import type { Counts } from '../memory.js';
import { rowsIn, type Wanted } from './bins.js';
import type { Costs } from './costs.js';
import type { Filters } from './filters.js';
import { rowsByParent } from './together.js';
import { believableBins, readBins, type Wide } from './wide.js';

/** Lists that hang on a parent. */
export interface Split<R> {
  /** The list of one parent. */
  readonly listOf: (parent: string) => Rows<R>;
  /** The list that holds the rows of all parents, in the same order. */
  readonly every: List<R>;
  readonly parentOf: (row: R) => string | null;
  /** How long that list is taken to be while nobody has seen it, if its parts are no longer; it is left alone then when this is left out. */
  readonly guess?: () => number;
  /** How the lists of several parents may be one. */
  readonly wide?: Wide<R>;
}

export interface ByParentPlan<R> extends Split<R> {
  readonly counts: Counts;
  readonly filters: Filters;
  readonly costs: Costs;
}

/** A list that was asked for. */
interface Asked<R> {
  readonly wanted: { -readonly [K in keyof Wanted]: Wanted[K] };
  readonly rows: Promise<Rows<R>>;
}

/**
 * The list of a parent; those of the parents wanted in one tick are read together. `remembered` makes what is made anew after a
 * change.
 */
export function byParent<R>(plan: ByParentPlan<R>, remembered: <T>(make: () => T) => () => T) {
  const lists = remembered(() => ({
    loader: new DataLoader<Wanted, Rows<R>>((wanted) => readByParent(wanted, plan), { cache: false }),
    asked: new Map<string, Asked<R>>(),
  }));
  return (parent: string, { atMost = Infinity, isCounted = true }: Partial<Wanted> = {}): Rows<R> =>
    deferred(plan.listOf(parent), (end) => {
      const { loader, asked } = lists();
      const before = asked.get(parent);
      if (before) {
        // What else is wanted of a list in the same moment counts when it is planned how to read it.
        before.wanted.end = Math.max(before.wanted.end, end);
        before.wanted.isCounted ||= isCounted;
        return before.rows;
      }
      const wanted = { parent, atMost, isCounted, end };
      const rows = loader.load(wanted);
      asked.set(parent, { wanted, rows });
      return rows;
    });
}

/**
 * The lists of several parents: each asked for by itself, several by one call where a filter may take them, or all cut from the
 * list that holds them all, whichever costs less. All ways give the same rows in the same order.
 */
async function readByParent<R>(asked: readonly Wanted[], plan: ByParentPlan<R>): Promise<Rows<R>[]> {
  const { listOf, every, guess = () => Infinity, counts, costs, wide } = plan;
  const hint = () => counts.hint(every.key);
  // Who asks for the list of all at this moment as well may be about to have all of it.
  const coming = every.isAtHand?.() ? undefined : every.coming?.(hint() ?? guess());
  if (coming) await coming.catch(() => {});
  if (every.isAtHand?.()) return cut(asked, plan);
  const wanted = asked.map((one) => ({ ...one, atMost: counts.recent(listOf(one.parent).key) ?? one.atMost }));
  const apart = costs.singles(wanted.length);
  const parts = rowsIn(wanted.filter(({ atMost }) => atMost < Infinity));
  const all = costs.list(hint() ?? Math.max(guess(), parts));

  if (wide) {
    const widely = { ...plan, wide };
    const bins = believableBins(wanted, widely);
    const calls = wanted.length - bins.reduce((spared, bin) => spared + bin.length - 1, 0);
    const longest = Math.max(0, ...bins.map(rowsIn));
    const together = costs.pages(calls, Math.min(longest, PAGE_SIZE));
    if (bins.length > 0 && together < apart && together <= all) {
      const found = await readBins(bins, widely);
      return wanted.map(({ parent }) => found.get(parent) ?? listOf(parent));
    }
  }
  if (all < apart && (await isStillShort(plan, apart))) return cut(wanted, plan);
  return wanted.map(({ parent }) => listOf(parent));
}

/** Whether the whole list costs less than that. When it has not been seen lately its first page tells how long it is now. */
async function isStillShort<R>({ every, counts, costs }: ByParentPlan<R>, limit: number): Promise<boolean> {
  if (counts.recent(every.key) !== undefined) return true;
  const { rows, total } = await every.slice(0, costs.page);
  return every.isAtHand?.() || costs.list((total ?? Infinity) - rows.length) < limit;
}

async function cut<R>(wanted: readonly Wanted[], { listOf, every, parentOf }: Split<R>): Promise<Rows<R>[]> {
  const children = rowsByParent((await every.slice(0, WHOLE)).rows, parentOf);
  return wanted.map(({ parent }) => rowsOf(listOf(parent).key, every.idOf, () => children.get(parent) ?? []));
}
