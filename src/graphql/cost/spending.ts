import type { Weight } from './weights.js';

/** Where a list tells the same, several things may be asked for one by one and in the list besides, by `most` calls in all. */
const atMost = (calls: number, { most }: Weight) => Math.min(calls > 1 ? 2 * calls : calls, most ?? Infinity);

/** What the fields priced so far come to. */
export class Spending {
  rows = 0;
  #uncapped = 0;
  readonly #capped = new Map<Weight, number>();

  get calls(): number {
    return [...this.#capped].reduce((sum, [weight, calls]) => sum + atMost(calls, weight), this.#uncapped);
  }

  /** Takes note of calls of one field. What one list tells is read once in an operation, wherever the field stands. */
  add(calls: number, weight: Weight): void {
    if (typeof weight.most !== 'number') this.#uncapped += calls;
    else this.#capped.set(weight, (this.#capped.get(weight) ?? 0) + calls);
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
