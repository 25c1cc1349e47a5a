import { UpstreamError } from '../errors.js';
import type { Answer, Layer, Send, UpstreamRequest } from '../send.js';
import type { Pass } from './rate-limit/pass.js';
import type { Traffic } from './rate-limit/traffic.js';

/**
 * Sends a call when its turn has come, and tells the traffic how it went. A call that was refused for the number of calls, and is
 * safe to repeat, waits for its next turn, as often as it takes, and ends with RATE_LIMITED when that cannot come before its
 * deadline; one that never got its turn counts no attempt. RATE_LIMITED carries the seconds to stay away.
 */
export const rateLimit =
  (traffic: Traffic): Layer =>
  (next) => {
    const ask: Send = (request) => {
      const pass = traffic.enter(request);
      return pass instanceof Promise ? pass.then((given) => go(request, given)) : go(request, pass);
    };

    const go = (request: UpstreamRequest, pass: Pass): Promise<Answer> =>
      next(request).then(
        (answer) => {
          // How long a file takes says how fast its sender is.
          if (request.content) pass.abandon();
          else pass.leave();
          return pass.waitedMs > 0 ? { ...answer, waitedMs: answer.waitedMs + pass.waitedMs } : answer;
        },
        (error: unknown) => {
          const fault = faultOf(error, request, pass);
          if (fault instanceof UpstreamError && mayRepeat(fault, request)) return askAgain(request, fault);
          throw fault;
        },
      );

    const askAgain = async (request: UpstreamRequest, refused: UpstreamError): Promise<Answer> => {
      try {
        const answer = await ask({ ...request, attempt: (request.attempt ?? 1) + 1 });
        return { ...answer, ...together(refused, answer) };
      } catch (error) {
        if (!(error instanceof UpstreamError)) throw error;
        const isTurnedDown = error.attempts === 0 && !request.signal?.aborted;
        const told = isTurnedDown ? stillRefused(refused, error) : error;
        throw Object.assign(told, together(refused, error));
      }
    };

    return ask;
  };

type Taken = Pick<Answer, 'attempts' | 'waitedMs'>;

const together = (one: Taken, other: Taken): Taken => ({
  attempts: one.attempts + other.attempts,
  waitedMs: one.waitedMs + other.waitedMs,
});

/** A refusal that is the last word, as it was not sent again; how long to stay away may have changed meanwhile. */
const stillRefused = ({ code, detail }: UpstreamError, { waitedMs, detail: { retryAfter } }: UpstreamError) =>
  new UpstreamError(code, waitedMs > 0 ? { ...detail, retryAfter } : detail);

/** What was refused was not carried out. But of a change only the status is believed, and of a file what was read is gone. */
function mayRepeat({ code, attempts, detail }: UpstreamError, { method, content, signal }: UpstreamRequest): boolean {
  if (code !== 'RATE_LIMITED' || attempts === 0 || content || signal?.aborted) return false;
  return method === 'GET' || detail.status === 429;
}

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
