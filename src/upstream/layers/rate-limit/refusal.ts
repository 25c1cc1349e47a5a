import { UpstreamError } from '../../errors.js';

/** Marks an error as one of a call that was never sent. */
export function notSent(error: UpstreamError, waitedMs: number): UpstreamError {
  return Object.assign(error, { attempts: 0, waitedMs });
}

/** RATE_LIMITED for a call that was not sent, since its turn would come in `waitMs` milliseconds at the earliest. */
export function refusal(call: string, why: string, waitMs: number, waitedMs: number): UpstreamError {
  const detail = { call, why, retryAfter: Math.max(1, Math.ceil(waitMs / 1000)) };
  return notSent(new UpstreamError('RATE_LIMITED', detail), waitedMs);
}
