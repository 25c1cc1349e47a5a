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

/** Under this name a resolver holds the one within, so that all copies of this module know it: graphql-js's own fields are shared. */
const PLAIN = Symbol.for('esper-graphql.plain-resolver');
type Wrapped = Resolve & { readonly [PLAIN]?: Resolve };

const plain = new WeakMap<object, Resolve>();

/** All fields of a schema's objects, and those that graphql-js adds, which it makes but once for all schemas of a process. */
export function fieldsOf(schema: GraphQLSchema): readonly GraphQLField<unknown, unknown>[] {
  const types = Object.values(schema.getTypeMap()).filter(isObjectType);
  const added = [SchemaMetaFieldDef, TypeMetaFieldDef, TypeNameMetaFieldDef];
  return [...types.flatMap((type) => Object.values(type.getFields())), ...added];
}

/** Notes each field's resolver as it is now: what is put around it later, to count and to trace, our executor does by itself. */
export function notePlainResolvers(schema: GraphQLSchema): GraphQLSchema {
  for (const field of fieldsOf(schema))
    if (field.resolve && !plain.has(field)) plain.set(field, within(field.resolve) ?? field.resolve);
  return schema;
}

/** The resolver around which this one was put; undefined when it is by itself. */
export const within = (resolve: Wrapped): Resolve | undefined => resolve[PLAIN];

/** Puts a resolver around another. */
export const around = (inner: Resolve, outer: Resolve): Resolve => Object.assign(outer, { [PLAIN]: inner });

/** The resolver of a field without anything around it. */
export const plainResolver = (field: GraphQLField<unknown, unknown>): Resolve =>
  plain.get(field) ?? field.resolve ?? defaultFieldResolver;
