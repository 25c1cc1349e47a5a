/** Share of what was too much with which to go on. */
const CUT = 0.95;
/** Two meetings that differ by so large a share at most were in the same place. */
const SAME = 0.1;
/** How steeply it grows beyond what was too much: it is twice as high after two and a half times as long as it took to come back. */
const STEEPNESS = 3;
/** What was too much is tried again after so many times what it cost to meet it, and after so many milliseconds at most. */
const COSTS = 10;
const LATEST_MS = 120_000;
/** Meetings so close to each other are one, of which several tell. */
export const TOGETHER_MS = 500;

/** What is known of a bound: what was too much, how long ago it was met, and after how long it is tried again. */
export interface Meeting {
  readonly tooMuch: number;
  readonly ageMs: number;
  readonly backMs: number;
}

/**
 * A bound that nobody tells, found by running into it. It is held a little below what was too much, creeps back there, and
 * grows faster and faster beyond, since what is taken there is more than it was: soon it is as good as none. The more often it
 * is met in the same place, the later it is tried again.
 */
export class LearntBound {
  #tooMuch = Infinity;
  #metAt = -Infinity;
  #backMs = 0;

  /** When it was met last; -Infinity before. */
  get metAt(): number {
    return this.#metAt;
  }

  /** What was too much last; Infinity before it is met. */
  get tooMuch(): number {
    return this.#tooMuch;
  }

  /** The bound at `now`: Infinity until it is met. */
  at(now: number): number {
    if (this.#tooMuch === Infinity) return Infinity;
    const back = Math.max(0, now - this.#metAt) / this.#backMs;
    return this.#tooMuch * CUT ** (1 - (back < 1 ? back : back ** STEEPNESS));
  }

  /** `level` was too much, and nothing could be done for `lostMs` milliseconds, until `now`. */
  met(level: number, now: number, lostMs: number): void {
    const isSame = Math.abs(level / this.#tooMuch - 1) <= SAME;
    this.#backMs = Math.min(LATEST_MS, Math.max(COSTS * lostMs, isSame ? this.#backMs * 2 : 0));
    this.#tooMuch = level;
    this.#metAt = now;
  }

  /** For `ms` milliseconds until `now` the bound kept nobody waiting: that proves nothing, and does not count. */
  idled(ms: number, now: number): void {
    this.#metAt = Math.max(this.#metAt, Math.min(this.#metAt + ms, now));
  }

  /** The last meeting, as it looks at `now`; undefined before the first one. */
  meeting(now: number): Meeting | undefined {
    if (this.#tooMuch === Infinity) return undefined;
    return { tooMuch: this.#tooMuch, ageMs: now - this.#metAt, backMs: this.#backMs };
  }

  /**
   * Learns of a meeting that somebody else had. The last one counts, and of those at one time the highest: nobody has seen more
   * taken than was, and some have seen less.
   */
  learn({ tooMuch, ageMs, backMs }: Meeting, now: number): void {
    const later = now - ageMs - this.#metAt;
    if (later < -TOGETHER_MS || (later <= TOGETHER_MS && tooMuch <= this.#tooMuch)) return;
    this.#tooMuch = tooMuch;
    this.#metAt = now - ageMs;
    this.#backMs = backMs;
  }
}
