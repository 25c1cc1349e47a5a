import {
  buildClientSchema,
  getIntrospectionQuery,
  getNamedType,
  isLeafType,
  isObjectType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import type { TestGateway } from '../../support/gateway.js';

/** The graph as a client sees it. */
export async function schemaOf(gateway: TestGateway): Promise<GraphQLSchema> {
  return buildClientSchema((await gateway.query(getIntrospectionQuery())).data);
}

/** All fields of a type with all its parts, and all that one step over a link to another object leads to. */
export function everythingOf(type: GraphQLObjectType, steps = 1): string {
  const fields = Object.values(type.getFields()).flatMap(({ name, type: wrapped, args }) => {
    if (args.some(({ type: argument }) => argument.toString().endsWith('!'))) return [];
    const inner = getNamedType(wrapped);
    if (isLeafType(inner)) return [name];
    if (name === 'edges') return [];
    if (!isObjectType(inner)) return steps > 0 ? [`${name} { id }`] : [];
    const isLink = inner.getInterfaces().some((parent) => parent.name === 'Node') || inner.name.endsWith('Connection');
    if (isLink && steps === 0) return [];
    const isNode = isLink && !inner.name.endsWith('Connection');
    return [`${name} { ${everythingOf(inner, isNode ? steps - 1 : steps)} }`];
  });
  return ['__typename', ...fields].join(' ');
}
