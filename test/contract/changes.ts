import { isDeepStrictEqual } from 'node:util';
import { StaleCorrectionError, type Change } from './correction.js';
import { isObject, objectIn, stringsIn, type Json, type JsonObject } from './json.js';
import { furtherPage } from './shapes.js';

/** The words in which a correction says what it changes. Each refuses to change what is already so. */

type Edit = (node: JsonObject) => void;

const stale = (text: string): never => {
  throw new StaleCorrectionError(text);
};

function edit(change: Edit): Change {
  return (node) => {
    if (!node) return stale('is not in the facts');
    change(node);
    return node;
  };
}

export const all =
  (...changes: Change[]): Change =>
  (node) =>
    changes.reduce<JsonObject | undefined>((current, change) => change(current), node) ?? {};

// --- operations -----------------------------------------------------------------------------------------------------

/** An operation that the facts lack. */
export const undocumented =
  (operation: JsonObject): Change =>
  (node) =>
    node ? stale('is in the facts by now') : operation;

/** Query parameters that the facts lack. */
export const takes = (added: Record<string, JsonObject>): Change =>
  edit((operation) => {
    const parameters = listed(operation);
    for (const [name, schema] of Object.entries(added)) {
      if (parameters.some((one) => objectIn(one)?.['name'] === name)) stale(`already takes ${name}`);
      parameters.push({ name, in: 'query', schema });
    }
    operation['parameters'] = parameters;
  });

/** Query parameters whose values the facts describe otherwise. */
export const takesAs = (corrected: Record<string, JsonObject>): Change =>
  edit((operation) => {
    for (const [name, schema] of Object.entries(corrected)) {
      const parameter = listed(operation).find((one) => objectIn(one)?.['name'] === name);
      if (!isObject(parameter)) return stale(`does not take ${name}`);
      if (isDeepStrictEqual(parameter['schema'], schema)) stale(`already takes ${name} so`);
      parameter['schema'] = schema;
    }
  });

/** Query parameters without which a call is refused, though the facts let them be left out. What these say else of them stays. */
export const requires = (required: Record<string, JsonObject>): Change =>
  edit((operation) => {
    const parameters = listed(operation);
    for (const [name, schema] of Object.entries(required)) {
      const known = parameters.map((one) => objectIn(one)).find((one) => one?.['name'] === name);
      if (known?.['required'] === true) stale(`already requires ${name}`);
      parameters.push({ name, in: 'query', required: true, schema });
    }
  });

/** Statuses that the facts do not list here. Without a schema the body is not looked at. */
export const mayAnswer = (statuses: readonly number[], schema?: JsonObject): Change =>
  edit((operation) => {
    const responses = objectIn(operation, 'responses') ?? stale('answers nothing');
    for (const status of statuses) responses[status] ??= schema ? json(schema) : {};
  });

/** What is answered with this status, altogether. */
export const answers = (status: number, schema: JsonObject): Change =>
  edit((operation) => {
    const responses = objectIn(operation, 'responses') ?? stale('answers nothing');
    if (!responses[status]) stale(`does not answer ${status}`);
    responses[status] = json(schema);
  });

/** A change to the schema of an answer, or to one inside it. */
export const inAnswer = (status: number, keys: readonly string[], change: Change): Change =>
  edit((operation) => {
    const holder = objectIn(operation, 'responses', String(status), 'content', 'application/json');
    if (!holder) return stale(`answers no JSON with ${status}`);
    holder['schema'] = under(keys, change)(objectIn(holder, 'schema'));
  });

const listed = (operation: JsonObject): Json[] =>
  Array.isArray(operation['parameters']) ? operation['parameters'] : [];
const json = (schema: JsonObject): JsonObject => ({ content: { 'application/json': { schema } } });

// --- schemas --------------------------------------------------------------------------------------------------------

export const mayBeNull = (...keys: string[]): Change =>
  edit((schema) => {
    for (const key of keys) {
      const property = objectIn(schema, 'properties', key) ?? stale(`has no ${key}`);
      if (property['nullable'] === true || stringsIn(property['type']).includes('null'))
        stale(`${key} already may be null`);
      property['nullable'] = true;
    }
  });

export const alsoHas = (added: Record<string, JsonObject>): Change =>
  edit((schema) => {
    const properties = objectIn(schema, 'properties') ?? stale('is no object with keys');
    for (const [key, value] of Object.entries(added)) {
      if (properties[key]) stale(`already has ${key}`);
      properties[key] = value;
    }
  });

/** Keys that the facts describe otherwise. */
export const has = (corrected: Record<string, JsonObject>): Change =>
  edit((schema) => {
    const properties = objectIn(schema, 'properties') ?? stale('is no object with keys');
    for (const [key, value] of Object.entries(corrected)) {
      if (!properties[key]) stale(`has no ${key}`);
      if (isDeepStrictEqual(properties[key], value)) stale(`already has ${key} so`);
      properties[key] = value;
    }
  });

/** Keys that are never left out. */
export const alwaysHas = (...keys: string[]): Change =>
  edit((schema) => {
    const required = stringsIn(schema['required']);
    for (const key of keys) {
      if (!objectIn(schema, 'properties', key)) stale(`has no ${key}`);
      if (required.includes(key)) stale(`already requires ${key}`);
    }
    schema['required'] = [...required, ...keys];
  });

/** A key that the facts call by another name. */
export const renamed = (from: string, to: string): Change =>
  edit((schema) => {
    const properties = objectIn(schema, 'properties') ?? stale('is no object with keys');
    if (properties[from] === undefined) return stale(`has no ${from}`);
    properties[to] = properties[from];
    delete properties[from];
  });

/** A change to a schema that stands inside another, found by the keys that lead to it. */
export const under = (keys: readonly string[], change: Change): Change => {
  const [key, ...rest] = keys;
  if (key === undefined) return change;
  return edit((schema) => {
    const properties = objectIn(schema, 'properties') ?? stale('is no object with keys');
    properties[key] = under(rest, change)(objectIn(properties, key));
  });
};

export const anyValue: Change = edit((schema) => {
  if (!schema['enum']) stale('lists no values');
  delete schema['enum'];
});

/** In a list: what may stand where there is no further page. */
export const nextAndBackMayBeEmpty: Change = edit((schema) => {
  const properties = objectIn(schema, 'properties') ?? {};
  for (const key of ['next', 'prev', 'previous']) if (properties[key]) properties[key] = furtherPage;
});

/** The one of several shapes that a key names; each shape lists its own values of it. */
export const decidedBy = (propertyName: string, shapes: JsonObject[]): JsonObject => ({
  discriminator: { propertyName },
  oneOf: shapes,
});

export const insteadOfIt = (schema: JsonObject): Change =>
  edit((node) => {
    for (const key of Object.keys(node)) delete node[key];
    Object.assign(node, structuredClone(schema));
  });
