import type { GraphQLRequest } from '@apollo/server';
import type { FastifyRequest } from 'fastify';
import { isRecord } from '../../upstream/is-record.js';

const isText = (value: unknown): value is string => typeof value === 'string';

/** A page of another site cannot send this type without being asked whether it may. */
const json = /^application\/json *(;|$)/i;

/**
 * The operation in a request that is as most are: a POST of JSON, with the text of a document, in which everything is of its type.
 * Null for any other, right or wrong.
 */
export function plainOperation({ method, headers, body }: FastifyRequest): GraphQLRequest | null {
  if (method !== 'POST' || !json.test(headers['content-type'] ?? '') || !isRecord(body)) return null;
  const { query, operationName, variables, extensions, documentId } = body;
  if (!isText(query) || query === '' || documentId !== undefined) return null;
  if (operationName != null && !isText(operationName)) return null;
  if (variables != null && !isRecord(variables)) return null;
  if (extensions != null && !isRecord(extensions)) return null;
  return {
    query,
    ...(isText(operationName) && { operationName }),
    ...(variables && { variables }),
    ...(extensions && { extensions }),
  };
}
