import { LRUCache } from 'lru-cache';
import { listOf, narrowedListOf, PageIndex } from './page-index.js';
import { settle } from './settle.js';
import { isAlive, type Entry, type Store } from './store.js';

export interface MemoryStoreOptions {
  /** Bytes kept at most; beyond that what was least recently used goes. One answer takes an eighth of it at most. */
  readonly maxBytes: number;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

export interface MemoryStore extends Store {
  /**
   * The last pages that came of a list, the newest first, whatever it was filtered by: `list` is what their keys have before
   * the `?`, and their tags are the same. Told at once; does not count as use.
   */
  pages(list: string, tags: readonly string[]): KeptPage[];
  /** The same of a list as it is filtered and ordered: `list` is the key without what says where a page begins and ends. */
  narrowedPages(list: string, tags: readonly string[]): KeptPage[];
  /** Forgets everything, what is being asked for included. */
  clear(): void;
  /** Bytes kept, as estimated. */
  readonly bytes: number;
}

/** A page of a list, under its key. */
export interface KeptPage {
  readonly key: string;
  readonly entry: Entry;
}

interface Kept {
  readonly entry: Entry;
  readonly bytes: number;
  /** How many invalidations had been when it was asked for. */
  readonly turn: number;
  /** How many answers had been asked for before it. */
  readonly asked: number;
}

/** Invalidated tags remembered at most; when there are more, everything is forgotten instead. */
const MOST_TAGS = 10_000;

/** Keeps answers in this process. */
export function memoryStore({ maxBytes, now = Date.now }: MemoryStoreOptions): MemoryStore {
  const [lists, narrowed] = [new PageIndex(listOf), new PageIndex(narrowedListOf)];
  const kept = new LRUCache<string, Kept>({
    maxSize: maxBytes,
    maxEntrySize: Math.max(1, Math.floor(maxBytes / 8)),
    sizeCalculation: ({ bytes }) => bytes,
    onInsert: (_, key) => {
      lists.add(key);
      narrowed.add(key);
    },
    dispose: (_, key) => {
      lists.delete(key);
      narrowed.delete(key);
    },
  });
  const invalidatedAt = new Map<string, number>();
  let turn = 0;
  let writers = 0;
  /** Nothing asked for before this turn counts any more. */
  let oldestTurn = 0;

  const isGood = ({ entry, turn: began }: Kept, tags: readonly string[]) =>
    isAlive(entry, now()) &&
    began >= oldestTurn &&
    (began === turn || tags.every((tag) => (invalidatedAt.get(tag) ?? 0) <= began));

  const pagesIn = (index: PageIndex) => (list: string, tags: readonly string[]) =>
    index.of(list).flatMap((key) => {
      const found = kept.peek(key);
      return found && isGood(found, tags) ? { key, entry: found.entry } : [];
    });

  const clear = () => {
    oldestTurn = ++turn;
    invalidatedAt.clear();
    kept.clear();
  };

  return {
    async get(key, tags) {
      const found = kept.get(key);
      if (!found) return undefined;
      if (isGood(found, tags)) return found.entry;
      kept.delete(key);
      return undefined;
    },
    pages: pagesIn(lists),
    narrowedPages: pagesIn(narrowed),
    async writer() {
      const [asked, began] = [writers++, turn];
      return async (key, entry) => {
        if ((kept.peek(key)?.asked ?? -1) > asked) return; // what was asked for later has come sooner
        kept.set(key, { entry, turn: began, asked, bytes: 200 + key.length + settle(entry.body) });
      };
    },
    async delete(key) {
      kept.delete(key);
    },
    async invalidate(tags) {
      turn++;
      for (const tag of tags) invalidatedAt.set(tag, turn);
      if (invalidatedAt.size > MOST_TAGS) clear();
    },
    async close() {
      clear();
    },
    clear,
    get bytes() {
      return kept.calculatedSize;
    },
  };
}
