import { createHash } from 'node:crypto';
import type { PersistedQueryOptions } from '@apollo/server';
import { LRUCache } from 'lru-cache';
import { LONGEST_LIFE_MS, type Store } from '../../upstream/cache/store.js';
import type { Manifest } from './manifest.js';

/** Characters of documents that are remembered in this process. */
const MOST_CHARACTERS = 4 * 1024 * 1024;

/** Where Apollo Server finds the texts of documents by their ids. */
export type Documents = NonNullable<PersistedQueryOptions['cache']>;

/** Apollo Server puts this before every hash. */
const named = (key: string) => key.replace(/^apq:/, '');

/** What a document is known by: the SHA-256 of its text. */
export const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');

/** Documents that clients have named by their hash once: remembered here, and for a day in what the replicas share. */
export function rememberedDocuments(shared?: Store): Documents {
  const near = new LRUCache<string, string>({
    maxSize: MOST_CHARACTERS,
    sizeCalculation: (text, hash) => text.length + hash.length,
  });
  const keyOf = (hash: string) => `document ${hash}`;
  return {
    async get(key) {
      const hash = named(key);
      const found = near.get(hash);
      if (found !== undefined || !shared) return found;
      const text = (await shared.get(keyOf(hash), []))?.body;
      // What others can write to is not believed.
      if (typeof text !== 'string' || hashOf(text) !== hash) return undefined;
      near.set(hash, text);
      return text;
    },
    async set(key, text) {
      const hash = named(key);
      near.set(hash, text);
      const write = await shared?.writer();
      const times = { at: Date.now(), freshMs: LONGEST_LIFE_MS, lifeMs: LONGEST_LIFE_MS };
      await write?.(keyOf(hash), { status: 200, body: text, ...times });
    },
    async delete(key) {
      near.delete(named(key));
    },
  };
}

/** The documents of a manifest, to which nobody adds. */
export function knownDocuments(manifest: Manifest): Documents {
  return {
    get: async (key) => manifest.get(named(key)),
    set: async () => {},
    delete: async () => {},
  };
}
