import { chunksOf } from '../chunks.js';
import { isRefusal, UpstreamError } from '../errors.js';
import { PAGE_SIZE, WHOLE } from '../lists/paged.js';
import type { Rows } from '../lists/rows.js';
import { upsert } from '../upsert.js';
import { pagesOf } from './costs.js';
import { asError } from './planner.js';

export interface TogetherPlan<R, T> {
  /** The list about several parents, as a filter of the REST API takes them. */
  readonly listOf: (parents: readonly string[]) => Rows<R>;
  readonly parentOf: (row: R) => string;
  /** What is wanted of a parent, from all the rows about it. */
  readonly from: (rows: readonly R[], parent: string) => T;
  /** What is wanted of one parent, by a call about it alone. */
  readonly alone: (parent: string) => Promise<T>;
  /** Whether the rows about these parents may be few enough for one list. More than one parent, when left out. */
  readonly mayFit?: (parents: readonly string[]) => boolean;
}

/** Parents named in one call at most. Esper: no cap is stated; this keeps the URL within what proxies take. */
export const MOST_PARENTS = 50;

/** A refusal as a value, such as of a list about strangers, which would be answered about the others; throws any other error. */
export const refusalOf = (error: unknown): UpstreamError => {
  if (isRefusal(error)) return error;
  throw error;
};

export function rowsByParent<R, P>(rows: readonly R[], parentOf: (row: R) => P): Map<P, R[]> {
  const found = new Map<P, R[]>();
  for (const row of rows) upsert(found, parentOf(row), () => []).push(row);
  return found;
}

/**
 * What is wanted of each of several parents, in their order: from one list about all of them, or by a call for each,
 * whichever takes fewer calls. A first page tells which.
 */
export async function readTogether<R, T>(parents: readonly string[], plan: TogetherPlan<R, T>): Promise<(T | Error)[]> {
  const found = new Map<string, T | Error>();
  const sorted = parents.toSorted(); // the same parents are the same list, whoever asks first
  await Promise.all(
    chunksOf(sorted, MOST_PARENTS).map(async (chunk) => {
      const answers = await readChunk(chunk, plan);
      chunk.forEach((parent, i) => found.set(parent, answers[i]!));
    }),
  );
  return parents.map((parent) => found.get(parent)!);
}

async function readChunk<R, T>(parents: readonly string[], plan: TogetherPlan<R, T>): Promise<(T | Error)[]> {
  const { listOf, parentOf, from, alone, mayFit = ({ length }) => length > 1 } = plan;
  const singly = () => Promise.all(parents.map((parent) => alone(parent).catch(asError)));
  if (!mayFit(parents)) return singly();
  const list = listOf(parents);
  const head = await list.slice(0, PAGE_SIZE).catch(refusalOf);
  if (head instanceof UpstreamError) return singly();
  const left = pagesOf(Math.max(0, (head.total ?? Infinity) - head.rows.length));
  if (left > 0 && left >= parents.length) return singly();
  const { rows } = left > 0 ? await list.slice(0, WHOLE) : head;
  const byParent = rowsByParent(rows, parentOf);
  return parents.map((parent) => from(byParent.get(parent) ?? [], parent));
}
