import { upsert } from '../upsert.js';

/** Pages of one list that are known at most: the last ones. */
const MOST = 32;

/** Which of the kept answers are pages of the same list, whatever it was filtered or ordered by: keys, by what stands before their `?`. */
export class PageIndex {
  readonly #keys = new Map<string, Set<string>>();

  /** Takes note of the key of an answer that has just come. */
  add(key: string): void {
    const list = listOf(key);
    if (list === null) return;
    const keys = upsert(this.#keys, list, () => new Set());
    keys.delete(key);
    keys.add(key);
    if (keys.size > MOST) keys.delete(keys.values().next().value as string);
  }

  delete(key: string): void {
    const list = listOf(key) ?? '';
    const keys = this.#keys.get(list);
    if (keys?.delete(key) && keys.size === 0) this.#keys.delete(list);
  }

  /** The keys of the last pages that came of a list, the newest first. */
  of(list: string): string[] {
    return [...(this.#keys.get(list) ?? [])].reverse();
  }
}

const listOf = (key: string): string | null => {
  const end = key.indexOf('?');
  return end < 0 ? null : key.slice(0, end);
};
