import { hash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { Kind, parse } from 'graphql';
import { LRUCache } from 'lru-cache';

/** Headers on which an answer depends, beside the caller's own key. */
const telling = ['accept', 'cache-control', 'x-esper-timeout-ms'] as const;

/** Tells by a document and the name of the operation in it whether that only reads. */
export type IsQuery = (document: string, operationName: unknown) => boolean;

/**
 * Under which name an answer may be shared with others of this caller who ask the same at the same time: a strong hash of who
 * asks, what is asked, and how. Null for what each must be answered by itself: anything but a query, or one that is to be explained.
 */
export function flightKey(request: FastifyRequest, caller: string, isQuery: IsQuery): string | null {
  const { method, headers } = request;
  if (method !== 'POST' || headers['x-esper-explain'] !== undefined) return null;
  const { query, operationName, variables, extensions } = (request.body ?? {}) as Record<string, unknown>;
  if (typeof query !== 'string' || !isQuery(query, operationName)) return null;
  const asked = [caller, query, operationName, inOrder(variables), extensions, telling.map((name) => headers[name])];
  return hash('sha256', JSON.stringify(asked), 'base64url');
}

/** The same value with the keys of all objects in order, so that equal variables are equal text. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, inOrder(inner)]));
}

/** Remembers of the last documents which of their operations are queries; a document that cannot be read has none. */
export function queryFinder(maxTokens: number): IsQuery {
  const known = new LRUCache<string, ReadonlyMap<string | null, boolean>>({
    maxSize: 4 * 1024 * 1024,
    sizeCalculation: (_, document) => document.length + 100,
  });
  const operationsOf = (document: string) => {
    const found = known.get(document) ?? read(document, maxTokens);
    known.set(document, found);
    return found;
  };
  return (document, operationName) => {
    const operations = operationsOf(document);
    if (typeof operationName === 'string') return operations.get(operationName) === true;
    return operations.size === 1 && [...operations.values()][0] === true;
  };
}

function read(document: string, maxTokens: number): ReadonlyMap<string | null, boolean> {
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
