/** Who goes first: a call that was sent before and refused, then what somebody is waiting to see, then what is read in bulk. */
export type Precedence = 'repeat' | 'interactive' | 'bulk';

/** Of so many calls that start while bulk ones wait, one is a bulk one. */
const BULK_TURN = 8;

/** Waiting calls. Those of higher precedence go first; among equals the operations take turns, so that a large one holds nobody up. */
export class FairQueue<T> {
  readonly #turns = { repeat: new Turns<T>(), interactive: new Turns<T>(), bulk: new Turns<T>() };
  #sinceBulk = 0;

  get length(): number {
    const { repeat, interactive, bulk } = this.#turns;
    return repeat.length + interactive.length + bulk.length;
  }

  /** Queues an item; the function it gives takes it out again. */
  add(item: T, precedence: Precedence, operation: object): () => void {
    const turns = this.#turns[precedence];
    turns.add(operation, item);
    return () => turns.remove(operation, item);
  }

  /** Takes out the item whose turn it is. */
  next(): T | undefined {
    const { repeat, interactive, bulk } = this.#turns;
    if (bulk.length > 0 && ++this.#sinceBulk >= BULK_TURN) {
      this.#sinceBulk = 0;
      return bulk.next();
    }
    return repeat.next() ?? interactive.next() ?? bulk.next();
  }
}

/** Items of several operations, which take turns; in order of arrival within an operation. */
class Turns<T> {
  readonly #operations = new Map<object, Set<T>>();
  length = 0;

  add(operation: object, item: T): void {
    const items = this.#operations.get(operation) ?? new Set();
    this.#operations.set(operation, items.add(item));
    this.length++;
  }

  remove(operation: object, item: T): void {
    const items = this.#operations.get(operation);
    if (!items?.delete(item)) return;
    this.length--;
    if (items.size === 0) this.#operations.delete(operation);
  }

  next(): T | undefined {
    for (const [operation, items] of this.#operations) {
      for (const item of items) {
        this.remove(operation, item);
        // Whoever had its turn goes to the end of the line.
        if (this.#operations.delete(operation)) this.#operations.set(operation, items);
        return item;
      }
    }
    return undefined;
  }
}
