import {
  defaultFieldResolver,
  isObjectType,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLSchema,
} from 'graphql';

type Resolve = GraphQLFieldResolver<unknown, unknown>;

const plain = new WeakMap<object, Resolve>();

/** Notes each field's resolver as it is now: what is wrapped around it later is for graphql-js, which does nothing around one by itself. */
export function notePlainResolvers(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) if (field.resolve) plain.set(field, field.resolve);
  }
  return schema;
}

/** The resolver of a field without anything around it. */
export const plainResolver = (field: GraphQLField<unknown, unknown>): Resolve =>
  plain.get(field) ?? field.resolve ?? defaultFieldResolver;
