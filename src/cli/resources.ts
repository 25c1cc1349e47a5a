import { parse, Kind, type SelectionSetNode } from 'graphql';

/** What can be exported: its filter's type, whether it can be ordered, and the fields taken unless others are named. */
export const resources = {
  devices: {
    filter: 'DeviceFilter',
    orderBy: 'DeviceOrder',
    fields: 'esperId name alias state platform serialNumber osVersion lastSeen group { esperId path }',
  },
  groups: {
    filter: 'GroupFilter',
    orderBy: null,
    fields: 'esperId name path description deviceCount childrenCount parent { esperId }',
  },
  apps: {
    filter: 'AppFilter',
    orderBy: null,
    fields: 'esperId name packageName isHidden latestVersion { esperId versionName versionCode }',
  },
  users: { filter: null, orderBy: null, fields: 'esperId username email fullName role { name }' },
} as const satisfies Record<string, { filter: string | null; orderBy: string | null; fields: string }>;

export type ResourceName = keyof typeof resources;

/** The query for one page of a resource; `fields` is what stands between the braces of a row. */
export function pageQuery(name: ResourceName, fields: string): string {
  const { filter, orderBy } = resources[name];
  const given = [filter && ['filter', filter], orderBy && ['orderBy', orderBy], ['first', 'Int'], ['after', 'String']]
    .filter((one): one is string[] => Array.isArray(one))
    .map(([argument, type]) => ({ variable: `$${argument}: ${type}`, argument: `${argument}: $${argument}` }));
  const variables = given.map(({ variable }) => variable).join(', ');
  const args = given.map(({ argument }) => argument).join(', ');
  return `query Export(${variables}) {
  ${name}(${args}) { nodes { ${fields} } totalCount pageInfo { hasNextPage endCursor } }
}`;
}

/** The columns of a table of these fields: the ways to the values, in the order they are written. Throws for what is no selection. */
export function columnsOf(fields: string): string[][] {
  const [operation] = parse(`{ ${fields} }`, { noLocation: true }).definitions;
  const waysIn = ({ selections }: SelectionSetNode): string[][] =>
    selections.flatMap((one) => {
      if (one.kind === Kind.FRAGMENT_SPREAD)
        throw new Error(`Fragments need a document: write out ...${one.name.value}.`);
      if (one.kind === Kind.INLINE_FRAGMENT) return waysIn(one.selectionSet);
      const name = one.alias?.value ?? one.name.value;
      return one.selectionSet ? waysIn(one.selectionSet).map((way) => [name, ...way]) : [[name]];
    });
  const ways = operation?.kind === Kind.OPERATION_DEFINITION ? waysIn(operation.selectionSet) : [];
  return [...new Map(ways.map((way) => [way.join('.'), way])).values()];
}
