import type { Budget } from './budget.js';
import { FairQueue } from './fair-queue.js';
import type { Share, Wish } from './share.js';
import type { Waiter } from './waiter.js';

/** The calls of one caller in one lane: those under way, and those that wait. */
export class Lane {
  readonly queue = new FairQueue<Waiter>();
  underWay = 0;
  #begun = 0;

  constructor(
    readonly name: string,
    readonly budget: Budget,
    readonly share: Share,
  ) {}

  get idle(): boolean {
    return this.underWay === 0 && this.queue.length === 0;
  }

  /** Whether other replicas use a part of what is allowed, or have to be asked for the first start. */
  get isCramped(): boolean {
    const { limit, whole, notBefore } = this.budget;
    return limit < whole || (notBefore === Infinity && this.queue.length === 1);
  }

  /** Whether one more call may start at `now`. */
  open(now: number): boolean {
    return this.underWay < this.budget.limit && this.budget.notBefore <= now;
  }

  /** Counts a call that begins. */
  begin(): void {
    this.underWay++;
    this.#begun++;
    this.budget.began();
  }

  /** What the lane has use for, said once in a while. */
  wish(): Wish {
    const demand = this.#begun + this.underWay + this.queue.length;
    this.#begun = 0;
    return { demand, held: this.underWay, whole: this.budget.whole };
  }
}
