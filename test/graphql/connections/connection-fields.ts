import {
  buildASTSchema,
  getNamedType,
  getNullableType,
  isInterfaceType,
  isListType,
  isObjectType,
  isRequiredArgument,
  parse,
  type GraphQLField,
} from 'graphql';
import { readTypeDefs } from '../../../src/graphql/schema.js';

/** A field that answers a connection, and how to get there from Query. */
export interface ConnectionField {
  /** Such as `Group.children`. */
  readonly name: string;
  /** What is selected on the way, from Query to the field's parent: `['group(id: "1")']`. */
  readonly path: readonly string[];
  /** What is selected to tell its rows apart by "id". */
  readonly id: string;
  /** The field's arguments but the four of paging. */
  readonly ownArguments: readonly string[];
}

const paging = ['first', 'after', 'last', 'before'];
const schema = buildASTSchema(parse(readTypeDefs().join('\n')));

const fieldsOf = (type: string): GraphQLField<unknown, unknown>[] => {
  const found = schema.getType(type);
  return isObjectType(found) || isInterfaceType(found) ? Object.values(found.getFields()) : [];
};
const isConnection = (field: GraphQLField<unknown, unknown>) => getNamedType(field.type).name.endsWith('Connection');

/** The name of every connection field there is. */
export const allConnections: readonly string[] = Object.keys(schema.getTypeMap()).flatMap((type) =>
  fieldsOf(type)
    .filter(isConnection)
    .map(({ name }) => `${type}.${name}`),
);

/**
 * The connection fields that can be reached by walking from Query along the fields that need no argument and lead to one
 * object. `starts` says how to get to a type that only an argument leads to, or to a telling object of it.
 */
export function reachableConnections(starts: Readonly<Record<string, readonly string[]>>): ConnectionField[] {
  const paths = new Map<string, readonly string[]>([['Query', []], ...Object.entries(starts)]);
  const found: ConnectionField[] = [];
  // A map is walked to its end even when it grows on the way.
  for (const [type, path] of paths) {
    for (const field of fieldsOf(type)) {
      const target = getNamedType(field.type).name;
      if (isConnection(field)) {
        const own = field.args.map(({ name }) => name).filter((name) => !paging.includes(name));
        found.push({ name: `${type}.${field.name}`, path, id: idOf(target), ownArguments: own });
      } else if (!paths.has(target) && leadsToOne(field) && fieldsOf(target).length > 0) {
        paths.set(target, [...path, field.name]);
      }
    }
  }
  return found;
}

/** Rows without an identity have the id of what they are about. */
function idOf(connection: string): string {
  const rows = fieldsOf(connection).find(({ name }) => name === 'nodes');
  const names = rows ? fieldsOf(getNamedType(rows.type).name).map(({ name }) => name) : [];
  return names.includes('id') ? 'id' : `id: ${names.find((name) => name.endsWith('Id'))}`;
}

function leadsToOne({ type, args }: GraphQLField<unknown, unknown>): boolean {
  return !isListType(getNullableType(type)) && !args.some(isRequiredArgument);
}

/** The query for a page of the field. `own` are the field's arguments besides those of paging. */
export function pageQuery({ name, path, id }: ConnectionField, own = ''): string {
  const field = name.split('.').at(-1);
  const args = paging.map((arg) => `${arg}: $${arg}`).join(', ');
  const page = `page: ${field}(${args}, ${own}) {
    totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor reanchored }
    nodes { ${id} } edges { cursor node { ${id} } }
  }`;
  const nested = path.toReversed().reduce((inside, step) => `${step} { ${inside} }`, page);
  return `query ($first: Int, $after: String, $last: Int, $before: String) { ${nested} }`;
}

/** Where in the answer the page stands. */
export const responsePath = ({ path }: ConnectionField): string[] => [
  ...path.filter((step) => !step.startsWith('...')).map((step) => step.replace(/\(.*/s, '')),
  'page',
];

/** The page in the answer's data. */
export const pageIn = (field: ConnectionField, data: any) => responsePath(field).reduce((at, key) => at[key], data);
