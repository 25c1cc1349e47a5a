import { LRUCache } from 'lru-cache';
import { NOTE_LIFE_MS, type Ledger, type Note } from './ledger.js';

/** The notes of this process alone: the last `max` of them, and as many light ones. */
export function memoryLedger(max = 20_000): Ledger {
  // A size, not a number: for that, places would be made for all of them at once.
  const last = () => new LRUCache<string, Note>({ maxSize: max, sizeCalculation: () => 1, ttl: NOTE_LIFE_MS });
  const [notes, light] = [last(), last()];
  const find = (key: string) => notes.get(key) ?? light.get(key) ?? null;
  const strike = (key: string) => {
    notes.delete(key);
    light.delete(key);
  };
  return {
    begin: async (key, note) => {
      const found = find(key);
      if (!found) notes.set(key, note);
      return found;
    },
    read: async (key) => find(key),
    end: async (key, note) => {
      strike(key);
      (note.isLight ? light : notes).set(key, note);
    },
    strike: async (key) => strike(key),
    close: async () => {
      notes.clear();
      light.clear();
    },
  };
}
