import { PAGE_SIZE } from './paged.js';
import { rowsOf, type Rows } from './rows.js';

const pagesOf = (length: number) => Math.ceil(length / PAGE_SIZE);

export interface ByKeyPlan<R> {
  /** Asks for one record. */
  readonly each: (key: string) => Promise<R | null>;
  /** The list all records stand in. */
  readonly rows: Rows<R>;
  readonly keyOf: (row: R) => string;
  /** How long the list was when this caller last saw it. */
  readonly length: number | undefined;
}

/** Records by key, in order of key: one by one or from the pages of their list, whichever takes fewer calls. */
export async function readByKey<R>(
  keys: readonly string[],
  { each, rows, keyOf, length }: ByKeyPlan<R>,
): Promise<(R | null | Error)[]> {
  const one = (key: string) => each(key).catch(asError);
  if (keys.length <= (length === undefined ? 2 : pagesOf(length))) return Promise.all(keys.map(one));
  // One page tells the length of the list and, mostly, already holds what is wanted.
  const head = await rows.slice(0, PAGE_SIZE);
  const found = new Map(head.rows.map((row) => [keyOf(row), row]));
  const missing = keys.filter((key) => !found.has(key));
  const pagesLeft = pagesOf(Math.max(0, (head.total ?? 0) - head.rows.length));
  if (missing.length <= pagesLeft) return Promise.all(keys.map((key) => found.get(key) ?? one(key)));
  if (pagesLeft > 0) {
    const whole = await rows.slice(0, Number.MAX_SAFE_INTEGER);
    for (const row of whole.rows) found.set(keyOf(row), row);
  }
  return keys.map((key) => found.get(key) ?? null);
}

export interface ByParentPlan<R> {
  /** The list of one parent. */
  readonly listOf: (parent: string) => Rows<R>;
  /** The list that holds the rows of all parents, in the same order. */
  readonly every: Rows<R>;
  readonly parentOf: (row: R) => string | null;
  /** How long that list was when this caller last saw it; Infinity rules it out. */
  readonly length: number;
}

/** What a full page costs, in calls for a short list: it carries more rows and takes the REST API longer. */
const PAGE_WEIGHT = 3.5;

/**
 * The lists of several parents: each asked for by itself, or all cut from the list that holds them all, whichever costs less.
 * Both ways give the same rows in the same order.
 */
export async function readByParent<R>(parents: readonly string[], plan: ByParentPlan<R>): Promise<Rows<R>[]> {
  const { listOf, every, parentOf, length } = plan;
  if (pagesOf(length) * PAGE_WEIGHT >= parents.length) return parents.map(listOf);
  const { rows } = await every.slice(0, Number.MAX_SAFE_INTEGER);
  const children = new Map<string | null, R[]>(parents.map((parent) => [parent, []]));
  for (const row of rows) children.get(parentOf(row))?.push(row);
  return parents.map((parent) => rowsOf(listOf(parent).key, every.idOf, () => children.get(parent) ?? []));
}

export const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
