type Json = Readonly<Record<string, unknown>>;

/** One row of a table: values by column. A value that is itself a list stays one. */
export type Row = Readonly<Record<string, unknown>>;

export interface PageInfo {
  readonly hasNextPage?: boolean;
  readonly hasPreviousPage?: boolean;
  readonly startCursor?: string | null;
  readonly endCursor?: string | null;
}

/** A list in an answer: a connection, or a plain list of objects. */
export interface List {
  /** Response keys from `data` on, list positions left out. */
  readonly path: readonly string[];
  /** The rows of all its occurrences, when it stands inside of another list; each begins with what its parents tell. */
  readonly rows: readonly Row[];
  readonly isConnection: boolean;
  /** Whether it stands in the answer once, and can be paged. */
  readonly isSingle: boolean;
  readonly pageInfo: PageInfo | undefined;
  readonly totalCount: number | undefined;
}

/** Everything in the data of an answer that can be shown as a table, in the order in which it stands there. */
export function listsIn(data: unknown): readonly List[] {
  const found = new Map<string, Growing>();
  collect(data, [], {}, false, found);
  return [...found.values()];
}

type Growing = List & { readonly rows: Row[] };

function collect(
  value: unknown,
  path: readonly string[],
  above: Row,
  isRepeated: boolean,
  found: Map<string, Growing>,
): void {
  if (!isObject(value)) return;
  for (const [key, part] of Object.entries(value)) {
    const here = [...path, key];
    const list = listOf(part);
    if (!list) {
      collect(part, here, above, isRepeated, found);
      continue;
    }
    const { items, inner, ...rest } = list;
    const id = here.join('.');
    const known = found.get(id) ?? { ...rest, path: here, rows: [], isSingle: !isRepeated };
    found.set(id, known);
    for (const item of items) known.rows.push({ ...above, ...flatten(item) });
    for (const item of items) collect(item, [...here, ...inner], { ...above, ...titled(key, item) }, true, found);
  }
}

type Found = Pick<List, 'isConnection' | 'pageInfo' | 'totalCount'> & {
  readonly items: readonly Json[];
  /** The response keys from the list to a row. */
  readonly inner: readonly string[];
};

/** What a value holds as a list; undefined when it is none. */
function listOf(value: unknown): Found | undefined {
  if (Array.isArray(value)) {
    const isOfObjects = value.some(isObject) && value.every((item) => item === null || isObject(item));
    if (!isOfObjects) return undefined;
    return {
      items: value.filter(isObject),
      inner: [],
      isConnection: false,
      pageInfo: undefined,
      totalCount: undefined,
    };
  }
  if (!isObject(value)) return undefined;
  const { nodes, edges, pageInfo, totalCount } = value;
  const ofEdges = Array.isArray(edges) ? edges.map((edge: unknown) => (isObject(edge) ? edge['node'] : null)) : null;
  // Beside `nodes` edges tell the cursors, and mostly nothing else.
  const ofNodes: unknown[] | null = Array.isArray(nodes) ? nodes : null;
  const items = ofNodes ?? ofEdges;
  if (!items) return undefined;
  return {
    items: items.filter(isObject),
    inner: ofNodes ? ['nodes'] : ['edges', 'node'],
    isConnection: true,
    pageInfo: isObject(pageInfo) ? pageInfo : undefined,
    totalCount: typeof totalCount === 'number' ? totalCount : undefined,
  };
}

/** Nested objects as columns of their own: `group.name`. */
function flatten(item: Json, prefix = ''): Row {
  const columns = Object.entries(item).map(([key, value]): Row => {
    const name = `${prefix}${key}`;
    const list = listOf(value);
    if (list)
      return { [name]: list.items, ...(list.totalCount !== undefined && { [`${name}.totalCount`]: list.totalCount }) };
    return isObject(value) ? flatten(value, `${name}.`) : { [name]: value };
  });
  return Object.assign({}, ...columns) as Row;
}

/** What a row tells to the rows below it: its own values, but no lists. */
const titled = (key: string, item: Json): Row =>
  Object.fromEntries(Object.entries(flatten(item, `${key}.`)).filter(([, value]) => !Array.isArray(value)));

/** The columns of all rows, each where it is first seen. An object that is null in some rows has those of its fields alone. */
export function columnsOf(rows: readonly Row[]): readonly string[] {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const isNull = (column: string) => rows.every((row) => row[column] == null);
  return columns.filter((column) => !columns.some((other) => other.startsWith(`${column}.`)) || !isNull(column));
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
