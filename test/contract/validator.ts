import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { Documents } from './facts.js';
import { objectIn, type Json, type JsonObject } from './json.js';
import { jsonSchema, type Direction } from './schema.js';

/** What is wrong with a value, one sentence each; nothing when it fits. */
export type Validate = (file: keyof Documents, direction: Direction, schema: JsonObject, value: Json) => string[];

const EVERYTHING_FITS = ['string', 'decimal', 'binary', 'byte', 'password', 'float', 'double'];

/** Formats the facts name, beyond those of ajv-formats or looser than these. */
const FORMATS: Record<string, (text: string) => boolean> = {
  // ajv-formats refuses loopback addresses, which is where a simulated Esper lives.
  url: (text) => /^https?:\/\/[^/\s]/.test(text) && URL.canParse(text),
  'url-or-empty': (text) => text === '' || URL.canParse(text),
  'date-time-or-minutes': (text) => /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text) && !Number.isNaN(Date.parse(text)),
  UUID: (text) => /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text),
  integer: (text) => /^-?\d+$/.test(text),
  datetime: (text) => !Number.isNaN(Date.parse(text)),
  timestamp: (text) => !Number.isNaN(Date.parse(text)),
};

/** Checks values against schemas of the facts. Each schema is compiled when it is first needed. */
export function validator(documents: Documents): Validate {
  const ajv = new Ajv2020({
    allErrors: true,
    verbose: true,
    discriminator: true,
    strictTypes: false,
    strictRequired: false,
    code: { optimize: false }, // each schema is asked too seldom for it
  });
  formats.default(ajv);
  for (const name of EVERYTHING_FITS) ajv.addFormat(name, true);
  for (const [name, fits] of Object.entries(FORMATS)) ajv.addFormat(name, fits);

  const dialect = (file: keyof Documents, direction: Direction) => ({ file, direction, document: documents[file] });
  const registered = new Set<string>();
  const register = (file: keyof Documents, direction: Direction) => {
    const $id = `${file}.${direction}`;
    if (registered.has($id)) return;
    registered.add($id);
    const named = Object.entries(objectIn(documents[file], 'components', 'schemas') ?? {});
    const $defs = Object.fromEntries(named.map(([name, one]) => [name, jsonSchema(one, dialect(file, direction))]));
    ajv.addSchema({ $id, $defs }, undefined, undefined, false);
  };

  const compiled = new WeakMap<JsonObject, ReturnType<typeof ajv.compile>>();
  return (file, direction, schema, value) => {
    register(file, direction);
    const check = compiled.get(schema) ?? ajv.compile(jsonSchema(schema, dialect(file, direction)));
    compiled.set(schema, check);
    return check(value) ? [] : sentences(check.errors ?? []);
  };
}

/** One sentence for each kind of fault: 250 rows that lack the same key are one fault. */
function sentences(errors: readonly ErrorObject[]): string[] {
  const told = new Map<string, string>();
  for (const error of errors) {
    if (error.keyword === 'if') continue;
    const kind = `${error.schemaPath} ${JSON.stringify(error.params)} ${error.instancePath.replaceAll(/\/\d+/g, '/*')}`;
    if (!told.has(kind)) told.set(kind, sentence(error));
  }
  return [...told.values()];
}

function sentence({ keyword, instancePath, params, message, data }: ErrorObject): string {
  const at = instancePath.replaceAll(/\/(\d+)(?=\/|$)/g, '[$1]').replaceAll('/', '.');
  if (keyword === 'additionalProperties') return `$${at} has the undeclared key "${params['additionalProperty']}"`;
  if (keyword === 'enum') return `$${at} must be one of ${params['allowedValues'].join(', ')}, not ${shown(data)}`;
  return `$${at} ${message}, not ${shown(data)}`;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
