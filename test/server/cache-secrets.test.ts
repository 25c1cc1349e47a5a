import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { freshnessOf, freshRoutes } from '../../src/domains/freshness.js';
import { isSecret } from '../../src/domains/secrets.js';
import { startSimulator, type Simulator } from '../../src/simulator/simulator.js';
import { newCacheCounts } from '../../src/upstream/cache/counts.js';
import { memoryStore } from '../../src/upstream/cache/memory-store.js';
import { unpack } from '../../src/upstream/cache/packing.js';
import { redisStore } from '../../src/upstream/cache/redis-store.js';
import type { Entry, Store } from '../../src/upstream/cache/store.js';
import { tiered } from '../../src/upstream/cache/tiered.js';
import { cache } from '../../src/upstream/layers/cache.js';
import type { Send } from '../../src/upstream/send.js';
import { transport } from '../../src/upstream/wire/transport.js';
import type { Json } from '../contract/json.js';
import { walkApi } from '../contract/walk.js';
import { hasRedis, RedisServer } from '../support/redis.js';
import { listedRouteOf } from '../support/routes-of.js';

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ devices: 60 });
});
afterAll(() => simulator.close());

/** A memory that lets the test see what it is given. */
function openMemory() {
  const entries: Entry[] = [];
  const memory = memoryStore({ maxBytes: 2 ** 28 });
  const store: Store = {
    ...memory,
    writer: async () => {
      const write = await memory.writer();
      return async (key, entry) => {
        entries.push(entry);
        await write(key, entry);
      };
    },
  };
  return { store, entries };
}

/** Asks for everything there is, and gives what was asked and how many answers held a secret. */
async function walk(store: Store) {
  const limits = { connections: 8, maxBodyBytes: 2 ** 26, silenceMs: 10_000 };
  const wire = transport({ baseUrl: simulator.url, ...limits, isSecret });
  let leaky = 0;
  const watched: Send = async (request) => {
    const { authorization } = request.caller;
    const sent = await fetch(simulator.url + request.path, { headers: { authorization } });
    if ((await sent.text()).includes('SECRET-')) leaky++;
    return wire.send(request);
  };
  const send = cache({ store, freshnessOf, counts: newCacheCounts() })(watched);
  const asked = new Set<string>();
  const caller = { identity: 'hash', authorization: 'Bearer demo-admin' };
  await walkApi(async (path) => {
    const route = listedRouteOf(path) ?? path;
    asked.add(route);
    const answer = await send({ method: 'GET', route, path, caller }).catch(() => null);
    return (answer?.body ?? null) as Json;
  });
  await wire.close();
  return { leaky, asked };
}

test('after a walk over the whole REST API no secret is in memory', async () => {
  const { store, entries } = openMemory();
  const { leaky, asked } = await walk(store);
  expect(freshRoutes.filter((route) => !asked.has(route))).toEqual([]);
  expect(leaky).toBeGreaterThan(50);
  expect(entries.length).toBeGreaterThan(200);
  expect(JSON.stringify(entries)).not.toMatch(/SECRET-|demo-admin/);
}, 60_000);

test.skipIf(!hasRedis)(
  'nor in Redis, under any key',
  async () => {
    const server = await RedisServer.start();
    const redis = redisStore({ url: server.url, namespace: 'walk', counts: newCacheCounts(), onInvalidated: () => {} });
    await vi.waitFor(() => expect(redis.isUp).toBe(true), 5000);
    await walk(tiered(memoryStore({ maxBytes: 2 ** 20 }), redis));
    await redis.invalidate(['device']);

    const raw = new Redis(server.url);
    const keys = await raw.keys('*');
    expect(keys.length).toBeGreaterThan(200);
    let looked = 0;
    for (const key of keys) {
      expect(key).toMatch(/^esper-graphql:1:walk:(answer:[\w-]{43}|tag:device)$/);
      const value = await raw.getBuffer(key);
      if (!value) continue; // its time was up
      looked++;
      const text = key.includes(':answer:') ? JSON.stringify(await unpack(value)) : String(value);
      expect(text).not.toMatch(/SECRET-|demo-admin/);
    }
    expect(looked).toBeGreaterThan(200);
    raw.disconnect();
    await redis.close();
    await server.kill();
  },
  60_000,
);
