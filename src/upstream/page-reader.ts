import { pageOf } from './envelope.js';
import { UpstreamError } from './errors.js';
import { keptPage } from './kept-page.js';
import type { Counts } from './memory.js';
import { LOOKED_AT, type PagedOptions } from './paged.js';
import type { Answer, UpstreamRequest } from './send.js';

/** Asks for a page of a list: `limit` and `offset` go into its query. */
export type AskPage = (
  asked: { readonly limit: number; readonly offset: number | undefined },
  how: Pick<UpstreamRequest, 'priority' | 'fresh' | 'scan' | 'check'>,
) => Promise<Answer>;

export interface PageReaderOptions<R> {
  readonly key: string;
  readonly route: string;
  readonly idOf: (row: R) => string;
  readonly ask: AskPage;
  readonly counts: Counts;
  /** Told of the rows of each page. */
  readonly seen: (rows: readonly R[]) => void;
}

/** Reads pages of a list, and takes note of how long it is. Throws UPSTREAM_MALFORMED for rows without an id. */
export function pageReader<R>({ key, route, idOf, ask, counts, seen }: PageReaderOptions<R>): PagedOptions<R>['page'] {
  const call = `GET ${route}`;
  const read = (body: unknown) => {
    const page = pageOf<R>(body, call);
    if (!page.rows.every(idOf)) throw new UpstreamError('UPSTREAM_MALFORMED', { call });
    return page;
  };
  return async (limit, offset, how) => {
    const scan = offset >= LOOKED_AT;
    const { priority, fresh } = how;
    const asked = { limit, offset: offset || undefined };
    const { body, source, ageMs } = await ask(asked, { priority, fresh, scan, check: read });
    const { rows, total } = source === 'cache' ? keptPage(body, read) : read(body);
    seen(rows);
    if (total !== null) counts.set(key, total, ageMs);
    return { rows, total, ageMs };
  };
}
