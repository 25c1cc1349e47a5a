import type { Rows } from '../upstream/rows.js';
import { encodeCursor, fingerprint, NEIGHBOURS, tagOf } from './cursor.js';
import { readStretch, type PageArgs, type Stretch } from './paging.js';

export interface Edge<R> {
  readonly cursor: string;
  readonly node: R;
}

/** A Relay connection as resolvers hand it over. */
export interface Connection<R> {
  readonly edges: Edge<R>[];
  readonly nodes: R[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
    readonly reanchored: boolean;
  };
  readonly totalCount: number | null;
}

/**
 * The connection a client asked for, over any list. Nothing is read until a field needs it: rows for `nodes`, `edges` and
 * `pageInfo`, the cheapest count for `totalCount` alone.
 */
export function connection<R>(rows: Rows<R>, args: PageArgs): Connection<R> {
  const read = readStretch(rows, args);
  const list = fingerprint(rows.key);
  let underway: ReturnType<typeof read> | undefined;
  const stretch = () => (underway ??= read());

  const fields = {
    nodes: async () => (await stretch()).rows,
    edges: async () => {
      const found = await stretch();
      return found.rows.map((node, i) => ({ node, cursor: cursorOf(rows, found, i, list) }));
    },
    pageInfo: async () => {
      const found = await stretch();
      const { rows: nodes, offset, total, reanchored } = found;
      const cursorAt = (index: number) => (nodes.length === 0 ? null : cursorOf(rows, found, index, list));
      const end = offset + nodes.length;
      return {
        // An empty page ends a walk whatever the total says; without a total a full page may have a next one.
        hasNextPage: nodes.length > 0 && (total === null || end < total),
        hasPreviousPage: offset > 0 && nodes.length > 0,
        startCursor: cursorAt(0),
        endCursor: cursorAt(nodes.length - 1),
        reanchored,
      };
    },
    totalCount: async () => {
      await Promise.resolve(); // lets sibling fields ask for their page first: every page brings the count along
      return underway ? (await underway).total : rows.count();
    },
  };
  // graphql-js calls a field that is a function: to the schema this is the connection itself.
  return fields as unknown as Connection<R>;
}

/** The cursor of the row at `index` of a stretch. */
function cursorOf<R>({ idOf }: Rows<R>, { rows, offset, read }: Stretch<R>, index: number, list: string): string {
  const at = offset - read.offset + index;
  const tags = (from: number, to: number) => read.rows.slice(Math.max(0, from), to).map((row) => tagOf(idOf(row)));
  return encodeCursor(
    {
      offset: offset + index,
      id: idOf(rows[index] as R),
      before: tags(at - NEIGHBOURS, at).reverse(),
      after: tags(at + 1, at + 1 + NEIGHBOURS),
    },
    list,
  );
}
