import { Kind, visit, type ASTNode, type DocumentNode, type FieldNode, type OperationDefinitionNode } from 'graphql';
import { operationIn, readDocument, selectionsAt } from '../selection.js';
import type { PageInfo } from './lists.js';

/** What stands in the editors. */
export interface Written {
  readonly query: string;
  readonly variables: string;
  readonly operationName: string | null | undefined;
}

export type Direction = 'next' | 'previous';

const WAYS = {
  next: { size: 'first', from: 'after', cursor: 'endCursor', has: 'hasNextPage' },
  previous: { size: 'last', from: 'before', cursor: 'startCursor', has: 'hasPreviousPage' },
} as const;
/** How many rows a page has when the query does not say. */
const USUAL = '20';
const PAGING = new Set(['first', 'after', 'last', 'before']);

/** Whether there is a page that way, as far as the answer tells. */
export function hasPage(pageInfo: PageInfo | undefined, direction: Direction): boolean {
  const { has, cursor } = WAYS[direction];
  return Boolean(pageInfo?.[has] && pageInfo[cursor]);
}

/**
 * The same query for the page after or before the one that `pageInfo` tells about. Only the arguments of the list at `path` are
 * rewritten, the rest of the text stays as it was; a cursor that is passed as a variable stays one. Null when the list is not found.
 */
export function turnPage(
  written: Written,
  path: readonly string[],
  pageInfo: PageInfo,
  direction: Direction,
): Pick<Written, 'query' | 'variables'> | null {
  const place = find(written, path);
  const variables = readVariables(written.variables);
  const { size, from, cursor } = WAYS[direction];
  const value = pageInfo[cursor];
  if (!place || !variables || !value) return null;
  const { document, operation, node } = place;
  const args = node.arguments ?? [];
  const textOf = ({ loc }: ASTNode) => written.query.slice(loc?.start, loc?.end);
  const valueOf = (...names: string[]) => args.find(({ name }) => names.includes(name.value))?.value;
  const count = valueOf('first', 'last');
  const old = valueOf(from);
  const isVariable = old?.kind === Kind.VARIABLE;

  const kept = args.filter(({ name }) => !PAGING.has(name.value));
  const items = [
    `${size}: ${count ? textOf(count) : USUAL}`,
    `${from}: ${isVariable ? textOf(old) : JSON.stringify(value)}`,
    ...kept.map(textOf),
  ];
  const dropped = args.filter(({ name, value: arg }) => PAGING.has(name.value) && arg !== count && arg !== old);
  const unused = variablesOnlyIn(dropped, document);
  const edits = [
    { ...argumentsOf(node), items },
    ...(unused.size > 0
      ? [
          {
            ...variablesOf(operation),
            items: (operation.variableDefinitions ?? [])
              .filter(({ variable }) => !unused.has(variable.name.value))
              .map(textOf),
          },
        ]
      : []),
  ];
  const left = Object.entries(variables).filter(([name]) => !unused.has(name));
  const set = isVariable
    ? [...left.filter(([name]) => name !== old.name.value), [old.name.value, value] as const]
    : left;
  const isSame = !isVariable && unused.size === 0;
  return {
    query: rewrite(written.query, edits),
    variables: isSame ? written.variables : set.length === 0 ? '' : JSON.stringify(Object.fromEntries(set), null, 2),
  };
}

/** The same query that also asks where the pages of the list at `path` begin and end; null when the list is not found. */
export function askPageInfo(written: Written, path: readonly string[]): string | null {
  const end = find(written, path)?.node.selectionSet?.loc?.end;
  if (end === undefined) return null;
  const before = written.query.slice(0, end - 1).trimEnd();
  const indent = /\n( *)$/.exec(written.query.slice(0, end - 1))?.[1] ?? '';
  const asked = 'pageInfo { hasNextPage hasPreviousPage startCursor endCursor }';
  return `${before}\n${indent}  ${asked}\n${indent}${written.query.slice(end - 1)}`;
}

function find({ query, operationName }: Written, path: readonly string[]) {
  const document = readDocument(query);
  const operation = document && operationIn(document, operationName);
  const node = operation && selectionsAt(document, operation, path)[0]?.node;
  return node ? { document, operation, node } : null;
}

function readVariables(text: string): Record<string, unknown> | null {
  try {
    return JSON.parse(text.trim() || '{}') as Record<string, unknown>;
  } catch {
    return null;
  }
}

/** The variables that the document would no longer use without these parts. */
function variablesOnlyIn(parts: readonly ASTNode[], document: DocumentNode): ReadonlySet<string> {
  const gone = new Set<string>();
  const stays = new Set<string>();
  visit(document, {
    VariableDefinition: () => false,
    Variable: ({ name }, _key, parent, _path, ancestors) => {
      const isGone = [...ancestors, parent].some((above) => parts.includes(above as ASTNode));
      (isGone ? gone : stays).add(name.value);
    },
  });
  return new Set([...gone].filter((name) => !stays.has(name)));
}

interface Region {
  readonly start: number;
  readonly end: number;
}

/** Between the name of a field and what follows its arguments. */
function argumentsOf({ name, directives, selectionSet, loc }: FieldNode): Region {
  const after = directives?.[0]?.loc?.start ?? selectionSet?.loc?.start ?? loc?.end ?? 0;
  return { start: name.loc?.end ?? 0, end: after };
}

function variablesOf({ name, directives, selectionSet, loc, operation }: OperationDefinitionNode): Region {
  const start = name?.loc?.end ?? (loc?.start ?? 0) + operation.length;
  return { start, end: directives?.[0]?.loc?.start ?? selectionSet.loc?.start ?? 0 };
}

/** Puts lists in parentheses into the regions, over several lines where they were. */
function rewrite(text: string, edits: readonly (Region & { readonly items: readonly string[] })[]): string {
  return edits
    .toSorted((a, b) => b.start - a.start)
    .reduce((result, { start, end, items }) => {
      const old = result.slice(start, end);
      const indent = /\n( *)\S/.exec(old)?.[1];
      const outer = indent?.slice(2);
      const list =
        indent === undefined ? `(${items.join(', ')})` : `(\n${indent}${items.join(`\n${indent}`)}\n${outer})`;
      return `${result.slice(0, start)}${items.length === 0 ? '' : list} ${result.slice(end)}`;
    }, text);
}
