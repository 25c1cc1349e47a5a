import { setImmediate } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { memoryStore } from '../../../src/upstream/cache/memory-store.js';
import type { Store } from '../../../src/upstream/cache/store.js';
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

test('what is far alone is given, and kept near', async () => {
  const { near, far, store } = stores();
  expect(await bodyIn(store)).toBeUndefined();
  await put(far, 'far', 1000);
  expect(await bodyIn(store)).toBe('far');
  expect(await bodyIn(near)).toBe('far');
});

/** The same store, which takes its time to change. */
const slowed = (store: Store): Store => ({
  get: store.get,
  writer: async () => {
    const write = await store.writer();
    return (key, entry) => setImmediate().then(() => write(key, entry));
  },
  delete: (key) => setImmediate().then(() => store.delete(key)),
  invalidate: (tags) => setImmediate().then(() => store.invalidate(tags)),
  close: () => setImmediate().then(() => store.close()),
});

test.each(['near', 'far'])('what is done is done in both, also when the %s one is slow', async (slow) => {
  const { near, far } = stores();
  const store = slow === 'near' ? tiered(slowed(near), far) : tiered(near, slowed(far));
  const write = async (body: string) => (await store.writer())('key', entryOf(body));
  const inBoth = async () =>
    [await near.get('key', ['thing']), await far.get('key', ['thing'])].map((kept) => kept?.body);
  await write('first');
  expect(await inBoth()).toEqual(['first', 'first']);
  await store.delete('key');
  expect(await inBoth()).toEqual([undefined, undefined]);
  await write('second');
  await store.invalidate(['thing']);
  expect(await inBoth()).toEqual([undefined, undefined]);
  await write('third');
  await store.close();
  expect(await inBoth()).toEqual([undefined, undefined]);
});
