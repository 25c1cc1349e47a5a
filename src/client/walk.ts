import { FleetError } from './fleet-error.js';

/** A page of a Relay connection, as far as a walk needs it. */
export interface Page<Node> {
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor?: string | null | undefined };
}

export interface WalkOptions {
  /** Rows in a page, 250 when left out: that, 500, 750 and 1000 take the fewest REST calls. */
  readonly pageSize?: number | undefined;
  /** The cursor to go on after. */
  readonly after?: string | null | undefined;
  /** Told of the cursor to resume from, when all rows up to it have been taken. */
  readonly onPage?: ((cursor: string, rows: number) => void) | undefined;
}

/** Rows that come by one REST call. */
const PAGE_SIZE = 250;

const NOT_TAKEN = 'The operation does not take `$after`: every page is the first.';

/** All rows of a connection, page by page; the next page is asked for when the rows of the last have been taken. */
export async function* walk<Node>(
  page: (first: number, after: string | null) => Promise<Page<Node> | null | undefined>,
  { pageSize = PAGE_SIZE, after = null, onPage }: WalkOptions = {},
): AsyncGenerator<Node, void, undefined> {
  // Pages of no rows would make every list an empty one.
  if (!(pageSize >= 1)) throw new FleetError(`pageSize is ${pageSize}: it must be from 1 to 1000.`, 'BAD_USER_INPUT');
  for (let cursor = after; ;) {
    const found = await page(pageSize, cursor);
    if (!found) return;
    const { hasNextPage, endCursor } = found.pageInfo;
    if (endCursor && endCursor === cursor) throw new FleetError(NOT_TAKEN, 'BAD_USER_INPUT');
    yield* found.nodes;
    if (endCursor) onPage?.(endCursor, found.nodes.length);
    if (!hasNextPage || !endCursor) return;
    cursor = endCursor;
  }
}
