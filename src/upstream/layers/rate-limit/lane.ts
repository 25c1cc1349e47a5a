import type { Budget } from './budget.js';
import { FairQueue } from './fair-queue.js';
import type { Share, Wish } from './share.js';
import type { Waiter } from './waiter.js';

/** The calls of one caller in one lane: those under way, and those that wait. */
export class Lane {
  readonly queue = new FairQueue<Waiter>();
  underWay = 0;
  /** No deadline of those who wait is before it, as far as is known: deadlines can be put off. */
  soonestDeadline = Infinity;
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

  /** Takes note of one who waits now. */
  add({ deadline }: Waiter): void {
    this.soonestDeadline = this.queue.length > 1 ? Math.min(this.soonestDeadline, deadline) : deadline;
  }

  /** Those who wait in vain for a turn at `time`, or later. */
  expiredBy(time: number): readonly Waiter[] {
    if (time < this.soonestDeadline) return [];
    const expired: Waiter[] = [];
    this.soonestDeadline = Infinity;
    for (const waiter of this.queue) {
      const { deadline } = waiter;
      if (deadline <= time) expired.push(waiter);
      else this.soonestDeadline = Math.min(this.soonestDeadline, deadline);
    }
    return expired;
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
