import { setTimeout as delay } from 'node:timers/promises';
import { UpstreamError } from '../errors.js';
import type { Layer } from '../send.js';

export interface RetryOptions {
  /** Times a call is made at most, the first one included. */
  readonly attempts: number;
  /** Milliseconds the first wait may last; each further one may last twice as long. */
  readonly baseMs: number;
  /** Milliseconds a wait lasts at most. A longer Retry-After is handed to the client instead of waited for. */
  readonly maxMs: number;
  readonly sleep?: (ms: number, signal: AbortSignal | undefined) => Promise<void>;
  /** From 0 to 1: spreads the waits, so that clients who failed together do not return together. */
  readonly random?: () => number;
}

const pause = (ms: number, signal: AbortSignal | undefined) => delay(ms, undefined, { ...(signal && { signal }) });

/** Repeats reads that failed in a way that may pass: waits by Retry-After where given, else by capped exponential full jitter. */
export const retry =
  ({ attempts, baseMs, maxMs, sleep = pause, random = Math.random }: RetryOptions): Layer =>
  (next) =>
  async (request) => {
    let waitedMs = 0;
    for (let attempt = 1; ; attempt++) {
      try {
        const answer = await next(request);
        return { ...answer, attempts: answer.attempts + attempt - 1, waitedMs: answer.waitedMs + waitedMs };
      } catch (error) {
        if (error instanceof UpstreamError) Object.assign(error, { attempts: attempt, waitedMs });
        if (!(error instanceof UpstreamError && error.retriable) || request.method !== 'GET' || attempt >= attempts) {
          throw error;
        }
        const asked = error.detail.retryAfter;
        if (asked !== undefined && asked * 1000 > maxMs) throw error;
        const ms = asked === undefined ? random() * Math.min(maxMs, baseMs * 2 ** (attempt - 1)) : asked * 1000;
        await sleep(ms, request.signal).catch(() => {
          throw error;
        });
        waitedMs += ms;
      }
    }
  };
