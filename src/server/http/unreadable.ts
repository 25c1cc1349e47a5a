import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { formatError, limitExceeded } from '../../graphql/errors.js';
import { RefusedRequest, refuseRequest } from './refused-request.js';
import { SECURE_HEADERS } from './secure-headers.js';

const NOT_JSON =
  'Operations are sent as JSON, with "content-type: application/json". Files go by PUT to the URL that createAppUpload answers.';

const PACKED = 'Operations are sent as they are, without Content-Encoding.';

const NOTHING_HERE =
  'Nothing is served here in this way: operations go to /graphql by POST or GET, exports to /graphql/export by POST, and ' +
  'subscriptions to /graphql/stream.';

const NO_URL = 'This is no URL that can be read: what is written with "%" in it must be UTF-8.';

/**
 * Tells so of a URL that cannot be read, and closes the connection: Fastify looks for no route then, and so runs no hooks, none that
 * would cut off a slow body either.
 */
export function tellBadUrl(_: FastifyError, { id }: FastifyRequest, reply: FastifyReply): void {
  void reply.headers({ ...SECURE_HEADERS, 'x-request-id': id, connection: 'close' });
  void refuseRequest(reply, new RefusedRequest(400, 'BAD_REQUEST', NO_URL));
}

/**
 * Tells of a request that never came to be an operation as GraphQL tells of everything: in `errors`, with a code. What is
 * not the client's doing is masked, and logged.
 */
export function tellUnreadable(http: FastifyInstance, log: Logger): void {
  const most = http.initialConfig.bodyLimit ?? 0;
  const what = `The request has a body of more than ${most} bytes`;
  const tooLong = formatError(
    { message: '' },
    limitExceeded({ limit: 'LIMIT_BODY_BYTES', most, what, remedy: 'Ask in several requests.' }),
  );
  http.setNotFoundHandler((_request, reply) =>
    refuseRequest(reply, new RefusedRequest(404, 'BAD_REQUEST', NOTHING_HERE)),
  );
  http.setErrorHandler((error: FastifyError, { headers }, reply) => {
    const { statusCode = 500, code: fault } = error;
    if (fault === 'FST_ERR_CTP_BODY_TOO_LARGE') return reply.code(statusCode).send({ errors: [tooLong] });
    if (fault === 'FST_ERR_CTP_INVALID_MEDIA_TYPE')
      return refuseRequest(reply, new RefusedRequest(statusCode, 'BAD_REQUEST', NOT_JSON));
    if (fault === 'FST_ERR_CTP_INVALID_JSON_BODY' && headers['content-encoding'])
      return refuseRequest(reply, new RefusedRequest(415, 'BAD_REQUEST', PACKED));
    const known = statusCode < 500;
    if (!known) log.error({ err: error }, 'a request failed');
    const message = known ? error.message : 'Internal server error';
    const code = known ? 'BAD_REQUEST' : 'INTERNAL_SERVER_ERROR';
    return reply.code(statusCode).send({ errors: [{ message, extensions: { code } }] });
  });
}
