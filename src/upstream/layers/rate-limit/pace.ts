import type { Clock } from '../../clock.js';
import { LearntBound } from './learnt-bound.js';

/** How far calls may catch up with their rate when they were late: as far as timers are. */
const SLACK_MS = 40;
/** Seconds with calls that are remembered: a quota may be one of minutes. */
const MEMORY = 300;
/** Calls that must have been taken before a refusal tells a rate; a few at once tell of too many calls at once. */
const EVIDENCE = 20;

/**
 * Calls a second that one caller may begin: free until the REST API refuses one, then a little below what it takes.
 * A quota is a number of calls in some time; without a pace each of its spans ends in refusals and a pause, however few
 * calls are under way.
 */
export class Pace {
  readonly #clock: Clock;
  readonly #share: () => number;
  readonly bound = new LearntBound();
  #next = -Infinity;
  /** Calls begun, and neither refused nor turned down before they were sent. */
  #taken = 0;
  /** The last seconds in which calls began, and how many had been taken before. */
  readonly #seconds: { readonly from: number; readonly before: number }[] = [];

  /** `share` is the part of the rate that this process may use, above 0 and 1 at most. */
  constructor(clock: Clock, share: () => number = () => 1) {
    this.#clock = clock;
    this.#share = share;
  }

  /** The time before which no call may begin. */
  get next(): number {
    return this.#next;
  }

  /** Calls a second allowed now, those of other replicas included. */
  get rate(): number {
    return this.bound.at(this.#clock.now());
  }

  /** A call begins. Gives its number. */
  began(): number {
    const now = this.#clock.now();
    this.#next = Math.max(this.#next, now - SLACK_MS) + 1000 / (this.bound.at(now) * this.#share());
    if (now - (this.#seconds.at(-1)?.from ?? -Infinity) >= 1000) {
      this.#seconds.push({ from: now, before: this.#taken });
      if (this.#seconds.length > MEMORY) this.#seconds.shift();
    }
    return ++this.#taken;
  }

  /** A call that had begun was not sent. */
  unsent(): void {
    this.#taken--;
  }

  /** The call of this number, begun at `begunAt`, was refused, and all pause until `pauseEnds`. */
  refused(number: number, begunAt: number, pauseEnds: number): void {
    this.#taken--;
    // Of all those under way together the first counts.
    if (begunAt < this.bound.metAt) return;
    const now = this.#clock.now();
    const tooMuch = Math.min(this.rate, this.#sustained(number, Math.max(now, pauseEnds - 1000)));
    this.#next = pauseEnds;
    if (tooMuch < Infinity) this.bound.met(tooMuch, pauseEnds, pauseEnds - now);
  }

  /**
   * Calls a second that were taken before the one of this number, over whichever span until `end` shows most: 1500 calls taken
   * in 20 s and then followed by a pause of 40 s are 25 a second. Pauses are rounded up to whole seconds, hence one less.
   */
  #sustained(number: number, end: number): number {
    if (number <= EVIDENCE) return Infinity;
    const rates = this.#seconds.map(({ from, before }) => ((number - 1 - before) * 1000) / Math.max(1000, end - from));
    return Math.max(...rates) / this.#share();
  }
}
