import cors from '@fastify/cors';
import type { FastifyInstance } from 'fastify';
import { RefusedRequest, refuseRequest } from './refused-request.js';

/** Headers a page may send along, beside those a browser allows anyway. */
const allowedHeaders = [
  'authorization',
  'content-type',
  'cache-control',
  'apollo-require-preflight',
  'x-apollo-operation-name',
  // What Apollo Client adds when it is given a name, and a tracer of the page's.
  'apollographql-client-name',
  'apollographql-client-version',
  'traceparent',
  'tracestate',
  'x-esper-explain',
  'x-esper-tenant',
  'x-esper-timeout-ms',
  'x-request-id',
];

const exposedHeaders = ['age', 'retry-after', 'x-esper-shared', 'x-request-id'];

const NO_PAGES = 'Pages of other origins may not ask here: whoever runs this gateway names theirs in CORS_ORIGINS.';

/**
 * Lets the pages of these origins read answers, and no others. Cookies are never allowed: whoever asks shows a key, which a
 * foreign page does not have.
 */
export async function allowOrigins(http: FastifyInstance, origins: readonly string[]): Promise<void> {
  if (origins.length === 0) {
    http.options('*', (_request, reply) => refuseRequest(reply, new RefusedRequest(403, 'BAD_REQUEST', NO_PAGES)));
    return;
  }
  await http.register(cors, {
    origin: [...origins],
    methods: ['GET', 'POST', 'PUT'],
    allowedHeaders,
    exposedHeaders,
    credentials: false,
    maxAge: 600,
  });
}
