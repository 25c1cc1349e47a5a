import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { parse } from 'yaml';
import { CORRECTIONS } from './corrections.js';
import { correct, type Correction } from './correction.js';
import { isObject, objectIn, pointedAt, type Json, type JsonObject } from './json.js';

const FACTS_FILES = ['legacy', 'v0', 'v1', 'v2', 'authn2', 'authz2'] as const;
export type FactsFile = (typeof FACTS_FILES)[number];
export type Documents = Readonly<Record<FactsFile, JsonObject>>;

export interface Parameter {
  name: string;
  in: string;
  required: boolean;
  schema: JsonObject;
}

export interface Operation {
  /** Such as `GET /v2/devices/{id}`. */
  name: string;
  file: FactsFile;
  method: string;
  segments: string[];
  parameters: Parameter[];
  requestBody: JsonObject | undefined;
  /** By status or `default`. */
  responses: JsonObject;
}

export interface Facts {
  documents: Documents;
  operations: Operation[];
}

let files: Documents | undefined;

/** The yaml files as they are written. Do not change what this gives: it is read once for all. */
function writtenFacts(): Documents {
  files ??= Object.fromEntries(FACTS_FILES.map((file) => [file, read(file)])) as Record<FactsFile, JsonObject>;
  return files;
}

function read(file: FactsFile): JsonObject {
  const document: unknown = parse(readFileSync(`${import.meta.dirname}/${file}.yaml`, 'utf8'));
  // Yaml lets two places share one object, and a correction of one would then change the other.
  return JSON.parse(JSON.stringify(document)) as JsonObject;
}

/** The facts with the corrections made. Throws when a correction is stale. */
export function loadFacts(corrections: readonly Correction[] = CORRECTIONS): Facts {
  const parts = FACTS_FILES.map((file) => ({ file, ...partOf(file, corrections) }));
  return {
    documents: Object.fromEntries(parts.map(({ file, document }) => [file, document])) as Record<FactsFile, JsonObject>,
    operations: parts.flatMap(({ operations }) => operations),
  };
}

interface Part {
  document: JsonObject;
  operations: Operation[];
}

const usualParts = new Map<FactsFile, Part>();

/** One file, corrected. The usual one is made once, as leaving out each correction in turn leaves five files as they are. */
function partOf(file: FactsFile, corrections: readonly Correction[]): Part {
  const concern = (all: readonly Correction[]) => all.filter(({ where }) => where.startsWith(`${file} `));
  const own = concern(corrections);
  const isUsual = isDeepStrictEqual(own, concern(CORRECTIONS));
  const known = isUsual ? usualParts.get(file) : undefined;
  if (known) return known;
  const document = structuredClone(writtenFacts()[file]);
  for (const correction of own) correct(document, correction);
  const part = { document, operations: operationsOf(file, document) };
  if (isUsual) usualParts.set(file, part);
  return part;
}

function operationsOf(file: FactsFile, document: JsonObject): Operation[] {
  return Object.entries(objectIn(document, 'paths') ?? {}).flatMap(([path, item]) =>
    Object.entries(objectIn(item) ?? {})
      .filter((entry): entry is [string, JsonObject] => isObject(entry[1]))
      .map(([method, operation]) => operationOf(file, document, method.toUpperCase(), path, operation)),
  );
}

function operationOf(file: FactsFile, document: JsonObject, method: string, path: string, node: JsonObject): Operation {
  const followed = (one: Json) =>
    isObject(one) && one['$ref'] ? pointedAt(document, one['$ref']) : (objectIn(one) ?? {});
  const parameters = Array.isArray(node['parameters']) ? node['parameters'].map(followed) : [];
  return {
    name: `${method} ${path}`,
    file,
    method,
    segments: path.split('/'),
    parameters: parameters.map((one) => ({
      name: String(one['name']),
      in: String(one['in']),
      required: one['required'] === true,
      schema: followed(one['schema'] ?? {}),
    })),
    requestBody: objectIn(node, 'requestBody'),
    responses: Object.fromEntries(
      Object.entries(objectIn(node, 'responses') ?? {}).map(([status, one]) => [status, followed(one)]),
    ),
  };
}

/** The operation that a call is, and the values its path holds. Slashes count: `/v2/devices` is not `/v2/devices/`. */
export function findOperation(facts: Facts, method: string, path: string) {
  const given = path.split('/');
  const fitting = facts.operations.filter((one) => one.method === method.toUpperCase() && fits(one.segments, given));
  // A word beats a placeholder: /devicegroup/thumbnail/ is not the group called "thumbnail".
  const [operation] = fitting.toSorted((a, b) => placeholders(a) - placeholders(b));
  if (!operation) return undefined;
  const values = operation.segments.flatMap((segment, at) =>
    isPlaceholder(segment) ? [[segment.slice(1, -1), given[at]!] as const] : [],
  );
  return { operation, values: new Map(values) };
}

function fits(template: readonly string[], given: readonly string[]): boolean {
  return (
    template.length === given.length &&
    template.every((segment, at) => (isPlaceholder(segment) ? given[at] !== '' : given[at] === segment))
  );
}

const isPlaceholder = (segment: string): boolean => segment.startsWith('{');
const placeholders = (operation: Operation): number => operation.segments.filter(isPlaceholder).length;
