/** A page of a Relay connection, as far as a walk needs it. */
export interface Page<Node> {
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor?: string | null | undefined };
}

export interface WalkOptions {
  /** Rows in a page. After a cursor the row before is read again, so one row less than full REST calls is cheapest. */
  readonly pageSize?: number | undefined;
  /** The cursor to go on after. */
  readonly after?: string | null | undefined;
  /** Told of the cursor to resume from, when all rows up to it have been taken. */
  readonly onPage?: ((cursor: string, rows: number) => void) | undefined;
}

/** Rows that come by one REST call. */
export const PAGE_SIZE = 250;

/** All rows of a connection, page by page; the next page is asked for when the rows of the last have been taken. */
export async function* walk<Node>(
  page: (first: number, after: string | null) => Promise<Page<Node> | null | undefined>,
  { pageSize = PAGE_SIZE, after = null, onPage }: WalkOptions = {},
): AsyncGenerator<Node, void, undefined> {
  for (let cursor = after; ;) {
    const found = await page(pageSize, cursor);
    if (!found) return;
    yield* found.nodes;
    const { hasNextPage, endCursor } = found.pageInfo;
    if (endCursor) onPage?.(endCursor, found.nodes.length);
    if (!hasNextPage || !endCursor) return;
    cursor = endCursor;
  }
}
