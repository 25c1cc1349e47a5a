import { rowsOf, type Rows } from '../../upstream/lists/rows.js';
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
  // A field that is a function is called: to the schema this is the connection itself.
  return new LazyConnection(rows, readStretch(rows, args)) as unknown as Connection<R>;
}

/** The same over rows that are here, or are made in one go. `key` names the list they are. */
export const connectionOf = <R extends { readonly id: string }>(
  key: string,
  rows: () => readonly R[],
  args: PageArgs,
) =>
  connection(
    rowsOf(key, ({ id }) => id, rows),
    args,
  );

class LazyConnection<R> implements Record<keyof Connection<R>, () => Promise<unknown>> {
  #underway: Promise<Stretch<R>> | undefined;

  constructor(
    private readonly rows: Rows<R>,
    private readonly read: () => Promise<Stretch<R>>,
  ) {}

  nodes(): Promise<readonly R[]> {
    return this.#stretch().then(({ rows }) => rows);
  }

  async edges(): Promise<Edge<R>[]> {
    const found = await this.#stretch();
    const cursorAt = cursorsOf(this.rows, found);
    return found.rows.map((node, i) => ({ node, cursor: cursorAt(i) }));
  }

  async pageInfo(): Promise<Connection<R>['pageInfo']> {
    const found = await this.#stretch();
    const { rows: nodes, offset, total, reanchored } = found;
    const cursorAt = cursorsOf(this.rows, found);
    const end = offset + nodes.length;
    return {
      // An empty page ends a walk whatever the total says; without a total a full page may have a next one.
      hasNextPage: nodes.length > 0 && (total === null || end < total),
      hasPreviousPage: offset > 0 && nodes.length > 0,
      startCursor: nodes.length > 0 ? cursorAt(0) : null,
      endCursor: nodes.length > 0 ? cursorAt(nodes.length - 1) : null,
      reanchored,
    };
  }

  async totalCount(): Promise<number | null> {
    await Promise.resolve(); // lets sibling fields ask for their page first: every page brings the count along
    return (await this.#underway)?.total ?? this.rows.count();
  }

  #stretch(): Promise<Stretch<R>> {
    return (this.#underway ??= this.read());
  }
}

/** Tells the cursor of each row of a stretch, by its index there. */
function cursorsOf<R>({ key, idOf }: Rows<R>, { rows, offset, read }: Stretch<R>): (index: number) => string {
  const list = fingerprint(key);
  const tags: string[] = [];
  const tagAt = (place: number) => (tags[place] ??= tagOf(idOf(read.rows[place] as R)));
  const tagsAt = (places: number[]) => places.filter((place) => place in read.rows).map(tagAt);
  const near = Array.from({ length: NEIGHBOURS }, (_, i) => i + 1);
  return (index) => {
    const at = offset - read.offset + index;
    const [before, after] = [tagsAt(near.map((step) => at - step)), tagsAt(near.map((step) => at + step))];
    return encodeCursor({ offset: offset + index, id: idOf(rows[index] as R), before, after }, list);
  };
}
