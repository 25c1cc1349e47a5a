import { LearntBound } from './learnt-bound.js';

export interface AdaptiveLimitOptions {
  /** Calls that may be under way at first. */
  readonly initial: number;
  /** Calls that may ever be under way. */
  readonly ceiling: number;
}

/** Milliseconds below which differences of latency say nothing. */
const NOISE_MS = 20;
/** How far a latency may lie above the best of its route: up to the first the limit grows, from the second on it shrinks. */
const NEAR = 2;
const FAR = 4;

/**
 * How many calls may be under way: one more for every round of calls that stay near their best latency, one less for
 * every round far from it, half as many when the other side was overloaded. Latency is held against the best of the
 * same route, since a report takes ten times as long as a record at the best of times.
 */
export class AdaptiveLimit {
  readonly #ceiling: number;
  readonly #best = new Map<string, number>();
  #limit: number;
  #slowness = 1;
  #cutAt = -Infinity;
  /** Whether a call begun since then was answered. */
  #hasGone = true;
  readonly #bound = new LearntBound();

  constructor({ initial, ceiling }: AdaptiveLimitOptions) {
    this.#ceiling = ceiling;
    this.#limit = Math.min(initial, ceiling);
  }

  /** Calls that may be under way now; a whole number, 1 at least. */
  get current(): number {
    return Math.floor(this.#limit);
  }

  /** A call of `route` was answered at `now` after `ms` milliseconds, `underWay` calls going on at the time. */
  went(route: string, ms: number, underWay: number, now: number): void {
    if (now - ms >= this.#cutAt) this.#hasGone = true;
    const known = this.#best.get(route) ?? ms;
    // The best is forgotten little by little: an API that has become slower for good is not an overloaded one.
    const best = Math.min(ms, known + (ms - known) / 500);
    this.#best.set(route, best);
    const slowness = Math.max(ms, NOISE_MS) / Math.max(best, NOISE_MS);
    this.#slowness += (slowness - this.#slowness) / 10;
    if (this.#slowness > FAR) this.#set(this.#limit - 1 / this.#limit);
    // A limit that was not nearly reached has proved nothing.
    else if (this.#slowness <= NEAR && underWay * 2 >= this.current && this.#limit < this.#bound.at(now)) {
      this.#set(this.#limit + 1 / this.#limit);
    }
  }

  /** A call begun at `begunAt` was not answered in time. Of all those under way together the first one counts. */
  overloaded(begunAt: number, now: number): void {
    if (begunAt < this.#cutAt) return;
    this.#cutAt = now;
    this.#hasGone = false;
    this.#set(this.#limit / 2);
  }

  /** A call begun at `begunAt` was refused, perhaps for the number of those under way, and all pause for `pauseMs` milliseconds. */
  refused(begunAt: number, now: number, pauseMs: number): void {
    // Where nothing has gone well since the last cut, the number cannot be the reason.
    if (begunAt < this.#cutAt || !this.#hasGone) return;
    this.#bound.met(this.#limit, now, pauseMs);
    this.overloaded(begunAt, now);
  }

  #set(limit: number): void {
    this.#limit = Math.min(this.#ceiling, Math.max(1, limit));
  }
}
