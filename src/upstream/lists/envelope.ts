import { UpstreamError } from '../errors.js';
import { isRecord } from '../is-record.js';

/** The rows of one answer to a list call, and how many rows the whole list has (null where the API does not say). */
export interface Page<R> {
  readonly rows: readonly R[];
  readonly total: number | null;
  /** Whether the API says that there is another page behind it. Left out when it does not, and behind the last of a list with a count. */
  readonly hasMore?: boolean | undefined;
}

/** Keys under which Esper keeps the rows of a list. */
const rowKeys = ['results', 'userinvites', 'roles'] as const;

/**
 * The page inside a list answer, whichever envelope it came in.
 * Esper: `{count, results}` (legacy, v1), `{content: {count, results}}` (v2, authn2), `{count, userinvites}`, `{count, roles}`,
 * or a bare list (role scopes); one reader for all, since a path has been seen to change its envelope.
 */
export function pageOf<R>(body: unknown, call: string): Page<R> {
  const box = contentOf(body);
  if (areRecords<R>(box)) return { rows: box, total: box.length };
  for (const key of rowKeys) {
    if (typeof box !== 'object' || box === null || !(key in box)) continue;
    const { [key]: rows, count, next } = box as Record<string, unknown>;
    const total = isLength(count) ? count : null;
    if (rows === null) return { rows: [], total: total ?? 0 }; // Esper: null instead of an empty list
    if (areRecords<R>(rows)) return { rows, total, hasMore: furtherBy(next, total) };
  }
  throw new UpstreamError('UPSTREAM_MALFORMED', { call });
}

/** Esper: null or "" behind the last page, which is all that tells where a list without a count ends. */
const furtherBy = (next: unknown, total: number | null): boolean | undefined => {
  if (next) return true;
  return next === undefined || total !== null ? undefined : false;
};

/** A page that was asked for by a cursor. */
export interface CursorPage<R> extends Page<R> {
  /** The cursor of the page behind it, null behind the last; undefined when no notice was taken of the cursor. */
  readonly next: string | null | undefined;
}

/** As `pageOf`, for a page that was asked for by a cursor. Esper: `{content: {results, has_more, next_cursor}}`, without a count. */
export function cursorPageOf<R>(body: unknown, call: string): CursorPage<R> {
  const page = pageOf<R>(body, call);
  const { has_more: more, next_cursor: next } = contentOf(body) as Record<string, unknown>;
  if (more === false) return { ...page, next: null };
  return { ...page, next: more === true && typeof next === 'string' ? next : undefined };
}

/** How many rows an answer holds; undefined when it is about one thing. */
export function rowCountOf(body: unknown): number | undefined {
  const box = contentOf(body);
  if (Array.isArray(box)) return box.length;
  if (typeof box !== 'object' || box === null) return undefined;
  for (const key of rowKeys) {
    const rows = (box as Record<string, unknown>)[key];
    if (Array.isArray(rows)) return rows.length;
  }
  return undefined;
}

/** Keys that stand around a record, or in place of one. */
const wrapping = new Set(['code', 'message', 'content', 'error', 'errors', 'detail']);

/** The record inside an answer about one thing. Esper: v2 wraps it in `content`, the others send it bare. */
export function itemOf<R>(body: unknown, call: string): R {
  const item = contentOf(body);
  if (isRecord(item) && Object.keys(item as object).some((key) => !wrapping.has(key))) return item as R;
  throw new UpstreamError('UPSTREAM_MALFORMED', { call });
}

const isLength = (count: unknown): count is number => Number.isSafeInteger(count) && Number(count) >= 0;

const areRecords = <R>(rows: unknown): rows is R[] => Array.isArray(rows) && rows.every(isRecord);

function contentOf(body: unknown): unknown {
  const content = (body as { content?: unknown } | null)?.content;
  return typeof content === 'object' && content !== null ? content : body;
}
