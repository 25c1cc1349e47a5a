import type { GraphQLSchema } from 'graphql';
import { upsert } from '../upstream/upsert.js';

/** Has what is made of a schema made once, for all gateways of the process that serve that schema. */
export function perSchema<Made extends object>(make: (schema: GraphQLSchema) => Made): (schema: GraphQLSchema) => Made {
  const made = new WeakMap<GraphQLSchema, Made>();
  return (schema) => upsert(made, schema, () => make(schema));
}
