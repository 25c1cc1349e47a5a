import type { JsonObject } from './json.js';

/** Short ways to write the schemas of a correction. */

export const text = (format?: string): JsonObject => ({ type: 'string', ...(format && { format }) });
export const whole: JsonObject = { type: 'integer' };
export const yes: JsonObject = { type: 'boolean' };
export const uuid = text('uuid');

export const oneOf = (...values: string[]): JsonObject => ({ type: 'string', enum: values });
export const orNull = (schema: JsonObject): JsonObject => ({ ...schema, nullable: true });
export const ref = (schema: string): JsonObject => ({ $ref: `#/components/schemas/${schema}` });
export const rows = (items: JsonObject): JsonObject => ({ type: 'array', items });
/** Values joined by commas, in a query. */
export const csv = rows;

/** An object that never leaves out a key, but for those whose name ends in "?". */
export function object(properties: Record<string, JsonObject>): JsonObject {
  const entries = Object.entries(properties);
  return {
    type: 'object',
    required: entries.filter(([key]) => !key.endsWith('?')).map(([key]) => key),
    properties: Object.fromEntries(entries.map(([key, schema]) => [key.replace(/\?$/, ''), schema])),
  };
}

/** One shape for objects that have a key, another for those that do not. */
export const wherever = (key: string, has: JsonObject, lacks: JsonObject): JsonObject => ({
  if: { type: 'object', required: [key] },
  // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
  then: has,
  else: lacks,
});

/** The address of a further page. Esper: "" as well as null where there is none. */
export const furtherPage: JsonObject = { type: 'string', format: 'url-or-empty', nullable: true };

/** A list in the envelope of legacy, v0 and v1. */
export const list = (row: JsonObject): JsonObject =>
  object({ count: whole, next: furtherPage, previous: furtherPage, results: rows(row) });

/** A list in the envelope of v2 and authn2/v1. */
export const contentList = (row: JsonObject): JsonObject =>
  object({ content: object({ count: whole, next: furtherPage, prev: furtherPage, results: rows(row) }) });
