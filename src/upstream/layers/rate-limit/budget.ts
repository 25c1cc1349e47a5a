import type { UpstreamError } from '../../errors.js';
import type { Clock } from '../../clock.js';
import { AdaptiveLimit, type AdaptiveLimitOptions } from './adaptive-limit.js';
import { Pace } from './pace.js';
import { Pause } from './pause.js';

/** How one call of a lane ended. `begunAt` is on the layer's clock, `underWay` counts the lane's calls, this one included. */
export interface Ended {
  readonly route: string;
  /** What `began` gave. */
  readonly number: number;
  readonly begunAt: number;
  readonly underWay: number;
  /** Left out when it was answered. */
  readonly error?: UpstreamError | undefined;
}

/**
 * What one caller may do in one lane. This is the seam for many replicas: they share a caller's quota when their budgets
 * do, and nothing else has to know.
 */
export interface Budget {
  /** Calls that may be under way now. */
  readonly limit: number;
  /** The time before which nothing may start. */
  readonly notBefore: number;
  /** Counts a call that begins. Gives its number among those of the caller. */
  began(): number;
  /** Learns from a call that ended. Gives the seconds to stay away when it was refused. */
  ended(call: Ended): number | undefined;
}

/** Makes the budgets of one caller, whose lanes have limits of their own, and one pace and pause for all. */
export function localBudgets(clock: Clock): (options: AdaptiveLimitOptions) => Budget {
  const pause = new Pause(clock);
  const pace = new Pace(clock);
  return (options) => {
    const limit = new AdaptiveLimit(options);
    return {
      get limit() {
        return limit.current;
      },
      get notBefore() {
        return Math.max(pause.until, pace.next);
      },
      began: () => pace.began(),
      ended: ({ route, number, begunAt, underWay, error }) => {
        const now = clock.now();
        if (error?.code === 'RATE_LIMITED') {
          const { retryAfter } = error.detail;
          const seconds = pause.refused(begunAt, retryAfter);
          // Whoever knows when more is taken counts calls in a span of time. Else it may be those under way that were too many.
          if (!retryAfter) limit.refused(begunAt, now, pause.until - now);
          pace.refused(number, begunAt, pause.until);
          return seconds;
        }
        if (error?.code === 'UPSTREAM_TIMEOUT') limit.overloaded(begunAt, now);
        if (error) return undefined;
        limit.went(route, now - begunAt, underWay, now);
        pause.went(begunAt);
        return undefined;
      },
    };
  };
}
