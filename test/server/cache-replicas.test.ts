import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createAnswerCache, type AnswerCache } from '../../src/server/rest-api/answer-cache.js';
import { startSimulator, type Simulator } from '../../src/simulator/simulator.js';
import { createLog } from '../../src/telemetry/log.js';
import { hasRedis, RedisServer } from '../support/redis.js';
import { configFor, startReplica, type Replica } from '../support/replicas.js';

const GROUPS = '{ groups(first: 5) { nodes { name } } }';
const CACHE_SECRET = 'the same secret in all replicas, and long';

describe.skipIf(!hasRedis)('two gateways that share Redis', () => {
  let simulator: Simulator;
  let redis: RedisServer;
  let a: Replica;
  let b: Replica;
  /** The cache of a third one, which is told what was changed. */
  let third: AnswerCache;

  beforeAll(async () => {
    simulator = await startSimulator({ devices: 50 });
  });
  beforeEach(async () => {
    redis = await RedisServer.start();
    const env = { REDIS_URL: redis.url, CACHE_SECRET };
    [a, b] = await Promise.all([startReplica(simulator, env), startReplica(simulator, env)]);
    third = createAnswerCache(configFor(simulator, env), createLog('silent'), () => {});
    // Until all are connected each of them keeps to its own memory.
    await vi.waitFor(async () => {
      await third.invalidate(['group']);
      for (const calls of [1, 0]) {
        for (const replica of [a, b]) {
          await delay(20);
          const { upstream } = (await replica.query(GROUPS)).extensions;
          expect(upstream.calls).toBe(replica === a ? calls : 0);
        }
      }
    }, 10_000);
    simulator.clearCalls();
  });
  afterEach(async () => {
    await Promise.all([a.close(), b.close(), third.close()]);
    await redis.kill();
  });
  afterAll(() => simulator.close());

  test('what one was told, the other need not ask, for the same key only', async () => {
    expect((await b.query(GROUPS)).extensions.upstream).toMatchObject({ calls: 0, cached: 1 });
    expect((await b.query(GROUPS, { key: 'demo-viewer' })).extensions.upstream).toMatchObject({ calls: 1, cached: 0 });
  });

  test('an invalidation by one is seen by the next read through each of the others', async () => {
    const group = simulator.world.groups.at(1);
    for (let round = 0; round < 30; round++) {
      await Promise.all([a.query(GROUPS), b.query(GROUPS)]);
      group.name = `Renamed ${round}`;
      await third.invalidate(['group']);
      const answers = await Promise.all([a.query(GROUPS), b.query(GROUPS)]);
      for (const { data } of answers) expect(data.groups.nodes).toContainEqual({ name: `Renamed ${round}` });
    }
    const calls = simulator.calls.length;
    await third.invalidate(['app']);
    await Promise.all([a.query(GROUPS), b.query(GROUPS)]);
    expect(simulator.calls.length).toBe(calls);
  });

  test('nobody joins what one has under way from before another invalidated it', async () => {
    const group = simulator.world.groups.at(1);
    await third.invalidate(['group']);
    await delay(20);
    simulator.faults.inject({ kind: 'slow-body', ms: 300, match: 'GET', times: 1 });
    const early = b.query(GROUPS);
    await vi.waitFor(() => expect(simulator.calls).toHaveLength(1));
    group.name = 'Renamed meanwhile';
    await third.invalidate(['group']);
    await delay(20);
    expect((await b.query(GROUPS)).data.groups.nodes).toContainEqual({ name: 'Renamed meanwhile' });
    await early;
  });

  test('a record is found in a list that is kept, until another replica invalidates it', async () => {
    const group = simulator.world.groups.at(2);
    const query = `{ group(id: "${group.id}") { name } }`;
    await Promise.all([a.query(GROUPS), b.query(GROUPS)]);
    for (const replica of [a, b]) expect((await replica.query(query)).extensions.upstream.calls).toBe(0);
    group.name = 'Renamed elsewhere';
    await third.invalidate(['group']);
    for (const replica of [a, b]) expect((await replica.query(query)).data.group.name).toBe('Renamed elsewhere');
  });

  test('queries go on while Redis dies, is away and comes back, and none waits for it', async () => {
    let slowest = 0;
    const faults: unknown[] = [];
    let isOver = false;
    const client = async (replica: Replica, first: number) => {
      for (let i = 0; !isOver; i++) {
        const began = performance.now();
        const query = `{ devices(first: ${first + (i % 20)}) { totalCount } groups(first: 5) { nodes { name } } }`;
        const { errors, data } = await replica.query(query);
        slowest = Math.max(slowest, performance.now() - began);
        if (errors || data.devices.totalCount !== 50) faults.push(errors ?? data);
      }
    };
    const clients = [client(a, 1), client(b, 21), client(a, 41)];
    await delay(300);
    await redis.kill();
    await delay(700);
    await redis.start();
    await delay(700);
    isOver = true;
    await Promise.all(clients);
    expect(faults).toEqual([]);
    expect(slowest).toBeLessThan(500);
    // It is shared again.
    await vi.waitFor(async () => {
      await third.invalidate(['group']);
      await a.query(GROUPS);
      await delay(20);
      expect((await b.query(GROUPS)).extensions.upstream).toMatchObject({ calls: 0, cached: 1 });
    }, 10_000);
  });
});
