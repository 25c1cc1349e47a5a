import { LRUCache } from 'lru-cache';
import { LONGEST_LIFE_MS } from './store.js';

/** Invalidations that Redis has not been told of yet. They are dropped when nothing they concern can be alive any more. */
export class UnsentTags {
  readonly #tags = new LRUCache<string, number>({ max: 50_000, ttl: LONGEST_LIFE_MS });
  #count = 0;

  add(tags: readonly string[]): void {
    const number = ++this.#count;
    for (const tag of tags) this.#tags.set(tag, number);
  }

  hasSome(tags: readonly string[]): boolean {
    return this.#tags.size > 0 && tags.some((tag) => this.#tags.has(tag));
  }

  /** Sends all there are, and forgets those that were not added again meanwhile. Rejects when `send` does. */
  async flush(send: (tags: string[]) => Promise<void>): Promise<void> {
    const sent = [...this.#tags.entries()];
    if (sent.length === 0) return;
    await send(sent.map(([tag]) => tag));
    for (const [tag, number] of sent) if (this.#tags.get(tag) === number) this.#tags.delete(tag);
  }
}
