import { isObjectType, type GraphQLSchema } from 'graphql';
import { read, type Reference } from './reference.js';
import { noteTwin } from './twin.js';

/**
 * Gives every field without a resolver one that reads what its parent has under its name, calling it when it is a function, and
 * else the snake_case twin of its name off the upstream record.
 */
export function readByName(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      if (field.resolve) continue;
      const twin = noteTwin(field);
      field.resolve = (parent: Record<string, unknown>, args, context, info) => {
        const own = parent[field.name];
        if (typeof own === 'function') return own.call(parent, args, context, info) as unknown;
        if (own !== undefined) return own;
        return read(parent as Reference<{ id: string; [key: string]: unknown }>, twin);
      };
    }
  }
  return schema;
}
