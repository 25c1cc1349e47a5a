import {
  defaultFieldResolver,
  isObjectType,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLSchema,
} from 'graphql';

type Resolve = GraphQLFieldResolver<unknown, unknown>;

const plain = new WeakMap<object, Resolve>();

/** All fields of a schema's objects, and those that graphql-js adds, which it makes but once for all schemas of a process. */
export function fieldsOf(schema: GraphQLSchema): readonly GraphQLField<unknown, unknown>[] {
  const types = Object.values(schema.getTypeMap()).filter(isObjectType);
  const added = [SchemaMetaFieldDef, TypeMetaFieldDef, TypeNameMetaFieldDef];
  return [...types.flatMap((type) => Object.values(type.getFields())), ...added];
}

/** Notes each field's resolver as it is now: what is wrapped around it later is for graphql-js, which does nothing around one by itself. */
export function notePlainResolvers(schema: GraphQLSchema): GraphQLSchema {
  for (const field of fieldsOf(schema)) if (field.resolve && !plain.has(field)) plain.set(field, field.resolve);
  return schema;
}

/** The resolver of a field without anything around it. */
export const plainResolver = (field: GraphQLField<unknown, unknown>): Resolve =>
  plain.get(field) ?? field.resolve ?? defaultFieldResolver;
