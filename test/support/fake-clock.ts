import type { Clock } from '../../src/upstream/clock.js';

/** Lets everything run that waits for nothing but promises. */
export const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

/** A clock that stands still until it is told to go on. */
export class FakeClock implements Clock {
  #now = 1000;
  readonly #tasks = new Set<{ at: number; task: () => void }>();

  readonly now = (): number => this.#now;

  readonly after = (ms: number, task: () => void): (() => void) => {
    const entry = { at: this.#now + ms, task };
    this.#tasks.add(entry);
    return () => this.#tasks.delete(entry);
  };

  readonly sleep = (ms: number): Promise<void> => new Promise((resolve) => void this.after(ms, resolve));

  /** How many tasks are still to come. */
  get pending(): number {
    return this.#tasks.size;
  }

  /** Goes on by `ms` milliseconds, through every task that is due on the way. */
  async pass(ms: number): Promise<void> {
    const end = this.#now + ms;
    for (;;) {
      await settle();
      const [next] = [...this.#tasks].filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at);
      if (!next) break;
      this.#tasks.delete(next);
      this.#now = Math.max(this.#now, next.at);
      next.task();
    }
    this.#now = end;
    await settle();
  }
}
