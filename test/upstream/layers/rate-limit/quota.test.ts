import { describe, expect, test } from 'vitest';
import { callers, withQuota, type QuotaOptions } from './quota.js';

const SECOND = 1000;
/** Two callers whose operations are of 21 calls, and 198 of 2. */
const widths = [20, 20, ...Array.from({ length: 198 }, () => 1)];

/** 200 callers for so many seconds, and what came of it after a minute, when the quota is known. */
async function soak(options: QuotaOptions, seconds: number) {
  const upstream = withQuota(options);
  const outcomes = callers(upstream, widths, (60 + seconds) * SECOND);
  await upstream.clock.pass(60 * SECOND);
  const { length: warm } = upstream.calls;
  await upstream.clock.pass(seconds * SECOND);
  const calls = upstream.calls.slice(warm);
  await upstream.clock.pass(60 * SECOND);
  const refused = calls.filter((call) => call.refused).length;
  return { perSecond: (calls.length - refused) / seconds, refused: refused / calls.length, done: await outcomes };
}

describe.each<[string, QuotaOptions, number]>([
  ['25 calls a second', { perSecond: 25, concurrent: 60, latencyMs: 50 }, 25],
  ['25 calls a second, each of which takes a second', { perSecond: 25, concurrent: 60, latencyMs: 1000 }, 25],
  ['100 calls a second', { perSecond: 100, concurrent: 60, latencyMs: 200 }, 100],
])('200 callers and a quota of %s', (_, options, limit) => {
  test.each([1, 2])(
    'use it, are hardly ever refused, and none fails (%i)',
    async (seed) => {
      const { perSecond, refused, done } = await soak({ ...options, seed }, 120);
      expect(perSecond).toBeGreaterThan(limit * 0.9);
      expect(perSecond).toBeLessThanOrEqual(limit);
      expect(refused).toBeLessThan(0.01);
      expect(done.flatMap(({ failures }) => failures)).toEqual([]);
      const [one, other] = done.map(({ ended }) => ended) as [number, number];
      expect(Math.min(one, other)).toBeGreaterThan(3);
      expect(Math.abs(one - other)).toBeLessThanOrEqual(Math.max(1, one * 0.2));
    },
    30_000,
  );
});

test.each([1, 2, 5, 12])(
  'a quota of %i calls a second is learnt from the first calls, of which none fails',
  async (perSecond) => {
    const upstream = withQuota({ perSecond, latencyMs: 50 });
    const outcomes = callers(upstream, Array<number>(perSecond * 6).fill(1), 60 * SECOND);
    const refused = () => upstream.calls.filter((call) => call.refused).length;
    await upstream.clock.pass(5 * SECOND);
    expect(refused()).toBeLessThan(20);
    await upstream.clock.pass(55 * SECOND);
    expect(refused()).toBeLessThan(20 + 5);
    expect((upstream.calls.length - refused()) / 60 / perSecond).toBeGreaterThan(0.85);
    await upstream.clock.pass(60 * SECOND);
    expect((await outcomes).flatMap(({ failures }) => failures)).toEqual([]);
  },
);

test('no quota, but 60 calls at the same time: they are found, and not met again and again', async () => {
  const { perSecond, refused, done } = await soak({ concurrent: 60, latencyMs: 500 }, 120);
  expect(perSecond).toBeGreaterThan(60 * 2 * 0.75);
  expect(refused).toBeLessThan(0.001);
  expect(done.flatMap(({ failures }) => failures)).toEqual([]);
}, 30_000);

test('a quota of minutes is met once, and then kept to', async () => {
  const upstream = withQuota({ perMinute: 1500, latencyMs: 200 });
  void callers(upstream, widths, 10 * 60 * SECOND);
  await upstream.clock.pass(5 * 60 * SECOND);
  expect(upstream.calls.filter(({ refused }) => refused).length).toBeLessThan(10);
  expect(upstream.calls.filter(({ refused }) => !refused).length / 5 / 1500).toBeGreaterThan(0.9);
}, 30_000);

test('a quota that doubles is used after some minutes, and one that halves is kept to within seconds', async () => {
  const upstream = withQuota({ perSecond: 25, latencyMs: 50 });
  void callers(upstream, widths, 10 * 60 * SECOND);
  const serve = async (seconds: number) => {
    const { length: before } = upstream.calls;
    await upstream.clock.pass(seconds * SECOND);
    const calls = upstream.calls.slice(before);
    const refused = calls.filter((call) => call.refused).length;
    return { perSecond: (calls.length - refused) / seconds, refused };
  };
  await serve(120);
  upstream.becomes({ perSecond: 50 });
  expect((await serve(240)).refused).toBeLessThan(10);
  expect((await serve(60)).perSecond).toBeGreaterThan(50 * 0.9);
  upstream.becomes({ perSecond: 25 });
  expect((await serve(30)).refused).toBeLessThan(25);
  const { perSecond, refused } = await serve(60);
  expect(perSecond).toBeGreaterThan(25 * 0.85);
  expect(refused).toBeLessThan(5);
}, 30_000);

test('two keys have a quota each and do not slow each other down', async () => {
  const upstream = withQuota({ perSecond: 25, latencyMs: 50 });
  const alike = Array.from({ length: 20 }, () => 4);
  void callers(upstream, alike, 60 * SECOND, 'one');
  void callers(upstream, alike, 60 * SECOND, 'two');
  await upstream.clock.pass(60 * SECOND);
  const taken = (key: string) => upstream.calls.filter((call) => call.key === key && !call.refused).length;
  expect(taken('one') / taken('two')).toBeCloseTo(1, 1);
  expect(taken('one') / 60).toBeGreaterThan(25 * 0.85);
}, 30_000);
