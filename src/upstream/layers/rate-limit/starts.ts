/** How late a start may be used: as late as timers are. */
const SLACK_MS = 40;

/** Starts that were handed out. */
export interface HandedOut {
  readonly count: number;
  /** Milliseconds until the first, and from each to the next. */
  readonly inMs: number;
  readonly everyMs: number;
  /** Milliseconds until it is worth while to ask for more. */
  readonly againMs: number;
}

/** The times at which calls may begin here, one at each, as agreed upon with other replicas. What is not used in time is lost. */
export class Starts {
  readonly #times: number[] = [];

  /** Those that can still be used at `now`. */
  count(now: number): number {
    while (this.#times[0]! < now - SLACK_MS) this.#times.shift();
    return this.#times.length;
  }

  /** The next one at `now`; Infinity when there is none. */
  next(now: number): number {
    return this.count(now) > 0 ? this.#times[0]! : Infinity;
  }

  add({ count, inMs, everyMs }: HandedOut, now: number): void {
    for (let i = 0; i < count; i++) this.#times.push(now + inMs + i * everyMs);
  }

  /** A call begins. */
  take(): void {
    this.#times.shift();
  }
}
