import type { Clock } from '../../clock.js';

/** Share of the rate that was too much with which to go on. */
const CUT = 0.9;
/** The rate after a cut grows faster and faster: it is where it was after 13 s, twice as high after 33 s, and soon as good as free. */
const GROWTH_MS = 40_000;
/** Answers there must have been without a break before a refusal tells a rate; a few refusals at once tell of too many calls at once. */
const EVIDENCE = 20;
/** How far calls may catch up with their rate after the process was late. */
const SLACK_MS = 200;

/**
 * Calls a second that one caller may begin: free until the REST API refuses one, then a little below what it last took.
 * A quota is a number of calls in some time; without a pace each of its spans ends in refusals and a pause, however few
 * calls are under way.
 */
export class Pace {
  readonly #clock: Clock;
  #cut = Infinity;
  #cutAt = -Infinity;
  #next = -Infinity;
  /** Answers since the last refusal, and how many of them came in this second and in the one before. */
  #taken = 0;
  #second = { from: 0, taken: 0, before: 0 };

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The time before which no call may begin. */
  get next(): number {
    return this.#next;
  }

  /** Calls a second allowed now. */
  get rate(): number {
    const growth = Math.max(0, this.#clock.now() - this.#cutAt) / GROWTH_MS;
    return this.#cut * Math.exp(growth ** 2);
  }

  /** A call begins. */
  began(): void {
    this.#next = Math.max(this.#next, this.#clock.now() - SLACK_MS) + 1000 / this.rate;
  }

  /** A call was answered. */
  went(): void {
    const now = this.#clock.now();
    const { from, taken } = this.#second;
    if (now - from >= 2000) this.#second = { from: now, taken: 0, before: 0 };
    else if (now - from >= 1000) this.#second = { from: from + 1000, taken: 0, before: taken };
    this.#second.taken++;
    this.#taken++;
  }

  /** A call begun at `begunAt` was refused, and all pause until `pauseEnds`. Of all those under way together the first counts. */
  refused(begunAt: number, pauseEnds: number): void {
    if (begunAt < this.#cutAt) return;
    const allowed = this.rate;
    const measured = Math.max(this.#second.taken, this.#second.before);
    // A rate that was allowed and not nearly used says nothing of what was too much.
    const tooMuch = allowed <= measured * 2 || this.#taken < EVIDENCE ? allowed : measured;
    this.#cut = tooMuch * CUT;
    this.#cutAt = pauseEnds;
    this.#next = pauseEnds;
    this.#taken = 0;
    this.#second = { from: pauseEnds, taken: 0, before: 0 };
  }
}
