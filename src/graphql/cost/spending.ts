import { atMost } from '../../upstream/planning/costs.js';
import type { Weight } from './weights.js';

/** What the fields priced so far come to. */
export class Spending {
  rows = 0;
  #uncapped = 0;
  readonly #capped = new Map<Weight, number>();

  get calls(): number {
    const capped = [...this.#capped].map(([{ most }, calls]) => Math.min(atMost.beforeList(calls), most ?? Infinity));
    return capped.reduce((sum, calls) => sum + calls, this.#uncapped);
  }

  /** Takes note of calls of one field. What one list tells is read once in an operation, wherever the field stands. */
  add(calls: number, weight: Weight): void {
    if (typeof weight.most !== 'number') this.#uncapped += calls;
    else this.#capped.set(weight, (this.#capped.get(weight) ?? 0) + calls);
  }

  /** What follows a change is read anew, whatever was read before it. */
  settle(): void {
    this.#uncapped = this.calls;
    this.#capped.clear();
  }

  copy(): Spending {
    const copy = new Spending();
    copy.rows = this.rows;
    copy.#uncapped = this.#uncapped;
    for (const [weight, calls] of this.#capped) copy.#capped.set(weight, calls);
    return copy;
  }

  /** The one with more calls, and with the rows of the one with more rows. */
  static dearer(this: void, one: Spending, other: Spending): Spending {
    const dearer = other.calls > one.calls ? other : one;
    dearer.rows = Math.max(one.rows, other.rows);
    return dearer;
  }
}
