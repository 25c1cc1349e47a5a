import type { FastifyError, FastifyInstance } from 'fastify';
import type { Logger } from 'pino';

/**
 * Tells of a request that never came to be an operation as GraphQL tells of everything: in `errors`, with a code. What is
 * not the client's doing is masked, and logged.
 */
export function tellUnreadable(http: FastifyInstance, log: Logger): void {
  http.setErrorHandler((error: FastifyError, _request, reply) => {
    const { statusCode = 500 } = error;
    const known = statusCode < 500;
    if (!known) log.error({ err: error }, 'a request failed');
    const message = known ? error.message : 'Internal server error';
    const code = known ? 'BAD_REQUEST' : 'INTERNAL_SERVER_ERROR';
    return reply.code(statusCode).send({ errors: [{ message, extensions: { code } }] });
  });
}
