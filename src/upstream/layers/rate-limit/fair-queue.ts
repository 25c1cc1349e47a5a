/** Who goes first: a call that was sent before and refused, then what somebody is waiting to see, then what is read in bulk. */
export type Precedence = 'repeat' | 'interactive' | 'bulk';

interface Queued<T> {
  readonly item: T;
  readonly lateAt: number;
  /** Takes it out again; nothing happens when it is out already. */
  remove(): void;
}

/**
 * Waiting calls. Those of higher precedence go first; among equals the operations take turns, so that a large one holds nobody
 * up. Every other turn goes to whoever has waited longest, once that is late: so bulk is read, and a large operation ends,
 * however many small ones there are.
 */
export class FairQueue<T> {
  readonly #turns = { repeat: new Turns<T>(), interactive: new Turns<T>(), bulk: new Turns<T>() };
  /** In order of arrival. */
  readonly #queued = new Set<Queued<T>>();
  #wasLate = false;

  get length(): number {
    return this.#queued.size;
  }

  /** Queues an item that is late from `lateAt` on; the function it gives takes it out again. */
  add(item: T, precedence: Precedence, operation: object, lateAt: number): () => void {
    const turns = this.#turns[precedence];
    const remove = () => {
      if (this.#queued.delete(queued)) turns.remove(operation, queued);
    };
    const queued = { item, lateAt, remove };
    this.#queued.add(queued);
    turns.add(operation, queued);
    return remove;
  }

  /** Takes out the item whose turn it is at `now`. */
  next(now: number): T | undefined {
    const { repeat, interactive, bulk } = this.#turns;
    const [oldest] = this.#queued;
    this.#wasLate = !this.#wasLate && oldest !== undefined && oldest.lateAt <= now;
    const queued = this.#wasLate ? oldest : (repeat.next() ?? interactive.next() ?? bulk.next());
    queued?.remove();
    return queued?.item;
  }
}

/** Items of several operations, which take turns; in order of arrival within an operation. */
class Turns<T> {
  readonly #operations = new Map<object, Set<Queued<T>>>();

  add(operation: object, item: Queued<T>): void {
    const items = this.#operations.get(operation) ?? new Set();
    this.#operations.set(operation, items.add(item));
  }

  remove(operation: object, item: Queued<T>): void {
    const items = this.#operations.get(operation);
    items?.delete(item);
    if (items?.size === 0) this.#operations.delete(operation);
  }

  next(): Queued<T> | undefined {
    for (const [operation, items] of this.#operations) {
      // Whoever has its turn goes to the end of the line.
      this.#operations.delete(operation);
      this.#operations.set(operation, items);
      const [item] = items;
      return item;
    }
    return undefined;
  }
}
