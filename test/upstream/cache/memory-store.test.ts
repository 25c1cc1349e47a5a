import { describe, expect, test } from 'vitest';
import { memoryStore } from '../../../src/upstream/cache/memory-store.js';
import { entryOf, storeSuite } from './store-suite.js';

const MIB = 1024 * 1024;

describe('a store in memory', () => {
  storeSuite(() => memoryStore({ maxBytes: 8 * MIB }));

  test('holds no more bytes than it may, and drops what was least recently used', async () => {
    const store = memoryStore({ maxBytes: MIB });
    const write = await store.writer();
    for (let i = 0; i < 100; i++) {
      await write(`key ${i}`, entryOf('x'.repeat(50_000)));
      await store.get('key 0', []);
      expect(store.bytes).toBeLessThanOrEqual(MIB);
    }
    expect(await store.get('key 0', [])).toBeDefined();
    expect(await store.get('key 1', [])).toBeUndefined();
    expect(await store.get('key 99', [])).toBeDefined();
  });

  test('does not keep an answer that would push out a good part of the rest', async () => {
    const store = memoryStore({ maxBytes: MIB });
    const write = await store.writer();
    await write('small', entryOf('x'));
    await write('large', entryOf('x'.repeat(MIB / 4)));
    expect(await store.get('large', [])).toBeUndefined();
    expect(await store.get('small', [])).toBeDefined();
  });

  test('does not let one who asks change what the next one gets', async () => {
    const store = memoryStore({ maxBytes: MIB });
    await (
      await store.writer()
    )('key', entryOf({ results: [{ name: 'Till 1' }] }));
    const found = (await store.get('key', []))?.body as { results: { name: string }[] };
    expect(() => (found.results[0]!.name = 'mine')).toThrow(TypeError);
    expect(() => found.results.pop()).toThrow(TypeError);
  });

  test('forgets everything rather than an invalidation', async () => {
    const store = memoryStore({ maxBytes: MIB });
    const early = await store.writer();
    await early('one', entryOf(1));
    await store.invalidate(['device:0']);
    await store.invalidate(Array.from({ length: 10_001 }, (_, i) => `device:${i + 1}`));
    await early('two', entryOf(2));
    expect(await store.get('one', ['device:0'])).toBeUndefined();
    expect(await store.get('two', ['other'])).toBeUndefined();
    await (
      await store.writer()
    )('three', entryOf(3));
    await store.invalidate(['other']); // one more is remembered again
    expect(await store.get('three', ['device:0'])).toBeDefined();
  });

  test('goes by the clock it is given', async () => {
    let now = 1000;
    const store = memoryStore({ maxBytes: MIB, now: () => now });
    await (
      await store.writer()
    )('key', entryOf('x', { at: 1000, lifeMs: 500 }));
    now = 1499;
    expect(await store.get('key', [])).toBeDefined();
    now = 1500;
    expect(await store.get('key', [])).toBeUndefined();
    expect(store.bytes).toBe(0);
  });
});
