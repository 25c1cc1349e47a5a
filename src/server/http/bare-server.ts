import Fastify, { type FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { Config } from '../../config.js';
import type { Clock } from '../../upstream/clock.js';
import { drainOnClose, type DrainOptions } from './drain.js';
import { allowOrigins } from './origins.js';
import { closeQueuedResponses } from './queued-responses.js';
import { answerRequestId, requestIdOf } from './request-facts.js';
import { secureHeaders } from './secure-headers.js';
import { cutSlowRequests } from './slow-requests.js';
import { tellUnparsed } from './unparsed.js';
import { tellBadUrl, tellUnreadable } from './unreadable.js';
import { boundUnsentAnswers } from './unsent-answers.js';

/** An HTTP server with all that holds for every request, and nothing served yet. `closing` aborts when it is closed. */
export async function createBareServer(
  config: Config,
  log: Logger,
  { clock, ...ending }: Omit<DrainOptions, 'mostMs'> & { readonly clock?: Clock | undefined },
): Promise<{ http: FastifyInstance; closing: AbortSignal }> {
  const http = Fastify({
    bodyLimit: config.LIMIT_BODY_BYTES,
    http: { headersTimeout: config.REQUEST_TIMEOUT_MS },
    requestTimeout: config.UPLOAD_TIMEOUT_MS, // what may come slowly must come to its end as well
    logger: false,
    genReqId: requestIdOf,
    return503OnClosing: false,
    clientErrorHandler: tellUnparsed,
    frameworkErrors: tellBadUrl,
  });
  cutSlowRequests(http, config.REQUEST_TIMEOUT_MS, clock);
  boundUnsentAnswers(http, config.LIMIT_UNSENT_BYTES);
  closeQueuedResponses(http);
  answerRequestId(http);
  secureHeaders(http);
  await allowOrigins(http, config.CORS_ORIGINS);
  const closing = drainOnClose(http, { ...ending, mostMs: config.DRAIN_MS - config.DRAIN_DELAY_MS });
  tellUnreadable(http, log);
  return { http, closing };
}
