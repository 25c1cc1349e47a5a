import type { UpstreamError } from '../../errors.js';
import type { Budget } from './budget.js';
import { FairQueue } from './fair-queue.js';

/** A call that waits for its turn. */
export interface Waiter {
  start(): void;
  refuse(error: UpstreamError): void;
  readonly call: string;
}

/** The calls of one caller in one lane: those under way, and those that wait. */
export class Lane {
  readonly queue = new FairQueue<Waiter>();
  underWay = 0;

  constructor(
    readonly name: string,
    readonly budget: Budget,
  ) {}

  get idle(): boolean {
    return this.underWay === 0 && this.queue.length === 0;
  }

  /** Whether one more call may start at `now`. */
  open(now: number): boolean {
    return this.underWay < this.budget.limit && this.budget.notBefore <= now;
  }
}
