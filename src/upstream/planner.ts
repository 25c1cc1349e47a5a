import { UpstreamError } from './errors.js';
import { PAGE_SIZE, WHOLE } from './paged.js';
import { rowsOf, type Rows, type Slice } from './rows.js';

export const pagesOf = (length: number) => Math.ceil(length / PAGE_SIZE);

export interface ByKeyPlan<R> {
  /** Asks for one record. */
  readonly each: (key: string) => Promise<R | null>;
  /** The list all records stand in. */
  readonly rows: Rows<R>;
  readonly keyOf: (row: R) => string;
  /** How long the list was when this caller last saw it. */
  readonly length: () => number | undefined;
}

/** Records asked for one by one, at most, while nobody knows how long their list is. */
const UNKNOWN_LENGTH_KEYS = 2;

/**
 * Reads records by key, in order of key: one by one or from the pages of their list, whichever takes fewer calls. Answers
 * arrive one after the other and so do the keys they hold, so what was asked for before counts, and a page once read is used.
 */
export function keyPlanner<R>({ each, rows, keyOf, length }: ByKeyPlan<R>) {
  const found = new Map<string, R>();
  let askedSingly = 0;
  let pagesLeft = 0;
  let head: Promise<boolean> | undefined;

  const take = (slice: Slice<R>) => {
    for (const row of slice.rows) found.set(keyOf(row), row);
    pagesLeft = pagesOf(Math.max(0, (slice.total ?? 0) - slice.rows.length));
    return true;
  };
  const singly = (keys: readonly string[]) => {
    askedSingly += keys.filter((key) => !found.has(key)).length;
    return Promise.all(keys.map((key) => found.get(key) ?? each(key).catch(asError)));
  };

  return async (keys: readonly string[]): Promise<(R | null | Error)[]> => {
    const pages = pagesOf(length() ?? UNKNOWN_LENGTH_KEYS * PAGE_SIZE);
    if (!head && !rows.isAtHand?.() && askedSingly + keys.length <= pages) return singly(keys);
    // One page tells the length of the list and, mostly, already holds what is wanted: who comes meanwhile waits for it.
    head ??= rows.slice(0, PAGE_SIZE).then(take, unlessForbidden);
    if (!(await head)) return singly(keys);
    const missing = keys.filter((key) => !found.has(key)).length;
    if (pagesLeft && askedSingly + missing <= pagesLeft) return singly(keys);
    if (pagesLeft && missing > 0) take(await rows.slice(0, WHOLE));
    return keys.map((key) => found.get(key) ?? null);
  };
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
  if (!every.isAtHand?.() && pagesOf(length) * PAGE_WEIGHT >= parents.length) return parents.map(listOf);
  const { rows } = await every.slice(0, WHOLE);
  const children = new Map<string | null, R[]>(parents.map((parent) => [parent, []]));
  for (const row of rows) children.get(parentOf(row))?.push(row);
  return parents.map((parent) => rowsOf(listOf(parent).key, every.idOf, () => children.get(parent) ?? []));
}

/** A key may be allowed to read a record and not the list of all. */
const unlessForbidden = (error: unknown): false => {
  if (error instanceof UpstreamError && error.code === 'FORBIDDEN') return false;
  throw error;
};

export const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
