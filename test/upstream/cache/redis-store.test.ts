import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { newCacheCounts } from '../../../src/upstream/cache/counts.js';
import { memoryStore } from '../../../src/upstream/cache/memory-store.js';
import { redisStore } from '../../../src/upstream/cache/redis-store.js';
import { tiered } from '../../../src/upstream/cache/tiered.js';
import { hasRedis, RedisServer } from '../../support/redis.js';
import { entryOf, storeSuite } from './store-suite.js';

describe.skipIf(!hasRedis)('a store in Redis', () => {
  let server: RedisServer;
  const opened: { close(): Promise<void> }[] = [];

  beforeAll(async () => {
    server = await RedisServer.start();
  });
  afterEach(async () => {
    server.thaw();
    for (const one of opened.splice(0)) await one.close();
  });
  afterAll(() => server.kill());

  let spaces = 0;
  /** A replica: its own connections, its own memory. Replicas of one space share what they keep. */
  const replica = async (space = `space-${++spaces}`, deadlineMs = 2000) => {
    const counts = newCacheCounts();
    const memory = memoryStore({ maxBytes: 2 ** 24 });
    const states: boolean[] = [];
    let heard = 0;
    const redis = redisStore({
      url: server.url,
      namespace: space,
      counts,
      deadlineMs,
      pauseMs: 300,
      onInvalidated: (tags) => {
        heard++;
        if (tags) void memory.invalidate(tags);
        else memory.clear();
      },
      onState: (isUp) => states.push(isUp),
    });
    opened.push(redis);
    await vi.waitFor(() => expect(redis.isUp && heard > 0).toBe(true), 5000);
    return { redis, memory, store: tiered(memory, redis), counts, states, space };
  };
  const put = async ({ store }: { store: ReturnType<typeof tiered> }, key: string, body: unknown) =>
    (await store.writer())(key, entryOf(body));

  describe('by itself', () => storeSuite(async () => (await replica()).redis));
  describe('behind memory', () => storeSuite(async () => (await replica()).store));

  test('what one replica keeps, another one finds', async () => {
    const a = await replica();
    const b = await replica(a.space);
    await put(a, 'groups', ['one']);
    expect((await b.store.get('groups', ['group']))?.body).toEqual(['one']);
    expect((await b.memory.get('groups', ['group']))?.body).toEqual(['one']);
  });

  test('what another replica has renewed is taken instead of what is no longer fresh here', async () => {
    const a = await replica();
    const b = await replica(a.space);
    await (
      await b.store.writer()
    )('groups', entryOf('old', { at: Date.now() - 20_000 }));
    await put(a, 'groups', 'new');
    expect((await b.store.get('groups', []))?.body).toBe('new');
  });

  test('an invalidation by one replica is seen by a read through another when its message has come in', async () => {
    const a = await replica();
    const b = await replica(a.space);
    for (let round = 0; round < 50; round++) {
      await put(a, 'groups', round);
      expect((await b.store.get('groups', ['group']))?.body).toBe(round);
      await a.store.invalidate(['group']);
      expect(await b.redis.get('groups', ['group'])).toBeUndefined();
      // Both live in one process here, whose sockets have to be read first.
      const gone = async () => expect(await b.store.get('groups', ['group'])).toBeUndefined();
      await vi.waitFor(gone, { interval: 1, timeout: 500 });
    }
  });

  test('an answer asked for through one replica before another invalidated it is never served', async () => {
    const a = await replica();
    const b = await replica(a.space);
    const write = await b.store.writer();
    await a.store.invalidate(['group']);
    await write('groups', entryOf('overtaken'));
    expect(await a.store.get('groups', ['group'])).toBeUndefined();
    expect(await b.store.get('groups', ['group'])).toBeUndefined();
  });

  test('namespaces do not meet', async () => {
    const [a, b] = [await replica(), await replica()];
    await put(a, 'key', 'hers');
    expect(await b.store.get('key', [])).toBeUndefined();
    await b.store.invalidate(['device']);
    expect((await a.store.get('key', ['device']))?.body).toBe('hers');
  });

  test('a page of rows takes a fraction of its JSON, and goes by itself when its time is over', async () => {
    const a = await replica();
    const rows = Array.from({ length: 250 }, (_, i) => ({ id: i, name: `Till ${i}`, state: 1, group: 'Stores' }));
    await put(a, 'page', rows);
    const raw = new Redis(server.url);
    const [key = ''] = await raw.keys(`*${a.space}:answer:*`);
    expect(await raw.strlen(key)).toBeLessThan(JSON.stringify(rows).length / 5);
    expect(await raw.pttl(key)).toBeGreaterThan(50_000);
    expect(await raw.pttl(key)).toBeLessThanOrEqual(60_000);
    raw.disconnect();
  });

  test('what nobody here has written is a miss, and harms nothing', async () => {
    const a = await replica();
    await put(a, 'key', 'good');
    const raw = new Redis(server.url);
    const [key = ''] = await raw.keys(`*${a.space}:answer:*`);
    for (const junk of ['', 'x', 'junk junk junk junk', Buffer.alloc(64, 1)]) {
      await raw.set(key, junk);
      expect(await a.redis.get('key', [])).toBeUndefined();
    }
    await raw.publish(`esper-graphql:1:${a.space}:invalidated`, 'junk');
    await put(a, 'key', 'good again');
    expect((await a.redis.get('key', []))?.body).toBe('good again');
    raw.disconnect();
  });

  test('a Redis that has frozen costs one short wait, then none until it is tried again', async () => {
    const a = await replica('frozen', 50);
    await put(a, 'key', 'kept');
    server.freeze();
    const timed = async () => {
      const began = performance.now();
      expect(await a.redis.get('key', [])).toBeUndefined();
      return performance.now() - began;
    };
    expect(await timed()).toBeLessThan(150);
    expect(await timed()).toBeLessThan(10);
    expect(a.counts).toMatchObject({ redisFailed: 1, redisSkipped: 1 });
    // What was read here before is still in memory, and what is invalidated now is gone at once.
    expect((await a.store.get('key', ['device']))?.body).toBe('kept');
    await a.store.invalidate(['device']);
    expect(await a.store.get('key', ['device'])).toBeUndefined();
    server.thaw();
    await delay(400);
    await vi.waitFor(async () => expect((await a.redis.get('key', []))?.body).toBe('kept'), 5000);
    expect(await a.redis.get('key', ['device'])).toBeUndefined();
  });

  test('what a Redis without room cannot be told holds here at once, and is told again until it can', async () => {
    const a = await replica();
    const b = await replica(a.space);
    await put(a, 'key', 'kept');
    const raw = new Redis(server.url);
    await raw.config('SET', 'maxmemory', '1');
    await a.store.invalidate(['device']);
    expect(a.counts.redisFailed).toBe(1);
    expect(await a.store.get('key', ['device'])).toBeUndefined();
    expect((await b.store.get('key', ['device']))?.body).toBe('kept');
    await raw.config('SET', 'maxmemory', '0');
    await vi.waitFor(async () => expect(await b.store.get('key', ['device'])).toBeUndefined(), 5000);
    raw.disconnect();
  });

  test('what was invalidated while the connection was gone is told to the Redis that kept its answers', async () => {
    const a = await replica();
    const b = await replica(a.space);
    await put(a, 'key', 'kept');
    const raw = new Redis(server.url);
    await raw.client('KILL', 'TYPE', 'NORMAL');
    await vi.waitFor(() => expect(a.states.at(-1)).toBe(false), { interval: 1, timeout: 5000 });
    await a.store.invalidate(['device']);
    await vi.waitFor(() => expect([a.redis.isUp, b.redis.isUp]).toEqual([true, true]), 5000);
    await vi.waitFor(async () => expect(await b.redis.get('key', ['device'])).toBeUndefined(), 5000);
    expect((await b.redis.get('key', []))?.body).toBe('kept');
    raw.disconnect();
  });

  test('an invalidation stands in Redis as a time in microseconds, which is later in the next second too', async () => {
    const a = await replica();
    await a.store.invalidate(['device']);
    const raw = new Redis(server.url);
    const [key = ''] = await raw.keys(`*${a.space}:tag:*`);
    expect(Math.abs(Number(await raw.get(key)) / 1000 - Date.now())).toBeLessThan(60_000);
    raw.disconnect();
  });

  test('a Redis that dies and comes back is used again, and told what it missed', async () => {
    const a = await replica();
    const b = await replica(a.space);
    await put(a, 'key', 'kept');
    await b.store.get('key', ['device']);
    await server.kill();
    await vi.waitFor(() => expect(a.states.at(-1)).toBe(false), 5000);
    expect((await b.store.get('key', ['device']))?.body).toBe('kept');
    expect(await a.redis.get('key', ['device'])).toBeUndefined();
    await put(a, 'other', 'in memory only');
    await a.store.invalidate(['device']);
    expect(await a.store.get('key', ['device'])).toBeUndefined();
    expect((await a.store.get('other', []))?.body).toBe('in memory only');

    await server.start();
    await vi.waitFor(() => expect([a.redis.isUp, b.redis.isUp]).toEqual([true, true]), 10_000);
    expect(a.states).toEqual([true, false, true]);
    await vi.waitFor(async () => expect(await b.store.get('key', ['device'])).toBeUndefined(), 5000);
    await vi.waitFor(async () => {
      await put(a, 'key', 'new');
      expect((await b.store.get('key', ['device']))?.body).toBe('new');
    }, 5000);
  });
});
