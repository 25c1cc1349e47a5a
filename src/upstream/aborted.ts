import type { CallSignal } from './cancellation.js';
import { UpstreamError } from './errors.js';

/** What a call ends with when its signal has aborted: the reason's code, told of this call; CANCELLED for any other reason. */
export function abortedError(signal: CallSignal, call: string): UpstreamError {
  const { reason } = signal;
  if (!(reason instanceof UpstreamError)) return new UpstreamError('CANCELLED', { call });
  return new UpstreamError(reason.code, { ...reason.detail, call });
}
