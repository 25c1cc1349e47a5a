import { createServer, type AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { redisExchange, type RedisExchange } from '../../../../src/upstream/layers/rate-limit/redis-exchange.js';
import type { Grant, Report } from '../../../../src/upstream/layers/rate-limit/share.js';
import { dice } from './quota.js';
import { hasRedis, RedisServer } from '../../../support/redis.js';

const wish = (demand: number, held = 0, whole = 20): Report => ({
  pauseMs: 0,
  taken: 0,
  wishes: { calls: { demand, held, whole } },
});

describe.skipIf(!hasRedis)('replicas that meet in Redis', () => {
  let redis: RedisServer;
  let key = 0;
  const open: RedisExchange[] = [];

  beforeAll(async () => {
    redis = await RedisServer.start();
  });
  afterEach(() => {
    for (const one of open.splice(0)) one.close();
  });
  afterAll(() => redis.kill());

  /** Replicas that ask for the same key, which no other test has. */
  async function replicas(count: number, leaseMs?: number) {
    const identity = `key ${++key}`;
    const made = Array.from({ length: count }, () => {
      const { exchange, ...rest } = redisExchange({
        url: redis.url,
        namespace: 'test',
        deadlineMs: 2000,
        turnMs: 0,
        ...(leaseMs && { leaseMs }),
      });
      open.push({ exchange, ...rest });
      return { say: (report: Report) => exchange(identity, report) as Promise<Grant>, ...rest };
    });
    await Promise.all(made.map(({ say }) => vi.waitFor(async () => expect(await say(wish(0))).toBeDefined(), 5000)));
    return made;
  }
  const calls = async (told: Promise<Grant>) => (await told).grants['calls'];

  test('one that is alone has everything', async () => {
    const [one] = await replicas(1);
    expect(await calls(one!.say(wish(3)))).toBe(20);
  });

  test('a second one gets a call at once, and its part as soon as the first has given it back', async () => {
    const [one, other] = await replicas(2);
    await one!.say(wish(30));
    expect(await calls(other!.say(wish(10)))).toBe(1);
    // 12 are still under way, and do not count as given back.
    expect(await calls(one!.say(wish(30, 17)))).toBe(15);
    expect(await calls(other!.say(wish(10)))).toBe(3);
    expect(await calls(one!.say(wish(30, 12)))).toBe(15);
    expect(await calls(other!.say(wish(10)))).toBe(5);
  });

  test('however they come by and whatever they want, no more is held than there is, and one for each', async () => {
    const all = await replicas(4);
    const random = dice(3);
    const held = all.map(() => 0);
    for (let i = 0; i < 400; i++) {
      const n = Math.floor(random() * 4);
      const underWay = Math.floor(random() * held[n]!);
      const demand = underWay + Math.floor(random() * 20);
      const granted = await calls(all[n]!.say(wish(demand, underWay)));
      held[n] = demand > 0 ? Math.max(granted!, underWay) : 0;
      expect(held.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(20 + 3);
    }
  });

  /** So many that always have something to ask and may have `whole` calls together; who has none comes by five times as often. */
  async function contend(count: number, whole: number) {
    const all = await replicas(count);
    const held = all.map(() => 0);
    const turns = all.map(() => 0);
    const sums: number[] = [];
    for (let round = 0; round < 200; round++) {
      for (const [n, { say }] of all.entries()) {
        if (held[n]! > 0 && round % 5 !== n % 5) continue;
        held[n] = (await calls(say(wish(9, 0, whole))))!;
        turns[n]! += held[n];
        if (round >= 10) sums.push(held.reduce((sum, one) => sum + one, 0));
      }
    }
    const fairness = Math.min(...turns) / Math.max(...turns);
    return { most: Math.max(...sums), mean: sums.reduce((sum, one) => sum + one, 0) / sums.length, fairness };
  }

  test.each([
    [10, 4],
    [10, 1],
  ])('%i that may have %i calls together have no more, make use of them, and take turns', async (count, whole) => {
    const { most, mean, fairness } = await contend(count, whole);
    expect(most).toBe(whole);
    expect(mean).toBeGreaterThan(whole * 0.8);
    expect(fairness).toBeGreaterThan(0.7);
  });

  test.each([
    [10, 19],
    [3, 5],
  ])('%i that may have %i calls together have no equal parts, and leave none over', async (count, whole) => {
    const { most, mean, fairness } = await contend(count, whole);
    expect([most, mean]).toEqual([whole, whole]);
    expect(fairness).toBeGreaterThan(0.4);
  });

  test('one whose turn is over keeps what is under way, and nobody else has it meanwhile', async () => {
    const [one, other] = await replicas(2);
    expect(await calls(one!.say(wish(2, 0, 1)))).toBe(1);
    expect(await calls(other!.say(wish(2, 0, 1)))).toBe(0);
    expect(await calls(one!.say(wish(2, 1, 1)))).toBe(0);
    expect(await calls(other!.say(wish(2, 0, 1)))).toBe(0);
    expect(await calls(one!.say(wish(1, 0, 1)))).toBe(0);
    expect(await calls(other!.say(wish(2, 0, 1)))).toBe(1);
  });

  test('the most careful one is believed', async () => {
    const [one, other] = await replicas(2);
    await other!.say(wish(1, 0, 6));
    expect(await calls(one!.say(wish(99, 0, 20)))).toBeLessThanOrEqual(6);
  });

  test('what one held that died comes back when its lease ends', async () => {
    const [one, other] = await replicas(2, 150);
    await other!.say(wish(10, 10));
    await one!.say(wish(10));
    await vi.waitFor(async () => expect(await calls(one!.say(wish(10)))).toBe(20), 5000);
  });

  test('a pause and a pace that one has met are told to all, those who come later too', async () => {
    const [one, other] = await replicas(2);
    await one!.say({ ...wish(1), pauseMs: 5000, pace: { tooMuch: 25, ageMs: -1000, backMs: 10_000 } });
    await one!.say({ ...wish(1), pace: { tooMuch: 99, ageMs: 4000, backMs: 10_000 } });
    const told = await other!.say(wish(1));
    expect(told.pauseMs).toBeGreaterThan(3000);
    expect(told.pauseMs).toBeLessThanOrEqual(5000);
    expect(told.pace).toMatchObject({ tooMuch: 25, backMs: 10_000 });
    expect(told.pace!.ageMs).toBeGreaterThanOrEqual(-1001);
    expect(told.pace!.ageMs).toBeLessThan(1000);
  });

  test('keys do not know of each other', async () => {
    const [one] = await replicas(1);
    const [other] = await replicas(1);
    await one!.say({ ...wish(20), pauseMs: 5000 });
    expect(await other!.say(wish(1))).toMatchObject({ pauseMs: 0, grants: { calls: 20 } });
  });

  test('a Redis that is away or says nothing is told apart in a moment, and counted', async () => {
    const [one] = await replicas(1);
    const slow = redisExchange({ url: redis.url, namespace: 'test', deadlineMs: 100, pauseMs: 0 });
    open.push(slow);
    await vi.waitFor(async () => expect(await slow.exchange('slow', wish(1))).toBeDefined(), 5000);
    const { exchanged, failed } = slow.counts;
    redis.freeze();
    expect(await slow.exchange('slow', wish(1))).toBeUndefined();
    expect(await slow.exchange('slow', wish(1))).toBeUndefined();
    redis.thaw();
    expect(slow.counts.failed).toBe(failed + 2);
    await vi.waitFor(async () => expect(await slow.exchange('slow', wish(1))).toBeDefined(), 5000);
    expect(slow.counts.exchanged, 'those that were answered too late are not counted twice').toBe(exchanged + 1);
    const gone = redisExchange({ url: 'redis://127.0.0.1:1/0', namespace: 'test' });
    open.push(gone);
    expect(await gone.exchange('gone', wish(1))).toBeUndefined();
    expect(one!.counts.exchanged).toBeGreaterThan(0);
  });
});

test.each(['+OK', '+{}', '+5', '+null', '+{"grants":{"calls":"all"},"pauseMs":0,"taken":0,"replicas":1}', ':1', '*0'])(
  'what answers %s is taken for no Redis, and to be away',
  async (answer) => {
    const server = createServer((socket) => {
      const commands = (text: string) => text.match(/^\*\d+\r$/gm) ?? [];
      socket.on(
        'data',
        (data) =>
          void socket.write(
            commands(String(data))
              .map(() => `${answer}\r\n`)
              .join(''),
          ),
      );
    });
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    const url = `redis://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { exchange, counts, close } = redisExchange({ url, namespace: 'test', pauseMs: 0 });
    onTestFinished(() => {
      close();
      server.close();
    });
    await vi.waitFor(async () => {
      expect(await exchange('key', wish(1))).toBeUndefined();
      expect(counts.exchanged).toBe(0);
      expect(counts.failed).toBeGreaterThan(2);
    }, 5000);
  },
);
