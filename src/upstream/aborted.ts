import { UpstreamError } from './errors.js';

/** What a call ends with when its signal has aborted: the reason's code, told of this call; CANCELLED for any other reason. */
export function abortedError(signal: AbortSignal, call: string): UpstreamError {
  const { reason } = signal as { reason: unknown };
  if (!(reason instanceof UpstreamError)) return new UpstreamError('CANCELLED', { call });
  return new UpstreamError(reason.code, { ...reason.detail, call });
}
