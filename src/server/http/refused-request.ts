import type { FastifyReply } from 'fastify';
import { formatError, type errorCodes } from '../../graphql/errors.js';
import { UpstreamError, type UpstreamErrorCode } from '../../upstream/errors.js';

/** A request that is answered with an error of its own before it comes to be an operation, or since it is none. */
export class RefusedRequest extends Error {
  override readonly name = 'RefusedRequest';

  constructor(
    readonly status: number,
    readonly code: keyof typeof errorCodes | 'BAD_REQUEST',
    message: string,
    /** With LIMIT_EXCEEDED: the setting, how much was sent, and how much it allows. */
    readonly limit?: { readonly name: string; readonly found: number; readonly most: number },
  ) {
    super(message);
  }
}

/** The HTTP status of what is answered with a failure of the REST API alone. */
export const statusOf: Readonly<Record<UpstreamErrorCode, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  BAD_USER_INPUT: 400,
  CONFLICT: 409,
  RATE_LIMITED: 429,
  UPSTREAM_TIMEOUT: 504,
  UPSTREAM_UNAVAILABLE: 502,
  UPSTREAM_MALFORMED: 502,
  CANCELLED: 400,
  LIMIT_EXCEEDED: 413,
};

/** Answers with an error as GraphQL words it: in `errors`, with a code. What is not meant to be read is masked. */
export function refuseRequest(reply: FastifyReply, error: unknown): FastifyReply {
  if (error instanceof RefusedRequest) {
    const { status, message, code, limit } = error;
    return reply.code(status).send({ errors: [{ message, extensions: { code, ...(limit && { limit }) } }] });
  }
  const shown = formatError({ message: '', extensions: { code: 'INTERNAL_SERVER_ERROR' } }, error);
  if (!(error instanceof UpstreamError)) return reply.code(500).send({ errors: [shown] });
  const { retryAfter } = error.detail;
  if (retryAfter !== undefined) void reply.header('retry-after', retryAfter);
  return reply.code(statusOf[error.code]).send({ errors: [shown] });
}
