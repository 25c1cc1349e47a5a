import { systemClock, type Clock } from '../clock.js';

export interface RetryBudgetOptions {
  /** Repeats allowed per call, such as 0.1. */
  readonly share: number;
  /** Repeats allowed each second however few calls there are. */
  readonly perSecond: number;
  /** Repeats that may be saved up; there are so many at first. */
  readonly most: number;
  readonly clock?: Clock;
}

/** Allows repeats in proportion to calls, so that the load on an API that fails grows by a tenth and not threefold. */
export class RetryBudget {
  readonly #options: RetryBudgetOptions;
  readonly #clock: Clock;
  #saved: number;
  #grownAt: number;

  constructor(options: RetryBudgetOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#saved = options.most;
    this.#grownAt = this.#clock.now();
  }

  /** A call was made for the first time. */
  called(): void {
    this.#save(this.#options.share);
  }

  /** Whether one more repeat is allowed; counts it when it is. */
  take(): boolean {
    const now = this.#clock.now();
    this.#save(((now - this.#grownAt) / 1000) * this.#options.perSecond);
    this.#grownAt = now;
    if (this.#saved < 1) return false;
    this.#saved--;
    return true;
  }

  #save(repeats: number): void {
    this.#saved = Math.min(this.#options.most, this.#saved + repeats);
  }
}
