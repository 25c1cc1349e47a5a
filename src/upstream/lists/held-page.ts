import type { Asking } from '../asking.js';
import type { NamedRead } from '../cache/names.js';
import type { Recall, RecalledPage } from '../cache/recall.js';
import { search, type Query } from '../route.js';
import type { Page } from './envelope.js';
import { keptPage } from './kept-page.js';
import type { List } from './rows.js';

/** Rows of a list, from `offset` on. */
export interface Extent {
  readonly limit: number;
  readonly offset: number;
}

const LIMIT = /[?&]limit=(\d+)/;
const OFFSET = /[?&]offset=(\d+)/;

/** The fresh pages that are kept of a list as it is filtered and ordered by `query`, the newest first, and what they were asked for. */
export const keptPagesOf = (recall: Recall, list: NamedRead, query: Query): (RecalledPage & Extent)[] =>
  recall.narrowedPages({ ...list, path: list.path + search(query) }).map((page) => ({
    ...page,
    limit: numberIn(page.path, LIMIT),
    offset: numberIn(page.path, OFFSET),
  }));

const numberIn = (path: string, pattern: RegExp): number => Number(pattern.exec(path)?.[1] ?? 0);

/**
 * The extent of the newest page that is kept of a list, by the same filters and in the same order, and holds all rows that are
 * wanted: that very page, a longer one, or one at whose end the list ends. Undefined where none does, and where nothing is kept.
 */
export function held<R>(
  asking: Asking,
  { route, params, query }: Pick<List<R>, 'route' | 'params' | 'query'>,
  { limit, offset }: Extent,
  read: (body: unknown) => Page<R>,
): Extent | undefined {
  const { recall } = asking;
  const name = recall && asking.nameNow(route, params);
  if (!name) return undefined;
  for (const { body, ...one } of keptPagesOf(recall, name, query)) {
    if (one.offset > offset) continue;
    const { rows, total, hasMore } = keptPage(body, read);
    const end = one.offset + rows.length;
    const isEnd = hasMore === false || (end === total && !hasMore); // behind that the REST API has stopped counting
    if (isEnd || end >= offset + limit) return { limit: one.limit, offset: one.offset };
  }
  return undefined;
}

/** The rows of a page that are wanted, where it holds others as well. */
export function cutOut<R, P extends Page<R>>(page: P, from: Extent, { limit, offset }: Extent): P {
  const skipped = offset - from.offset;
  if (skipped === 0 && page.rows.length <= limit) return page;
  const rows = page.rows.slice(skipped, skipped + limit);
  const hasMore = skipped + limit < page.rows.length || page.hasMore;
  return { ...page, rows, hasMore };
}
