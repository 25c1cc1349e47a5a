import { inspect } from 'node:util';
import { Redis } from 'ioredis';
import { expect, test, vi } from 'vitest';
import { newCacheCounts } from '../../../src/upstream/cache/counts.js';
import { redisStore } from '../../../src/upstream/cache/redis-store.js';
import { hasRedis, RedisServer } from '../../support/redis.js';
import { entryOf } from './store-suite.js';

test('without any Redis to be found everything is a miss, and nothing waits or fails', async () => {
  const counts = newCacheCounts();
  const states: [boolean, string | undefined][] = [];
  const store = redisStore({
    url: 'redis://:hunter2@127.0.0.1:1/0',
    namespace: 'none',
    counts,
    onInvalidated: () => {},
    onState: (isUp, why) => states.push([isUp, why]),
  });
  const began = performance.now();
  await (
    await store.writer()
  )('key', entryOf('x'));
  expect(await store.get('key', [])).toBeUndefined();
  await store.invalidate(['device']);
  await store.delete('key');
  expect(performance.now() - began).toBeLessThan(100);
  await vi.waitFor(() => expect(states).toHaveLength(1), 2000);
  expect(states[0]?.[0]).toBe(false);
  expect(states[0]?.[1]).not.toContain('hunter2');
  expect(counts.redisSkipped).toBeGreaterThan(0);
  await store.close();
});

test.skipIf(!hasRedis)('a password that Redis refuses is told to nobody', async () => {
  const server = await RedisServer.start();
  const owner = new Redis(server.url);
  await owner.config('SET', 'requirepass', 'right');
  const states: unknown[][] = [];
  const store = redisStore({
    url: server.url.replace('//', '//:hunter2@'),
    namespace: 'refused',
    counts: newCacheCounts(),
    onInvalidated: () => {},
    onState: (...state) => states.push(state),
  });
  await vi.waitFor(() => expect(states).toHaveLength(1), 2000);
  expect(inspect(states, { depth: 10 })).toContain('WRONGPASS');
  expect(inspect(states, { depth: 10 })).not.toContain('hunter2');
  await store.close();
  owner.disconnect();
  await server.kill();
});
