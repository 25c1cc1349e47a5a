import { isObject, objectIn, pointedAt, stringsIn, type Json, type JsonObject } from './json.js';

/** Which way a body travels: what Esper alone may set is not for requests, what is only written is not for answers. */
export type Direction = 'request' | 'answer';

/** A schema of the facts as JSON Schema 2020, its references leading to `<file>.<direction>#/$defs/...`. */
export interface Dialect {
  file: string;
  direction: Direction;
  document: JsonObject;
}

/** Keywords that mean in JSON Schema what they mean in the facts. */
const KEPT =
  '$ref type enum const required discriminator format pattern minLength maxLength minimum maximum minItems maxItems'.split(
    ' ',
  );
const HOLDING_ONE = ['items', 'not', 'if', 'then', 'else'];
const HOLDING_MANY = ['anyOf', 'oneOf'];

export function jsonSchema(node: Json | undefined, dialect: Dialect): JsonObject {
  if (!isObject(node)) return {};
  if (Array.isArray(node['allOf'])) return jsonSchema(merged(node, dialect.document), dialect);
  if (node['nullable'] === true) return orNull(jsonSchema({ ...node, nullable: false }, dialect));
  const { oneOf, ...rest } = node;
  if (Array.isArray(oneOf) && oneOf.length === 1) return jsonSchema({ ...objectIn(oneOf[0]), ...rest }, dialect);

  const schema: JsonObject = {};
  for (const keyword of KEPT) if (node[keyword] !== undefined) schema[keyword] = node[keyword]!;
  for (const keyword of HOLDING_ONE) if (node[keyword]) schema[keyword] = jsonSchema(node[keyword], dialect);
  for (const keyword of HOLDING_MANY) {
    const branches = node[keyword];
    if (Array.isArray(branches)) schema[keyword] = branches.map((one) => jsonSchema(one, dialect));
  }
  if (typeof schema['$ref'] === 'string') {
    schema['$ref'] = `${dialect.file}.${dialect.direction}#/$defs/${schema['$ref'].split('/').at(-1)}`;
  }
  takeProperties(schema, node, dialect);
  return overlapping(schema);
}

/** An object with keys has those keys only, or a misspelt one would pass: nearly all keys of the facts are optional. */
function takeProperties(schema: JsonObject, node: JsonObject, dialect: Dialect): void {
  const { direction } = dialect;
  const foreign = direction === 'request' ? 'readOnly' : 'writeOnly';
  const properties = Object.entries(objectIn(node, 'properties') ?? {});
  const own = properties.filter(([, one]) => objectIn(one)?.[foreign] !== true);
  if (properties.length > 0) {
    schema['properties'] = Object.fromEntries(own.map(([key, one]) => [key, jsonSchema(one, dialect)]));
    schema['additionalProperties'] = false;
  }
  const open = node['additionalProperties'];
  if (open !== undefined) schema['additionalProperties'] = isObject(open) ? jsonSchema(open, dialect) : open;
  const required = stringsIn(node['required']);
  const kept = required.filter((key) => own.some(([name]) => name === key) || !objectIn(node, 'properties', key));
  if (required.length > 0) schema['required'] = kept;
}

/** Shapes of which the facts require few keys overlap, so that "exactly one of" would refuse what fits two. */
function overlapping(schema: JsonObject): JsonObject {
  const { oneOf, ...rest } = schema;
  const tag = objectIn(schema, 'discriminator')?.['propertyName'];
  if (tag !== undefined) return { type: 'object', ...schema, required: [...stringsIn(schema['required']), tag] };
  return Array.isArray(oneOf) ? { ...rest, anyOf: oneOf } : schema;
}

function orNull(schema: JsonObject): JsonObject {
  const { type, $ref } = schema;
  // Beside a reference "null or that" is said by choosing, so that a fault inside is told as such.
  if ($ref || !type) return { if: { type: 'null' }, else: schema };
  const types = Array.isArray(type) ? type : [type];
  const values = schema['enum'];
  return {
    ...schema,
    type: [...new Set([...types, 'null'])],
    ...(Array.isArray(values) && { enum: [...values, null] }),
  };
}

/** The parts of an `allOf` as one object: each part alone would refuse the keys of the others. */
function merged(node: JsonObject, document: JsonObject): JsonObject {
  const { allOf, ...own } = node;
  const whole: JsonObject = { properties: {}, required: [] };
  for (const part of [...(Array.isArray(allOf) ? allOf : []), own]) {
    let one = objectIn(part) ?? {};
    if (one['$ref']) one = pointedAt(document, one['$ref']);
    if (Array.isArray(one['allOf'])) one = merged(one, document);
    const { properties, required, ...rest } = one;
    Object.assign(whole, rest);
    whole['properties'] = { ...objectIn(whole, 'properties'), ...objectIn(properties) };
    whole['required'] = [...stringsIn(whole['required']), ...stringsIn(required)];
  }
  return whole;
}
