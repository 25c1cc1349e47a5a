import { performance } from 'node:perf_hooks';
import { LRUCache } from 'lru-cache';

/** What is remembered of one caller between operations: list lengths and the like. Never records. */
export interface CallerMemory {
  readonly counts: Counts;
  readonly facts: Map<string, string>;
  /** The REST API's own cursors, by the list and the row they lead on from. */
  readonly cursors: LRUCache<string, string>;
}

/** Milliseconds after which a list may be expected to have another length. */
const RECENT_MS = 5 * 60_000;

/** A length, and when it was told. */
interface Heard {
  readonly length: number;
  readonly at: number;
}

/** How long one caller's lists were when they were last heard of, by their keys. */
export class Counts {
  readonly #lists = new LRUCache<string, Heard>({ max: 500 });
  #changedAt = -Infinity;

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** Takes note of a length that was told `ageMs` ago. */
  set(list: string, length: number, ageMs = 0): void {
    this.#lists.set(list, { length, at: this.now() - ageMs });
  }

  /** Takes note that the REST API refused a list to this caller: for a while it is taken to be endless, so that it never pays. */
  refuse(list: string): void {
    this.set(list, Infinity);
  }

  /** The length, however long ago it was heard: enough to choose a way that finds out by itself when it is wrong. */
  hint(list: string): number | undefined {
    const found = this.#lists.get(list);
    return found?.length === Infinity && !this.#isRecent(found) ? undefined : found?.length;
  }

  /** The length, when it was heard lately and this caller has changed nothing since: calls may be made because of it. */
  recent(list: string): number | undefined {
    const found = this.#lists.get(list);
    return found && found.length < Infinity && this.#isRecent(found) ? found.length : undefined;
  }

  /** To be called when something was changed: until they are heard of again, all lengths are hints. */
  doubt(): void {
    this.#changedAt = this.now();
  }

  #isRecent({ at }: Heard): boolean {
    return at > this.#changedAt && this.now() - at < RECENT_MS;
  }
}

/** Keeps the memories of the last `max` callers. */
export function createMemory(max = 1000, now?: () => number): (identity: string) => CallerMemory {
  const callers = new LRUCache<string, CallerMemory>({ max });
  return (identity) => {
    const found = callers.get(identity);
    if (found) return found;
    const made: CallerMemory = { counts: new Counts(now), facts: new Map(), cursors: new LRUCache({ max: 500 }) };
    callers.set(identity, made);
    return made;
  };
}
