import { UpstreamError } from '../errors.js';
import type { Layer } from '../send.js';

/** Takes an answer that is not of the kind that was asked for as one that failed: it is asked for again, and never kept. */
export const checkShape = (): Layer => (next) => (request) =>
  next(request).then((answer) => {
    try {
      request.check?.(answer.body);
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      const { status, attempts, waitedMs } = answer;
      throw Object.assign(new UpstreamError(error.code, { ...error.detail, status }), { attempts, waitedMs });
    }
    return answer;
  });
