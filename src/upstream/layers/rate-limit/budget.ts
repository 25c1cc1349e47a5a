import type { Clock } from '../../clock.js';
import type { UpstreamError } from '../../errors.js';
import { AdaptiveLimit, type AdaptiveLimitOptions } from './adaptive-limit.js';
import { Pace } from './pace.js';
import { Pause } from './pause.js';
import type { Grant, Report, Share } from './share.js';

/** How one call of a lane ended. `begunAt` is on the layer's clock, `underWay` counts the lane's calls, this one included. */
export interface Ended {
  readonly route: string;
  readonly begunAt: number;
  readonly underWay: number;
  /** Left out when it was answered. */
  readonly error?: UpstreamError | undefined;
}

/** What one caller may do in one lane. */
export interface Budget {
  /** Calls that may be under way now, in this process. */
  readonly limit: number;
  /** Calls that may be under way now, those of other replicas included. */
  readonly whole: number;
  /** The time before which nothing may start; Infinity while other replicas have left no start over. */
  readonly notBefore: number;
  /** The time before which surely nothing will start. */
  readonly pausedUntil: number;
  /** Counts a call that begins. */
  began(): void;
  /** Takes back a call that began and was not sent. */
  unsent(): void;
  /** Learns from a call that ended. Gives the seconds to stay away when it was refused. */
  ended(call: Ended): number | undefined;
}

/** What one caller may do: one pace and one pause for all, limits for each lane, and of all this the share of this process. */
export class CallerBudget {
  readonly #clock: Clock;
  readonly #share: Share;
  readonly #pause: Pause;
  readonly #pace: Pace;

  constructor(clock: Clock, share: Share) {
    this.#clock = clock;
    this.#share = share;
    this.#pause = new Pause(clock);
    this.#pace = new Pace(clock, share);
  }

  /** What other replicas should know of the caller, while so many calls wait. */
  news(waiting: number): Omit<Report, 'wishes'> {
    const { everyMs, news } = this.#pace;
    const wanted = Math.max(0, waiting - (this.#share.starts?.count(this.#clock.now()) ?? 0));
    return { ...news, pauseMs: this.#pause.askedMs, starts: everyMs ? { wanted, everyMs } : undefined };
  }

  /** Learns what others told in return. */
  learn(told: Grant, said: Report): void {
    this.#pace.learn(told, said);
    this.#pause.learn(told.pauseMs);
  }

  lane(name: string, options: AdaptiveLimitOptions): Budget {
    const [clock, share, pause, pace] = [this.#clock, this.#share, this.#pause, this.#pace];
    return new LaneBudget(name, { clock, share, pause, pace, limit: new AdaptiveLimit(options) });
  }
}

interface Bounds {
  readonly clock: Clock;
  readonly share: Share;
  readonly pause: Pause;
  readonly pace: Pace;
  readonly limit: AdaptiveLimit;
}

class LaneBudget implements Budget {
  constructor(
    private readonly name: string,
    private readonly bounds: Bounds,
  ) {}

  get limit(): number {
    const { share, pause } = this.bounds;
    const slots = share.slots(this.name, this.whole);
    return pause.isVain ? Math.min(1, slots) : slots; // one is enough to see whether any is taken
  }

  get whole(): number {
    return this.bounds.limit.current;
  }

  get notBefore(): number {
    return Math.max(this.bounds.pause.until, this.bounds.pace.next);
  }

  get pausedUntil(): number {
    const { pause, pace } = this.bounds;
    return pace.next < Infinity ? this.notBefore : pause.until;
  }

  began(): void {
    this.bounds.pace.began();
  }

  unsent(): void {
    this.bounds.pace.unsent();
  }

  ended({ route, begunAt, underWay, error }: Ended): number | undefined {
    const { clock, pause, pace, limit } = this.bounds;
    const now = clock.now();
    if (error?.code === 'RATE_LIMITED') {
      const { retryAfter } = error.detail;
      const seconds = pause.refused(begunAt, retryAfter);
      // Whoever knows when more is taken counts calls in a span of time. Else it may be those under way that were too many.
      if (!retryAfter) limit.refused(begunAt, now, pause.until - now);
      pace.refused(begunAt, pause.until, Boolean(retryAfter));
      return seconds;
    }
    if (error?.code === 'UPSTREAM_TIMEOUT') limit.overloaded(begunAt, now);
    // Whatever else it was answered, it was not refused.
    if (!error || error.detail.status !== undefined) pause.went(begunAt);
    if (!error) limit.went(route, now - begunAt, (underWay * this.whole) / Math.max(1, this.limit), now);
    return undefined;
  }
}
