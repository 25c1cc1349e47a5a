import { performance } from 'node:perf_hooks';
import { abortedError } from '../aborted.js';
import type { CallSignal } from '../cancellation.js';
import { systemClock } from '../clock.js';
import { UpstreamError } from '../errors.js';
import type { Answer, Layer, Send, UpstreamRequest } from '../send.js';
import type { RetryBudget } from './retry-budget.js';

export interface RetryOptions {
  /** Times a call is made at most, the first one included. */
  readonly attempts: number;
  /** Milliseconds the first wait may last; each further one may last twice as long. */
  readonly baseMs: number;
  /** Milliseconds a wait lasts at most when the REST API did not say how long. */
  readonly maxMs: number;
  /** Milliseconds waited at most when it did. A longer Retry-After is handed to the client instead of waited for. */
  readonly patienceMs: number;
  readonly budget: RetryBudget;
  readonly sleep?: (ms: number, signal: CallSignal | undefined) => Promise<void>;
  /** From 0 to 1: spreads the waits, so that clients who failed together do not return together. */
  readonly random?: () => number;
  /** Milliseconds on the clock of the request's deadline. */
  readonly now?: () => number;
}

const pause = (ms: number, signal: CallSignal | undefined) =>
  new Promise<void>((resolve, reject) => {
    const leave = () => {
      stop();
      reject(signal?.reason);
    };
    const stop = systemClock.after(ms, () => {
      signal?.removeEventListener('abort', leave);
      resolve();
    });
    signal?.addEventListener('abort', leave, { once: true });
  });
const clock = () => performance.now();

/**
 * Repeats calls that failed in a way that may pass and that are safe to repeat: waits by Retry-After where given, else by
 * capped exponential full jitter; within the budget, and never beyond the deadline. What was refused is not its business.
 */
export const retry = (options: RetryOptions): Layer => {
  const { attempts, baseMs, maxMs, patienceMs, budget } = options;
  const { sleep = pause, random = Math.random, now = clock } = options;

  /** Milliseconds to wait before the next attempt; undefined when there must be none. */
  const waitOf = (error: UpstreamError, request: UpstreamRequest, attempt: number): number | undefined => {
    if (attempt >= attempts || !mayRepeat(error, request)) return undefined;
    const asked = error.detail.retryAfter;
    const ms = asked === undefined ? random() * Math.min(maxMs, baseMs * 2 ** (attempt - 1)) : asked * 1000;
    if (asked !== undefined && ms > patienceMs) return undefined;
    if (request.deadline && now() + ms >= request.deadline()) return undefined;
    return budget.take() ? ms : undefined;
  };

  /** Goes on after the first attempt has failed. */
  const repeat = async (next: Send, request: UpstreamRequest, failed: unknown): Promise<Answer> => {
    let error = failed;
    let waitedMs = 0;
    let sent = 0;
    for (let attempt = 1; ; attempt++) {
      if (!(error instanceof UpstreamError)) throw error;
      sent += error.attempts;
      waitedMs += error.waitedMs;
      const ms = waitOf(error, request, attempt);
      if (ms === undefined) throw Object.assign(error, { attempts: sent, waitedMs });
      const { call } = error.detail;
      const slept = now();
      await sleep(ms, request.signal).catch(() => {
        const left = request.signal ? abortedError(request.signal, call) : (error as UpstreamError);
        throw Object.assign(left, { attempts: sent, waitedMs: waitedMs + now() - slept });
      });
      waitedMs += ms;
      try {
        const answer = await next({ ...request, attempt: sent + 1 });
        return { ...answer, attempts: answer.attempts + sent, waitedMs: answer.waitedMs + waitedMs };
      } catch (again) {
        error = again;
      }
    }
  };

  return (next) => (request) => {
    budget.called();
    return next(request).catch((error: unknown) => repeat(next, request, error));
  };
};

/** Codes of sockets that were never connected: what was to be sent did not arrive. */
const neverConnected = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);

function mayRepeat(error: UpstreamError, { method, content, signal }: UpstreamRequest): boolean {
  if (content) return false; // what was read of it is gone
  // Whoever turned a call down before it was sent knew why; a redirect is refused every time.
  if (!error.retriable || error.attempts === 0 || signal?.aborted || isRedirect(error.detail.status)) return false;
  if (error.code === 'RATE_LIMITED') return false; // whoever gives calls their turns has repeated it for as long as it helps
  if (method === 'GET') return true;
  return neverConnected.has(String((error.detail.cause as { code?: unknown } | undefined)?.code));
}

const isRedirect = (status = 0) => status >= 300 && status < 400;
