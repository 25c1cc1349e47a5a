import { upsert } from '../upsert.js';

/** Pages of one list that are known at most: the last ones. */
const MOST = 32;

/** Which of the kept answers are pages of the same list: their keys, by what `listOf` makes of them, which is null for no page. */
export class PageIndex {
  readonly #keys = new Map<string, Set<string>>();

  constructor(private readonly listOf: (key: string) => string | null) {}

  /** Takes note of the key of an answer that has just come. */
  add(key: string): void {
    const list = this.listOf(key);
    if (list === null) return;
    const keys = upsert(this.#keys, list, () => new Set());
    keys.delete(key);
    keys.add(key);
    if (keys.size > MOST) keys.delete(keys.values().next().value as string);
  }

  delete(key: string): void {
    const list = this.listOf(key) ?? '';
    const keys = this.#keys.get(list);
    if (keys?.delete(key) && keys.size === 0) this.#keys.delete(list);
  }

  /** The keys of the last pages that came of a list, the newest first. */
  of(list: string): string[] {
    return [...(this.#keys.get(list) ?? [])].reverse();
  }
}

/** What a list is called whatever it is filtered or ordered by. */
export const listOf = (key: string): string | null => {
  const end = key.indexOf('?');
  return end < 0 ? null : key.slice(0, end);
};

/** What a list is called as it is filtered and ordered, wherever the page begins and ends. */
export const narrowedListOf = (key: string): string | null => {
  const list = listOf(key);
  if (list === null) return null;
  const query = key.slice(list.length + 1).split('&');
  const narrowing = query.filter((part) => !part.startsWith('limit=') && !part.startsWith('offset='));
  return list + (narrowing.length > 0 ? `?${narrowing.join('&')}` : '');
};
