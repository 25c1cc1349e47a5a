import { hash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { Kind, parse } from 'graphql';
import { LRUCache } from 'lru-cache';

/** Headers on which an answer depends, beside the caller's own key. */
const telling = ['accept', 'cache-control', 'x-esper-timeout-ms'] as const;

/** Tells by a document and the name of the operation in it whether that only reads: gives the document's hash then, else null. */
export type QueryFinder = (document: string, operationName: unknown) => string | null;

/**
 * Under which name an answer may be shared with others of this caller who ask the same at the same time: a strong hash of who
 * asks, what is asked, and how. Null for what each must be answered by itself: anything but a query, one that is to be explained,
 * and one whose variables are nested deeper than can be compared.
 */
export function flightKey(request: FastifyRequest, caller: string, findQuery: QueryFinder): string | null {
  const { method, headers } = request;
  if (method !== 'POST' || headers['x-esper-explain'] !== undefined) return null;
  const { query, operationName, variables, extensions } = (request.body ?? {}) as Record<string, unknown>;
  const document = typeof query === 'string' ? findQuery(query, operationName) : null;
  if (document === null) return null;
  const how = telling.map((name) => headers[name]);
  const text = textOf(() => [caller, document, operationName, inOrder(variables), extensions, how]);
  return text === null ? null : hash('sha256', text, 'base64url');
}

/** A value as text; null for one that is nested too deep to be gone through. */
function textOf(make: () => unknown): string | null {
  try {
    return JSON.stringify(make());
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** The same value with the keys of all objects in order, so that equal variables are equal text. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, inOrder(inner)]));
}

/** Remembers of the last documents which of their operations are queries; a document that cannot be read has none. */
export function queryFinder(maxTokens: number): QueryFinder {
  const known = new LRUCache<string, Seen>({
    maxSize: 4 * 1024 * 1024,
    sizeCalculation: (_, document) => document.length + 100,
  });
  return (document, operationName) => {
    let seen = known.get(document);
    if (!seen) known.set(document, (seen = read(document, maxTokens)));
    const isQuery = typeof operationName === 'string' ? seen.queries.get(operationName) : seen.isOneQuery;
    return isQuery === true ? seen.hash : null;
  };
}

/** What is remembered of a document. */
interface Seen {
  readonly hash: string;
  /** Its operations by their names, and whether they are queries. */
  readonly queries: ReadonlyMap<string | null, boolean>;
  /** Whether it has but one operation, and that is a query. */
  readonly isOneQuery: boolean;
}

function read(document: string, maxTokens: number): Seen {
  const queries = operationsIn(document, maxTokens);
  const isOneQuery = queries.size === 1 && [...queries.values()][0] === true;
  return { hash: hash('sha256', document, 'base64url'), queries, isOneQuery };
}

function operationsIn(document: string, maxTokens: number): ReadonlyMap<string | null, boolean> {
  try {
    const { definitions } = parse(document, { noLocation: true, maxTokens });
    return new Map(
      definitions.flatMap((one) =>
        one.kind === Kind.OPERATION_DEFINITION ? [[one.name?.value ?? null, one.operation === 'query'] as const] : [],
      ),
    );
  } catch {
    return new Map();
  }
}
