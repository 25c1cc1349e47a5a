import { LRUCache } from 'lru-cache';

/** What is remembered of one caller between operations: list lengths and the like. Never records. */
export interface CallerMemory {
  readonly counts: LRUCache<string, number>;
  readonly facts: Map<string, string>;
}

/** Keeps the memories of the last `max` callers. */
export function createMemory(max = 1000): (identity: string) => CallerMemory {
  const callers = new LRUCache<string, CallerMemory>({ max });
  return (identity) => {
    const found = callers.get(identity);
    if (found) return found;
    const made: CallerMemory = { counts: new LRUCache({ max: 500 }), facts: new Map() };
    callers.set(identity, made);
    return made;
  };
}
