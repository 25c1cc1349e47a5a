import { UpstreamError } from '../errors.js';
import { PAGE_SIZE, WHOLE } from '../lists/paged.js';
import { begun, rowsOf, type Rows } from '../lists/rows.js';
import { binsOf, type Bin, type Wanted } from './bins.js';
import { pagesOf } from './costs.js';
import type { Filters } from './filters.js';
import { MOST_PARENTS, refusalOf, rowsByParent } from './together.js';

/** How the lists of several parents may be one list: by a filter that no document promises to take several values. */
export interface Wide<R> {
  readonly filter: string;
  readonly listOf: (parents: readonly string[]) => Rows<R>;
  /** Whether nothing else narrows the lists, so that a parent that is known to have rows must have some. */
  readonly isPlain: boolean;
}

export interface WidePlan<R> {
  readonly wide: Wide<R>;
  readonly filters: Filters;
  readonly listOf: (parent: string) => Rows<R>;
  readonly parentOf: (row: R) => string | null;
}

const knownToHaveRows = (bin: Bin): Bin => bin.filter(({ atMost }) => atMost > 0 && atMost < Infinity);

/** The bins whose answers can be believed: the filter was seen to take as many values, or the answer itself will show it. */
export function believableBins<R>(
  wanted: readonly Wanted[],
  { wide, filters }: Pick<WidePlan<R>, 'wide' | 'filters'>,
): Bin[] {
  if (!filters.mayTry(wide.filter)) return [];
  const proven = filters.proven(wide.filter);
  const bins = binsOf(wanted, Math.min(MOST_PARENTS, wide.isPlain ? filters.most(wide.filter) : proven));
  return bins.filter((bin) => bin.length <= proven || (wide.isPlain && knownToHaveRows(bin).length > 1));
}

/** The lists of parents in believable bins, as far as one list for each bin tells them; the others are to be asked for alone. */
export async function readBins<R>(bins: readonly Bin[], plan: WidePlan<R>): Promise<Map<string, Rows<R>>> {
  const found = new Map<string, Rows<R>>();
  const read = async (bin: Bin) => {
    for (const [parent, rows] of await readBin(bin, plan)) found.set(parent, rows);
  };
  // While nobody knows whether the filter is understood one call finds out: the others could all be in vain.
  const { wide, filters } = plan;
  const probes = bins.slice(0, filters.proven(wide.filter) > 0 ? 0 : 1);
  await Promise.all(probes.map(read));
  if (probes.length > 0 && filters.proven(wide.filter) === 0) filters.tryLater(wide.filter);
  if (filters.mayTry(wide.filter)) await Promise.all(bins.slice(probes.length).map(read));
  return found;
}

/** Whether what broke may have broken of several values: a REST API that is away, or takes no more, does so of anything. */
const isBroken = (error: unknown): error is UpstreamError =>
  error instanceof UpstreamError &&
  (['UPSTREAM_TIMEOUT', 'UPSTREAM_MALFORMED'].includes(error.code) || error.detail.status === 500);

async function readBin<R>(bin: Bin, { wide, filters, listOf, parentOf }: WidePlan<R>): Promise<[string, Rows<R>][]> {
  const parents = bin.map(({ parent }) => parent).toSorted(); // the same parents are the same list, whoever asks first
  const list = wide.listOf(parents);
  const isUnseen = bin.length > filters.proven(wide.filter);
  const head = await list
    .slice(0, PAGE_SIZE)
    .catch((error) => (isUnseen && isBroken(error) ? error : refusalOf(error)));
  if (head instanceof UpstreamError) {
    if (isUnseen && head.code === 'BAD_USER_INPUT') filters.refuse(wide.filter);
    else if (isBroken(head)) filters.tryLater(wide.filter);
    return [];
  }
  const inHead = rowsByParent(head.rows, parentOf);
  const holdsStrangers = (rows: ReadonlyMap<string | null, unknown>) =>
    [...rows.keys()].some((parent) => parent === null || !parents.includes(parent));
  const isShown = ({ parent, end, isCounted }: Wanted) => !isCounted && (inHead.get(parent)?.length ?? 0) > end;
  const proven = filters.proven(wide.filter);
  const left = pagesOf(Math.max(0, (head.total ?? Infinity) - head.rows.length));
  const isUnderstood = (proven > 0 || inHead.size > 1) && !holdsStrangers(inHead);
  const isReadOn = left > 0 && isUnderstood && left <= bin.filter((one) => !isShown(one)).length;
  const isWhole = left === 0 || isReadOn;
  const found = isReadOn ? rowsByParent((await list.slice(0, WHOLE)).rows, parentOf) : inHead;

  const isOneOfSeveral = isWhole && wide.isPlain && found.size < 2 && knownToHaveRows(bin).length > 1;
  if (holdsStrangers(found)) {
    filters.refute(wide.filter);
    return [];
  }
  if (isOneOfSeveral) {
    filters.tryLater(wide.filter); // what was known of how many rows each has may be old
    return [];
  }
  if (found.size > 1) filters.prove(wide.filter, found.size);
  return bin.flatMap((one): [string, Rows<R>][] => {
    const own = listOf(one.parent);
    const rows = found.get(one.parent) ?? [];
    // Of some values a server may take no notice: whether there are no rows is asked again, unless that is known.
    const isKnown = rows.length > 0 || bin.length <= proven || (wide.isPlain && one.atMost === 0);
    if (isWhole && isKnown) return [[one.parent, rowsOf(own.key, own.idOf, () => rows)]];
    return isShown(one) ? [[one.parent, begun(own, rows)]] : [];
  });
}
