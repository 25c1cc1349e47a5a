import { defaultFieldResolver, isObjectType, type GraphQLSchema } from 'graphql';
import { read, type Reference } from './reference.js';
import { noteTwin } from './twin.js';

/** Gives every field without a resolver one that reads its snake_case twin off the upstream record. */
export function readByName(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      if (field.resolve) continue;
      const twin = noteTwin(field);
      field.resolve = (parent: Record<string, unknown>, args, context, info) =>
        field.name in parent
          ? defaultFieldResolver(parent, args, context, info)
          : read(parent as Reference<{ id: string; [key: string]: unknown }>, twin);
    }
  }
  return schema;
}
