import {
  buildClientSchema,
  getIntrospectionQuery,
  getNamedType,
  isLeafType,
  isObjectType,
  isUnionType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';

interface Asked {
  query(source: string): Promise<{ data: any }>;
}

let schema: GraphQLSchema | undefined;

/** The graph as a client sees it, which is asked for once: it is the same for all gateways. */
export async function schemaOf({ query }: Asked): Promise<GraphQLSchema> {
  return (schema ??= buildClientSchema((await query(getIntrospectionQuery())).data));
}

/** All fields of a type with all its parts, and all that one step over a link to another object leads to. */
export function everythingOf(type: GraphQLObjectType, steps = 1): string {
  const fields = Object.values(type.getFields()).flatMap(({ name, type: wrapped, args }) => {
    if (args.some(({ type: argument }) => argument.toString().endsWith('!'))) return [];
    const inner = getNamedType(wrapped);
    if (isLeafType(inner)) return [name];
    if (name === 'edges') return [];
    if (isUnionType(inner))
      return [
        `${name} { ${inner
          .getTypes()
          .map((one) => `... on ${one.name} { ${everythingOf(one, steps)} }`)
          .join(' ')} }`,
      ];
    if (!isObjectType(inner)) return steps > 0 ? [`${name} { id }`] : [];
    const isLink = inner.getInterfaces().some((parent) => parent.name === 'Node') || inner.name.endsWith('Connection');
    if (isLink && steps === 0) return [];
    const isNode = isLink && !inner.name.endsWith('Connection');
    return [`${name} { ${everythingOf(inner, isNode ? steps - 1 : steps)} }`];
  });
  return ['__typename', ...fields].join(' ');
}
