import type { FreshnessOf } from './freshness.js';
import type { MemoryStore } from './memory-store.js';
import { keyOf, tagsOf, type NamedRead } from './names.js';

/** An answer that is kept. */
export interface Recalled {
  readonly body: unknown;
  /** Milliseconds since the REST API sent it. */
  readonly ageMs: number;
}

/** What this process keeps in answer to a read, while that is fresh: told at once, and nobody is asked for it. */
export type Recall = (read: NamedRead) => Recalled | undefined;

export interface RecallOptions {
  readonly store: Pick<MemoryStore, 'peek'>;
  readonly freshnessOf: FreshnessOf;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

export const recalling =
  ({ store, freshnessOf, now = Date.now }: RecallOptions): Recall =>
  (read) => {
    const found = store.peek(keyOf(read), tagsOf(read, freshnessOf(read.route)));
    if (!found || found.status === 404) return undefined;
    const ageMs = Math.max(0, now() - found.at);
    return ageMs < found.freshMs ? { body: found.body, ageMs } : undefined;
  };
