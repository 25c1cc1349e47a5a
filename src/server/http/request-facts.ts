import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { RequestFacts } from '../../telemetry/operation.js';
import { requestIdIn } from '../../upstream/wire/request-id.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** See `factsOf`. */
    facts: RequestFacts | null;
  }
}

/** The facts of a request, the same whenever it is asked for. */
export function factsOf(request: FastifyRequest): RequestFacts {
  return (request.facts ??= { id: request.id, caller: null, operations: 0 });
}

/** The id a client sent along when it is fit to be logged and passed on; else a new one. */
export const requestIdOf = ({ headers }: Pick<IncomingMessage, 'headers'>): string =>
  requestIdIn(headers) ?? randomUUID();

/** Tells every client the id under which its request is logged. */
export function answerRequestId(http: FastifyInstance): void {
  http.decorateRequest('facts', null);
  http.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    done();
  });
}
