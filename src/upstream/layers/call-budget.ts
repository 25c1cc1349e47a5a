import { UpstreamError } from '../errors.js';
import { callOf, type Layer } from '../send.js';

/** Lets one operation make `most` calls, whoever answers them, and throws LIMIT_EXCEEDED for every one beyond. */
export const callBudget =
  (most: number): Layer =>
  (next) => {
    let left = most;
    return (request) => {
      if (left-- > 0) return next(request);
      const limit = { name: 'LIMIT_COST_CALLS', most };
      const why = `${limit.name} allows ${most}. Ask for less, or in several queries.`;
      const error = new UpstreamError('LIMIT_EXCEEDED', { call: callOf(request), limit, why });
      return Promise.reject(Object.assign(error, { attempts: 0 }));
    };
  };
