import { LRUCache } from 'lru-cache';
import type { FreshnessOf } from './freshness.js';
import type { KeptPage, MemoryStore } from './memory-store.js';
import { keyOf, tagsOf, type NamedRead } from './names.js';

/** A page of a list that is kept. */
export interface RecalledPage {
  readonly path: string;
  readonly body: unknown;
  /** Milliseconds since the REST API sent it. */
  readonly ageMs: number;
}

/** Records told of by themselves of which that is remembered. */
const MOST_TOLD = 10_000;

export interface RecallOptions {
  readonly store: Pick<MemoryStore, 'pages' | 'narrowedPages'>;
  readonly freshnessOf: FreshnessOf;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/**
 * Finds the pages in which this process keeps the rows of a list, so that a record can be read there. It keeps nothing
 * itself: what is forgotten or too old is not found.
 */
export class Recall {
  readonly #told = new LRUCache<string, number>({ max: MOST_TOLD });

  constructor(private readonly options: RecallOptions) {}

  /**
   * The pages of a list that are fresh, or that may stand in while the REST API fails, whatever its filters, the newest first.
   * `path` is the list's own, without a query.
   */
  pages(list: NamedRead, wanted: 'fresh' | 'spare' = 'fresh'): RecalledPage[] {
    const { store, freshnessOf } = this.options;
    const policy = freshnessOf(list.route);
    const moreMs = wanted === 'fresh' ? 0 : policy.staleIfErrorMs;
    return this.#recalled(list, store.pages(keyOf(list), tagsOf(list, policy)), moreMs);
  }

  /** The fresh pages of a list by its very filters and order, the newest first. `path` is the list's own, with its query. */
  narrowedPages(list: NamedRead): RecalledPage[] {
    const { store, freshnessOf } = this.options;
    return this.#recalled(list, store.narrowedPages(keyOf(list), tagsOf(list, freshnessOf(list.route))), 0);
  }

  /** Of what is kept of a list, what is fresh, or has been so for less than `moreMs`. */
  #recalled(list: NamedRead, kept: readonly KeptPage[], moreMs: number): RecalledPage[] {
    if (kept.length === 0) return [];
    const now = this.#now();
    const before = keyOf({ ...list, path: '' }).length;
    return kept
      .filter(({ entry }) => entry.status !== 404 && now - entry.at < entry.freshMs + moreMs)
      .map(({ key, entry }) => ({
        path: key.slice(before),
        body: entry.body,
        ageMs: Math.max(0, now - entry.at),
      }))
      .toSorted((one, other) => one.ageMs - other.ageMs);
  }

  /** Takes note that the REST API has just answered: what a record is by itself, or that it is not there or not for this caller. */
  readonly tell = (read: NamedRead): void => {
    if (!read.path.includes('?')) this.#told.set(keyOf(read), this.#now()); // else it is a page
  };

  /** Milliseconds since a record was told of by itself: of an older page it is not taken. Infinity when nobody remembers. */
  toldMs(record: NamedRead): number {
    return this.#now() - (this.#told.get(keyOf(record)) ?? -Infinity);
  }

  #now(): number {
    return (this.options.now ?? Date.now)();
  }
}
