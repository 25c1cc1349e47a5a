import { expect, test } from 'vitest';
import type { Entry, Store } from '../../../src/upstream/cache/store.js';

/** An answer that came just now. */
export const entryOf = (body: unknown, more: Partial<Entry> = {}): Entry => ({
  status: 200,
  body,
  at: Date.now(),
  freshMs: 10_000,
  lifeMs: 60_000,
  ...more,
});

/** What a store must do to be one. `fresh` gives the store to be tested, empty. */
export function storeSuite(fresh: () => Store | Promise<Store>): void {
  const put = async (store: Store, key: string, entry: Entry) => (await store.writer())(key, entry);

  test('gives back what was written, whatever JSON can hold', async () => {
    const store = await fresh();
    const rows = Array.from({ length: 2000 }, (_, i) => ({ id: i, name: `Gerät ${i} "日本"`, tags: [], group: null }));
    for (const body of [null, [], {}, { text: '' }, [1.5, true, 'ü'], { content: { count: 2000, results: rows } }]) {
      const entry = entryOf(body);
      await put(store, 'key', entry);
      expect(await store.get('key', ['device'])).toEqual(entry);
    }
    const missing = entryOf(null, { status: 404 });
    await put(store, 'key', missing);
    expect(await store.get('key', [])).toEqual(missing);
  });

  test('knows nothing of what was not written, and keeps keys apart', async () => {
    const store = await fresh();
    await put(store, 'alice /v2/devices/', entryOf('hers'));
    expect(await store.get('bob /v2/devices/', [])).toBeUndefined();
    expect(await store.get('alice /v2/devices', [])).toBeUndefined();
    expect((await store.get('alice /v2/devices/', []))?.body).toBe('hers');
  });

  test('does not serve what is too old', async () => {
    const store = await fresh();
    await put(store, 'old', entryOf('old', { at: Date.now() - 60_001 }));
    await put(store, 'nearly', entryOf('nearly', { at: Date.now() - 50_000 }));
    expect(await store.get('old', [])).toBeUndefined();
    expect((await store.get('nearly', []))?.body).toBe('nearly');
  });

  test('does not serve what is of a time that is still to come: the clock was set back, and nobody knows how old it is', async () => {
    const store = await fresh();
    await put(store, 'later', entryOf('later', { at: Date.now() + 60_000 }));
    await put(store, 'of a replica whose clock is ahead', entryOf('ahead', { at: Date.now() + 500 }));
    expect(await store.get('later', [])).toBeUndefined();
    expect((await store.get('of a replica whose clock is ahead', []))?.body).toBe('ahead');
  });

  test('forgets one key', async () => {
    const store = await fresh();
    await put(store, 'a', entryOf(1));
    await put(store, 'b', entryOf(2));
    await store.delete('a');
    expect(await store.get('a', [])).toBeUndefined();
    expect((await store.get('b', []))?.body).toBe(2);
  });

  test('forgets by tag, whoever asked, and nothing else', async () => {
    const store = await fresh();
    await put(store, 'alice 1', entryOf(1));
    await put(store, 'bob 1', entryOf(2));
    await put(store, 'alice 2', entryOf(3));
    await store.invalidate(['device:1', 'unheard-of']);
    expect(await store.get('alice 1', ['device', 'device:1'])).toBeUndefined();
    expect(await store.get('bob 1', ['device', 'device:1'])).toBeUndefined();
    expect((await store.get('alice 2', ['device', 'device:2']))?.body).toBe(3);
  });

  test('does not serve an answer that was asked for before an invalidation and came after it', async () => {
    const store = await fresh();
    const write = await store.writer();
    await store.invalidate(['group']);
    await write('groups', entryOf('overtaken'));
    expect(await store.get('groups', ['group'])).toBeUndefined();
    await put(store, 'groups', entryOf('new'));
    expect((await store.get('groups', ['group']))?.body).toBe('new');
  });

  test('keeps of two answers the one that was asked for later, whichever comes first', async () => {
    const store = await fresh();
    const early = await store.writer();
    const late = await store.writer();
    await late('groups', entryOf('new'));
    await early('groups', entryOf('old'));
    expect((await store.get('groups', []))?.body).toBe('new');
    await put(store, 'groups', entryOf('newer'));
    expect((await store.get('groups', []))?.body).toBe('newer');
  });
}
