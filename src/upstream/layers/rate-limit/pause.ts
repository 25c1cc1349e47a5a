import type { Clock } from '../../clock.js';

const FIRST_MS = 1000;
const LONGEST_MS = 60_000;
/** The longest pause that is obeyed: one absurd date in Retry-After must not lock a key out for good. */
const CEILING_MS = 5 * 60_000;
/** A pause lasts this much longer than was asked for: those who were refused come back first, and no window is met on its edge. */
const MARGIN_MS = 50;

/** How long a caller has to leave the REST API alone after it answered 429. */
export class Pause {
  readonly #clock: Clock;
  #until = 0;
  /** What was asked for here. */
  #asked = 0;
  #begunAt = -Infinity;
  #refusals = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The time before which nothing may start. */
  get until(): number {
    return this.#until;
  }

  /** Whether it was kept in vain: the first calls after it were refused as well. */
  get isVain(): boolean {
    return this.#refusals > 1;
  }

  /** Milliseconds the REST API asked for here that are not over. What others have told is theirs to tell. */
  get askedMs(): number {
    return Math.max(0, this.#asked - this.#clock.now());
  }

  /**
   * A call begun at `begunAt` was answered 429, with the seconds of Retry-After where it had any; else the pauses double
   * from one second on. Gives the seconds to wait.
   */
  refused(begunAt: number, retryAfter: number | undefined): number {
    const now = this.#clock.now();
    // Refusals of calls that were under way together are one refusal.
    if (begunAt >= this.#begunAt) {
      this.#refusals++;
      this.#begunAt = now;
    }
    const ms = retryAfter
      ? Math.min(CEILING_MS, retryAfter * 1000)
      : Math.min(LONGEST_MS, FIRST_MS * 2 ** (this.#refusals - 1));
    this.#asked = Math.max(this.#asked, now + ms + MARGIN_MS);
    this.#until = Math.max(this.#until, this.#asked);
    // Sums of fractions are off by a hair, which is not to make a second.
    return Math.ceil(Math.round(this.#until - MARGIN_MS - now) / 1000);
  }

  /** Somebody else was told to stay away for so long. */
  learn(ms: number): void {
    this.#until = Math.max(this.#until, this.#clock.now() + ms);
  }

  /** A call begun at `begunAt` was answered. */
  went(begunAt: number): void {
    if (begunAt >= this.#begunAt) this.#refusals = 0;
  }
}
