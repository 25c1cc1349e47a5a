import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { hasRedis, RedisServer } from '../../../support/redis.js';
import { MeetingPlace } from './meeting-place.js';
import { withQuota, type QuotaOptions } from './quota.js';

const SECOND = 1000;

describe.skipIf(!hasRedis)('replicas that share the quota of a key', () => {
  let redis: RedisServer;
  let place: MeetingPlace;
  let key = 0;

  beforeAll(async () => {
    redis = await RedisServer.start();
  });
  beforeEach(() => {
    place = new MeetingPlace(redis.url);
  });
  afterEach(() => place.close());
  afterAll(() => redis.kill());

  /** So many replicas, behind a balancer that asks those in turn that serve, and callers who always have something to ask. */
  function balanced(replicas: number, options: QuotaOptions, callers = 60) {
    const identity = `key ${++key}`;
    const { clock, calls, ask } = withQuota({ ...options, replicas, exchangeOn: place.exchangeOn });
    const answered = Array.from({ length: replicas }, () => 0);
    const failures: unknown[] = [];
    let serving = answered.map((_, n) => n);
    let turn = 0;
    const call = async () => {
      for (;;) {
        while (serving.length === 0) await clock.sleep(SECOND);
        const replica = serving[turn++ % serving.length]!;
        try {
          await ask(identity, {}, replica);
          answered[replica]!++;
        } catch (error) {
          failures.push(error);
          await clock.sleep(SECOND);
        }
      }
    };
    for (let n = 0; n < callers; n++) void call();
    /** Lets seconds pass while these replicas serve; what was taken a second, and what part of the calls was refused. */
    const serve = async (these: number[], seconds: number) => {
      serving = these;
      const { length: before } = calls;
      answered.fill(0);
      const busy = these.length > 0 ? seconds : 5; // what has begun comes to its end
      await place.pass(clock, busy * SECOND);
      await clock.pass((seconds - busy) * SECOND);
      const made = calls.slice(before);
      const refused = made.filter((one) => one.refused).length;
      return { taken: (made.length - refused) / seconds, refused, answered: these.map((n) => answered[n]!), failures };
    };
    return serve;
  }
  const some = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => from + n);

  test(
    'ten learn it from one another, use it in equal parts, and are hardly ever refused',
    { timeout: 30_000 },
    async () => {
      const serve = balanced(10, { perSecond: 25, latencyMs: 50 });
      // The 20 calls that may be under way at first.
      expect((await serve(some(0, 10), 5)).refused).toBeLessThan(20 + 3);
      const { taken, refused, answered, failures } = await serve(some(0, 10), 55);
      expect(taken).toBeGreaterThan(25 * 0.9);
      expect(refused).toBeLessThan(55 * 25 * 0.005);
      expect(Math.min(...answered) / Math.max(...answered)).toBeGreaterThan(0.9);
      expect(failures).toEqual([]);
    },
  );

  test('when replicas go the others use it all, and one that comes knows it', { timeout: 30_000 }, async () => {
    const serve = balanced(4, { perSecond: 25, latencyMs: 50 });
    await serve([0, 1, 2], 5);
    for (const these of [[0], [1, 2], [3], [0, 1, 2, 3]]) {
      const { taken, refused } = await serve(these, 20);
      expect(taken).toBeGreaterThan(25 * 0.85);
      expect(refused).toBeLessThan(5);
    }
  });

  test('a quota of a few calls a second is learnt too', { timeout: 30_000 }, async () => {
    const serve = balanced(10, { perSecond: 10, latencyMs: 50 });
    await serve(some(0, 10), 10);
    const { taken, refused } = await serve(some(0, 10), 50);
    expect(taken).toBeGreaterThan(10 * 0.85);
    expect(refused).toBeLessThan(50 * 10 * 0.02);
  });

  test('what was learnt holds after minutes in which nothing was asked', { timeout: 30_000 }, async () => {
    const serve = balanced(4, { perSecond: 25, latencyMs: 50 });
    await serve(some(0, 4), 30);
    await serve([], 600);
    const { taken, refused } = await serve(some(0, 4), 5);
    expect(taken).toBeGreaterThan(25 * 0.7); // also where it is tried for more just then, which costs a second
    expect(refused).toBeLessThan(3);
  });

  test('a long pause is not made longer by being told around', { timeout: 30_000 }, async () => {
    const serve = balanced(10, { perMinute: 100, latencyMs: 50 });
    expect((await serve(some(0, 10), 60)).taken).toBe(100 / 60);
    expect((await serve(some(0, 10), 1)).taken).toBeGreaterThan(0);
  });

  test('without Redis each goes on by itself with its part', { timeout: 30_000 }, async () => {
    const serve = balanced(3, { perSecond: 25, latencyMs: 50 });
    await serve([0, 1, 2], 10);
    place.isAway = true;
    const { taken, refused, failures } = await serve([0, 1, 2], 20);
    expect(taken).toBeGreaterThan(25 * 0.75);
    expect(refused).toBeLessThan(20);
    expect(failures).toEqual([]);
  });

  test('who is never refused never waits for a start', { timeout: 30_000 }, async () => {
    const serve = balanced(3, { latencyMs: 50 }, 9);
    const { taken, refused } = await serve([0, 1, 2], 5);
    // Nine callers, each answered after 17 ms on the way and 50 ms.
    expect(taken).toBeGreaterThan((9 * 1000) / 67 - 15);
    expect(refused).toBe(0);
  });
});
