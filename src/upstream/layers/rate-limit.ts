import { UpstreamError } from '../errors.js';
import type { Answer, Layer, Send, UpstreamRequest } from '../send.js';
import type { Pass } from './rate-limit/pass.js';
import type { Traffic } from './rate-limit/traffic.js';

/**
 * Sends a call when its turn has come, and tells the traffic how it went. A call that was refused carries the seconds its
 * key now pauses; one that never got its turn counts no attempt.
 */
export const rateLimit =
  (traffic: Traffic): Layer =>
  (next) =>
  (request) => {
    const pass = traffic.enter(request);
    return pass instanceof Promise ? pass.then((given) => go(next, request, given)) : go(next, request, pass);
  };

const go = (next: Send, request: UpstreamRequest, pass: Pass): Promise<Answer> =>
  next(request).then(
    (answer) => {
      // How long a file takes says how fast its sender is.
      if (request.content) pass.abandon();
      else pass.leave();
      return pass.waitedMs > 0 ? { ...answer, waitedMs: answer.waitedMs + pass.waitedMs } : answer;
    },
    (error: unknown) => {
      throw faultOf(error, request, pass);
    },
  );

/** What a call that failed fails with, once the traffic knows of it. */
function faultOf(error: unknown, request: UpstreamRequest, pass: Pass): unknown {
  const failed = error instanceof UpstreamError ? error : undefined;
  // Given up by those who asked, or turned down before it was sent: not the REST API's doing.
  if (!failed || request.signal?.aborted || failed.attempts === 0) {
    pass.abandon(failed?.attempts !== 0);
    if (failed) failed.waitedMs += pass.waitedMs;
    return error;
  }
  const retryAfter = pass.leave(failed);
  const told = retryAfter === undefined ? failed : new UpstreamError(failed.code, { ...failed.detail, retryAfter });
  return Object.assign(told, { attempts: failed.attempts, waitedMs: failed.waitedMs + pass.waitedMs });
}
