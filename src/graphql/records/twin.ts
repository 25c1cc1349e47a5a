import type { GraphQLField } from 'graphql';

const twins = new WeakMap<object, string>();

/** deviceCount -> device_count: the record key a field is named after. */
const snakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Notes that a field is answered from its twin on the record, and says which key that is. */
export function noteTwin(field: GraphQLField<unknown, unknown>): string {
  const twin = snakeCase(field.name);
  twins.set(field, twin);
  return twin;
}

/** The record key a field is answered from; undefined for a field with a resolver of its own. */
export const twinOf = (field: GraphQLField<unknown, unknown> | undefined): string | undefined =>
  field && twins.get(field);
