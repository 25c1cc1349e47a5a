import type { FastifyRequest } from 'fastify';
import { bodyById, searchById } from '../documents/document-id.js';
import { searchOf } from '../documents/sent-text.js';
import { isRecord } from '../../upstream/is-record.js';
import { RefusedRequest } from '../http/refused-request.js';

/** The subscription in a request, as its client wrote it. */
export interface AskedSubscription {
  /** The text of its document; left out when the client only names it. */
  readonly query?: string;
  /** What the client sent as `extensions.persistedQuery`. */
  readonly persisted?: { readonly version?: unknown; readonly sha256Hash?: unknown };
  readonly operationName?: string;
  readonly variables?: Record<string, unknown>;
}

const refused = (message: string, status = 400) => new RefusedRequest(status, 'BAD_REQUEST', message);

/**
 * Reads what a request subscribes to, from the body of a POST or the URL of a GET. A document may be named by `documentId` or
 * `extensions.persistedQuery` in both. Throws RefusedRequest for what could not be one, or could be read in several ways.
 */
export function askedSubscription(request: FastifyRequest): AskedSubscription {
  const { query, operationName, variables, extensions } = fieldsOf(request);
  if (query != null && typeof query !== 'string') throw refused('"query" must be a string.');
  if (operationName != null && typeof operationName !== 'string') throw refused('"operationName" must be a string.');
  if (variables != null && !isRecord(variables)) throw refused('"variables" must be an object.');
  if (extensions != null && !isRecord(extensions)) throw refused('"extensions" must be an object.');
  const persisted = extensions?.['persistedQuery'];
  if (!query && !persisted)
    throw refused('Send the text of a document in "query", or its hash in "extensions.persistedQuery".');
  return {
    ...(query != null && { query }),
    ...(persisted ? { persisted } : {}),
    ...(operationName && { operationName }),
    ...(variables && { variables }),
  };
}

function fieldsOf(request: FastifyRequest): Record<string, unknown> {
  const { method, body } = request;
  if (method === 'GET') return fieldsInUrl(new URLSearchParams(searchById(searchOf(request))));
  if (method !== 'POST') throw refused('Subscribe by GET or POST.', 405);
  const fields = bodyById(body);
  if (isRecord(fields)) return fields;
  throw refused(
    Array.isArray(fields)
      ? 'Batches are not taken: send each operation in a request of its own.'
      : 'The body must be a JSON object, sent as application/json.',
  );
}

function fieldsInUrl(params: URLSearchParams): Record<string, unknown> {
  const once = (name: string): string | undefined => {
    const [value, ...others] = params.getAll(name);
    if (others.length > 0) throw refused(`The parameter "${name}" is sent more than once.`);
    return value;
  };
  const parsed = (name: string): unknown => {
    try {
      return JSON.parse(once(name) || 'null');
    } catch (error) {
      throw error instanceof RefusedRequest ? error : refused(`The parameter "${name}" must be JSON.`);
    }
  };
  return {
    query: once('query'),
    operationName: once('operationName'),
    variables: parsed('variables'),
    extensions: parsed('extensions'),
  };
}
