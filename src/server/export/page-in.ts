import { isRecord } from '../../upstream/is-record.js';

/** The page an answer holds. */
export interface FoundPage {
  readonly rows: readonly unknown[];
  /** The cursor of the next page; null after the last one. */
  readonly next: string | null;
}

/** The one connection in the data of an answer that is not inside of a list. Text says what is wrong when there is none, or several. */
export function pageIn(data: unknown): FoundPage | string {
  const [connection, ...others] = connectionsIn(data);
  if (!connection) return 'There is no connection in the answer: select one with `nodes` and `pageInfo`.';
  if (others.length > 0) return 'There are several connections in the answer: ask for one at a time.';
  const { nodes, edges, pageInfo } = connection;
  const { hasNextPage, endCursor } = pageInfo as Record<string, unknown>;
  if (typeof hasNextPage !== 'boolean' || endCursor === undefined)
    return 'The next page cannot be found: select `pageInfo { hasNextPage endCursor }`.';
  const rows = Array.isArray(nodes)
    ? nodes
    : Array.isArray(edges)
      ? edges.map((edge: { node?: unknown }) => edge.node)
      : null;
  if (!rows) return 'There are no rows: select `nodes` of the connection.';
  return { rows, next: hasNextPage && typeof endCursor === 'string' ? endCursor : null };
}

function connectionsIn(value: unknown): Record<string, unknown>[] {
  if (!isRecord(value)) return [];
  if (isRecord(value['pageInfo'])) return [value];
  return Object.values(value).flatMap(connectionsIn);
}
