import type { Rows } from '../../src/upstream/lists/rows.js';
import type { Wanted } from '../../src/upstream/planning/bins.js';
import { Filters } from '../../src/upstream/planning/filters.js';
import { believableBins, readBins, type WidePlan } from '../../src/upstream/planning/wide.js';
import { pagedRows } from './paged.js';
import { failure } from './upstream.js';

interface Row {
  readonly id: string;
  readonly parent: string;
}

/** What a REST API makes of several values of the filter. */
export type Server =
  | 'understands'
  | 'refuses'
  | 'ignores'
  | 'takes the first'
  | 'takes the last'
  | 'takes three'
  | 'refuses more than three'
  | 'breaks'
  | 'is too slow'
  | 'may not tell'
  | 'finds nothing';

/** Rows of parents in one order, and the calls for them, by the parents they name. */
export function world(rows: readonly Row[], server: Server = 'understands') {
  const calls: string[][] = [];
  const found = (parents: readonly string[]): readonly Row[] => {
    const isUnderstood = server === 'understands' || (server === 'refuses more than three' && parents.length <= 3);
    if (parents.length === 1 || isUnderstood) return rows.filter(({ parent }) => parents.includes(parent));
    if (server.startsWith('refuses')) throw failure('BAD_USER_INPUT');
    if (server === 'breaks') throw failure('UPSTREAM_UNAVAILABLE', { status: 500 });
    if (server === 'is too slow') throw failure('UPSTREAM_TIMEOUT');
    if (server === 'may not tell') throw failure('FORBIDDEN');
    if (server === 'ignores') return rows;
    if (server === 'finds nothing') return [];
    const taken =
      server === 'takes three' ? parents.slice(0, 3) : [server === 'takes the first' ? parents[0] : parents.at(-1)];
    return rows.filter(({ parent }) => taken.includes(parent));
  };
  const listOf = (...parents: string[]): Rows<Row> =>
    pagedRows<Row>(parents.join(), async (limit, offset) => {
      calls.push(parents);
      return { rows: found(parents).slice(offset, offset + limit), total: found(parents).length };
    });
  return { calls, listOf, lengthOf: (name: string) => rows.filter(({ parent }) => parent === name).length };
}

/** So many rows of each parent, taking turns as far as they go. */
export function rowsOf(lengths: Readonly<Record<string, number>>): Row[] {
  const rows: Row[] = [];
  for (let n = 0; n < Math.max(0, ...Object.values(lengths)); n++)
    for (const [parent, length] of Object.entries(lengths)) if (n < length) rows.push({ id: `${parent}/${n}`, parent });
  return rows;
}

/** Reads the first rows of each parent, whose lengths are known when `lengths` says so. */
export async function read(
  { listOf, calls }: ReturnType<typeof world>,
  wanted: readonly Wanted[],
  { filters = new Filters({ isTried: () => true }), isPlain = true } = {},
) {
  const plan: WidePlan<Row> = {
    wide: { filter: 'parent', listOf: (parents) => listOf(...parents), isPlain },
    filters,
    listOf,
    parentOf: ({ parent }) => parent,
  };
  const found = await readBins(believableBins(wanted, plan), plan);
  const togetherCalls = calls.length;
  const slices = await Promise.all(
    wanted.map(({ parent, end }) => (found.get(parent) ?? listOf(parent)).slice(0, end)),
  );
  return { slices, filters, togetherCalls };
}
export const wanted = (lengths: Readonly<Record<string, number>>, end = 5, isCounted = true): Wanted[] =>
  Object.entries(lengths).map(([parent, atMost]) => ({ parent, atMost, end, isCounted }));
