import { performance } from 'node:perf_hooks';
import type { SentCall } from '../../telemetry/sent-call.js';
import { UpstreamError, type UpstreamErrorCode } from '../errors.js';
import type { Answer, Layer, UpstreamRequest } from '../send.js';

/** Why there was no status, in few words. */
const reasons: Partial<Record<UpstreamErrorCode, string>> = {
  UPSTREAM_TIMEOUT: 'timeout',
  UPSTREAM_UNAVAILABLE: 'unreachable',
  UPSTREAM_MALFORMED: 'unreadable',
};

/**
 * Tells `seen` of every call that is sent, each attempt by itself, when it has ended, with what was asked and answered. To stand
 * where nothing is held back any more.
 */
export const measure =
  (...seen: ((call: SentCall, request: UpstreamRequest, answer?: Answer) => void)[]): Layer =>
  (next) =>
  (request) => {
    const began = performance.now();
    const tell = (status: string, answer?: Answer) => {
      const { method, route, attempt = 1 } = request;
      const call = { method, route, status, attempt, ms: performance.now() - began };
      for (const one of seen) one(call, request, answer);
    };
    return next(request).then(
      (answer) => {
        tell(String(answer.status), answer);
        return answer;
      },
      (error: unknown) => {
        tell(request.signal?.aborted ? 'cancelled' : statusOf(error));
        throw error;
      },
    );
  };

function statusOf(error: unknown): string {
  if (!(error instanceof UpstreamError)) return 'unreadable';
  return error.detail.status === undefined ? (reasons[error.code] ?? 'cancelled') : String(error.detail.status);
}
