import { findOperation, type Facts } from './facts.js';
import { isObject, objectIn, pointedAt, stringsIn, type Json, type JsonObject } from './json.js';

/**
 * How an answer is made up of the facts: with all keys, filled or as empty as they may be; with a null in each list; or with no more
 * than what is always there.
 */
export type Manner = 'full' | 'empty' | 'null in lists' | 'least';

interface Making {
  readonly manner: Manner;
  readonly document: JsonObject;
  /** Which of several shapes is made. */
  readonly shape: number;
}

/** The id that everything has. */
export const MADE_UP_ID = '11111111-1111-4111-8111-111111111111';

/** What the envelopes of lists hold, however little is told of a record. */
const envelope = ['content', 'results', 'roles', 'userinvites', 'count', 'id'];
const rowKeys = ['', 'results', 'roles', 'userinvites'];

/** An answer that the facts allow to a call such as `GET /v2/devices/`. Throws for one they do not know. */
export function madeUp(facts: Facts, call: string, manner: Manner, shape = 0): Json {
  const [method = '', path = ''] = call.split(' ');
  const { operation } = findOperation(facts, method, path) ?? {};
  if (!operation) throw new Error(`The facts know no ${call}.`);
  const ok = Object.keys(operation.responses).find((status) => status.startsWith('2')) ?? '';
  const schema = objectIn(operation.responses[ok], 'content', 'application/json', 'schema');
  return made(schema ?? {}, '', { manner, document: facts.documents[operation.file], shape });
}

function made(node: JsonObject, key: string, making: Making): Json {
  const { document, shape, manner } = making;
  if (node['$ref']) return made({ ...pointedAt(document, node['$ref']), ...without(node, '$ref') }, key, making);
  if (Array.isArray(node['allOf']))
    return Object.assign({}, ...node['allOf'].map((part) => made(objectIn(part) ?? {}, key, making))) as JsonObject;
  if (node['else']) return made(objectIn(node, 'else') ?? {}, key, making);
  if (Array.isArray(node['oneOf'])) return made(objectIn(node['oneOf'][shape] ?? node['oneOf'][0]) ?? {}, key, making);

  const types = [node['type'] ?? (node['properties'] ? 'object' : 'string')].flat();
  const mayBeNull = node['nullable'] === true || types.includes('null');
  if (mayBeNull && (manner === 'empty' || manner === 'least')) return null;
  if (types.includes('array')) return madeList(node, key, making);
  if (types.includes('object')) return madeObject(node, making);
  if (types.includes('boolean')) return true;
  const values = node['enum'];
  if (Array.isArray(values)) return values[0] ?? null;
  return types.includes('integer') || types.includes('number') ? 1 : madeText(node['format'], key, manner);
}

function madeList(node: JsonObject, key: string, making: Making): Json {
  const item = () => made(objectIn(node, 'items') ?? {}, '.', making);
  if (rowKeys.includes(key)) return [item()];
  if (making.manner === 'empty') return [];
  return making.manner === 'null in lists' ? [null, item()] : [item()];
}

function madeObject(node: JsonObject, making: Making): Json {
  const kept = [...stringsIn(node['required']), ...envelope];
  const properties = Object.entries(objectIn(node, 'properties') ?? {}).filter(
    (entry): entry is [string, JsonObject] =>
      isObject(entry[1]) && (making.manner !== 'least' || kept.includes(entry[0])),
  );
  return Object.fromEntries(properties.map(([key, one]) => [key, made(one, key, making)]));
}

function madeText(format: Json | undefined, key: string, manner: Manner): string {
  if (format === 'uuid' || key === 'id') return MADE_UP_ID;
  if (format === 'url') return `https://esper.example/api/device/${MADE_UP_ID}/`;
  if (typeof format === 'string' && /date|time/.test(format)) return '2026-01-02T03:04Z';
  // Esper: a time, or no text, without a format that says so.
  return manner === 'empty' || key === 'last_login' ? '' : '7';
}

function without(node: JsonObject, key: string): JsonObject {
  const { [key]: _, ...rest } = node;
  return rest;
}
