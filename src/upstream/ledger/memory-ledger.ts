import { LRUCache } from 'lru-cache';
import { NOTE_LIFE_MS, type Ledger, type Note } from './ledger.js';

/** The notes of this process alone: the last `max` of them. */
export function memoryLedger(max = 20_000): Ledger {
  const notes = new LRUCache<string, Note>({ max, ttl: NOTE_LIFE_MS });
  return {
    begin: async (key, note) => {
      const found = notes.get(key);
      if (found) return found;
      notes.set(key, note);
      return null;
    },
    read: async (key) => notes.get(key) ?? null,
    end: async (key, note) => void notes.set(key, note),
    strike: async (key) => void notes.delete(key),
    close: async () => notes.clear(),
  };
}
