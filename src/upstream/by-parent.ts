import type { Costs } from './costs.js';
import { WHOLE } from './paged.js';
import { rowsOf, type Rows } from './rows.js';

export interface ByParentPlan<R> {
  /** The list of one parent. */
  readonly listOf: (parent: string) => Rows<R>;
  /** The list that holds the rows of all parents, in the same order. */
  readonly every: Rows<R>;
  readonly parentOf: (row: R) => string | null;
  /** How long that list was when this caller last saw it; Infinity rules it out. */
  readonly length: number;
  readonly costs: Costs;
}

/**
 * The lists of several parents: each asked for by itself, or all cut from the list that holds them all, whichever costs less.
 * Both ways give the same rows in the same order.
 */
export async function readByParent<R>(parents: readonly string[], plan: ByParentPlan<R>): Promise<Rows<R>[]> {
  const { listOf, every, parentOf, length, costs } = plan;
  if (!every.isAtHand?.() && costs.singles(parents.length) <= costs.list(length)) return parents.map(listOf);
  const { rows } = await every.slice(0, WHOLE);
  const children = new Map<string | null, R[]>(parents.map((parent) => [parent, []]));
  for (const row of rows) children.get(parentOf(row))?.push(row);
  return parents.map((parent) => rowsOf(listOf(parent).key, every.idOf, () => children.get(parent) ?? []));
}
