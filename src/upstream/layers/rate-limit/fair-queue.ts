/** Who goes first: a call that was sent before and refused, then what somebody is waiting to see, then what is read in bulk. */
export type Precedence = 'repeat' | 'interactive' | 'bulk';

interface Queued<T> {
  readonly item: T;
  readonly turns: Turns<T>;
  readonly operation: object;
  readonly lateAt: number;
}

/**
 * Waiting calls. Those of higher precedence go first; among equals the operations take turns, so that a large one holds nobody
 * up. Every other turn goes to whoever has waited longest, once that is late: so bulk is read, and a large operation ends,
 * however many small ones there are.
 */
export class FairQueue<T> {
  readonly #turns = { repeat: new Turns<T>(), interactive: new Turns<T>(), bulk: new Turns<T>() };
  /** In order of arrival. */
  readonly #queued: Queued<T>[] = [];
  #wasLate = false;

  get length(): number {
    return this.#queued.length;
  }

  /** In order of arrival. */
  *[Symbol.iterator](): Iterator<T> {
    for (const { item } of this.#queued) yield item;
  }

  /** Queues an item that is late from `lateAt` on; the function it gives takes it out again. */
  add(item: T, precedence: Precedence, operation: object, lateAt: number): () => void {
    const queued = { item, turns: this.#turns[precedence], operation, lateAt };
    this.#queued.push(queued);
    queued.turns.add(queued);
    return () => this.#remove(queued);
  }

  /** Takes out the item whose turn it is at `now`. */
  next(now: number): T | undefined {
    const { repeat, interactive, bulk } = this.#turns;
    const oldest = this.#queued[0];
    this.#wasLate = !this.#wasLate && oldest !== undefined && oldest.lateAt <= now;
    const queued = this.#wasLate ? oldest : (repeat.next() ?? interactive.next() ?? bulk.next());
    if (queued) this.#remove(queued);
    return queued?.item;
  }

  /** Nothing happens when it is out already. */
  #remove(queued: Queued<T>): void {
    const place = this.#queued.indexOf(queued);
    if (place < 0) return;
    this.#queued.splice(place, 1);
    queued.turns.remove(queued);
  }
}

/** What waits of one operation, in order of arrival. */
type Line<T> = Queued<T>[];

/** Items of several operations, which take turns. */
class Turns<T> {
  /** Those with somebody in them, in order of turns. */
  readonly #lines: Line<T>[] = [];
  readonly #lineOf = new WeakMap<object, Line<T>>();

  add(queued: Queued<T>): void {
    const line = this.#lineOf.get(queued.operation) ?? [];
    if (line.length === 0) {
      this.#lines.push(line);
      this.#lineOf.set(queued.operation, line);
    }
    line.push(queued);
  }

  remove(queued: Queued<T>): void {
    const line = this.#lineOf.get(queued.operation)!;
    line.splice(line.indexOf(queued), 1);
    if (line.length === 0) this.#lines.splice(this.#lines.lastIndexOf(line), 1); // mostly the last, as it has had its turn
  }

  next(): Queued<T> | undefined {
    const line = this.#lines.shift();
    if (!line) return undefined;
    // Whoever has its turn goes to the end of the line.
    this.#lines.push(line);
    return line[0];
  }
}
