import { UpstreamError } from '../errors.js';
import type { Layer } from '../send.js';
import type { Traffic } from './rate-limit/traffic.js';

/**
 * Sends a call when its turn has come, and tells the traffic how it went. A call that was refused carries the seconds its
 * key now pauses; one that never got its turn counts no attempt.
 */
export const rateLimit =
  (traffic: Traffic): Layer =>
  (next) =>
  async (request) => {
    const pass = await traffic.enter(request);
    try {
      const answer = await next(request);
      // How long a file takes says how fast its sender is.
      if (request.content) pass.abandon();
      else pass.leave();
      return { ...answer, waitedMs: answer.waitedMs + pass.waitedMs };
    } catch (error) {
      const failed = error instanceof UpstreamError ? error : undefined;
      // Given up by those who asked, or turned down before it was sent: not the REST API's doing.
      if (!failed || request.signal?.aborted || failed.attempts === 0) {
        pass.abandon();
        if (failed) failed.waitedMs += pass.waitedMs;
        throw error;
      }
      const retryAfter = pass.leave(failed);
      const told = retryAfter === undefined ? failed : new UpstreamError(failed.code, { ...failed.detail, retryAfter });
      throw Object.assign(told, { attempts: failed.attempts, waitedMs: failed.waitedMs + pass.waitedMs });
    }
  };
