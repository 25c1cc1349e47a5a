import { describe, expect, test } from 'vitest';
import { memoryStore } from '../../../src/upstream/cache/memory-store.js';
import { tiered } from '../../../src/upstream/cache/tiered.js';
import { entryOf, storeSuite } from './store-suite.js';

/** Two stores that are in this process, as one. */
function stores() {
  const [near, far] = [memoryStore({ maxBytes: 2 ** 24 }), memoryStore({ maxBytes: 2 ** 24 })];
  return { near, far, store: tiered(near, far) };
}
type Stores = ReturnType<typeof stores>;

const put = async (store: Stores['near'], body: string, agoMs: number) =>
  (await store.writer())('key', entryOf(body, { at: Date.now() - agoMs }));
const bodyIn = async (store: Pick<Stores['near'], 'get'>) => (await store.get('key', []))?.body;

describe('two stores', () => storeSuite(() => stores().store));

test.each([
  ['fresh', 1000, 0, 'near'],
  ['no longer fresh, and older than the one far away', 20_000, 1000, 'far'],
  ['no longer fresh, and younger than the one far away', 20_000, 30_000, 'near'],
])('what is near is %s: that decides what is given, and kept near', async (_, nearMs, farMs, given) => {
  const { near, far, store } = stores();
  await put(near, 'near', nearMs);
  await put(far, 'far', farMs);
  expect(await bodyIn(store)).toBe(given);
  expect(await bodyIn(near)).toBe(given);
});
