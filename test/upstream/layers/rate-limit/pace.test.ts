import { expect, test } from 'vitest';
import { Pace } from '../../../../src/upstream/layers/rate-limit/pace.js';
import { everything } from '../../../../src/upstream/layers/rate-limit/share.js';
import { FakeClock } from '../../../support/fake-clock.js';

/** A pace that begins a call whenever it may, every `every` milliseconds at most, for `ms` milliseconds; gives how many. */
async function run(pace: Pace, clock: FakeClock, ms: number, every = 10): Promise<number> {
  let calls = 0;
  for (const end = clock.now() + ms; clock.now() < end; await clock.pass(every)) {
    if (pace.next > clock.now()) continue;
    pace.began();
    calls++;
  }
  return calls;
}

/** The next calls are refused, with a pause of so many seconds, of which the half passes. */
function refuse(pace: Pace, clock: FakeClock, seconds = 1, { calls = 1, isTold = true } = {}): Promise<void> {
  for (let call = 0; call < calls; call++) pace.began();
  for (let call = 0; call < calls; call++) pace.refused(clock.now(), clock.now() + seconds * 1000, isTold);
  return clock.pass(seconds * 500);
}

/** A pace that took 100 calls a second when one was refused. */
async function refused() {
  const clock = new FakeClock();
  const pace = new Pace(clock, everything);
  expect(await run(pace, clock, 2000)).toBe(200);
  await refuse(pace, clock);
  return { clock, pace };
}

test('it is free until a call is refused, and then a little below what was taken', async () => {
  const { clock, pace } = await refused();
  expect(pace.rate).toBeCloseTo(95, -0.5);
  expect(await run(pace, clock, 500)).toBe(0);
  const calls = await run(pace, clock, 5000);
  expect(calls).toBeGreaterThan(460);
  expect(calls).toBeLessThan(500);
});

test('it comes back to what was too much after a while, and in the end is as good as free', async () => {
  const { clock, pace } = await refused();
  await run(pace, clock, 500 + 10_000, 1);
  expect(pace.rate).toBeCloseTo(100, -0.5);
  await run(pace, clock, 15_000, 1);
  expect(pace.rate).toBeGreaterThan(200);
  await run(pace, clock, 20_000, 1);
  expect(pace.rate).toBeGreaterThan(500);
});

test.each([
  ['a second that is used up at once', 45, 5, 1, 50],
  ['a minute that is used up after 20 seconds', 10, 1990, 40, 33.9],
  ['ten minutes, of which five are left', 0, 30_000, 300, 50],
])('a quota of %s is taken for what it lasts', async (_, atOnce, spread, seconds, perSecond) => {
  const clock = new FakeClock();
  const pace = new Pace(clock, everything);
  for (let i = 0; i < atOnce; i++) pace.began();
  await run(pace, clock, spread * 10);
  await refuse(pace, clock, seconds);
  expect(pace.rate / 0.95).toBeCloseTo(perSecond, 0);
});

test('while it keeps nobody waiting it learns nothing, and stays what it was', async () => {
  const { clock, pace } = await refused();
  for (let minute = 0; minute < 60; minute++) {
    await clock.pass(60_000);
    pace.began();
  }
  expect(pace.rate).toBeCloseTo(95, -0.5);
});

test('what was too much twice is tried again later than what was too much once', async () => {
  const { clock, pace } = await refused();
  const waits: number[] = [];
  for (let round = 0; round < 3; round++) {
    const began = clock.now();
    while (pace.rate < 100) await run(pace, clock, 500, 5);
    waits.push(Math.round((clock.now() - began) / 1000));
    await refuse(pace, clock);
  }
  expect(waits[1]! / waits[0]!).toBeGreaterThan(1.5);
  expect(waits[2]! / waits[1]!).toBeGreaterThan(1.5);
});

test('refusals of calls that were under way together are one refusal', async () => {
  const { clock, pace } = await refused();
  const { rate } = pace;
  for (const ago of [550, 500]) {
    pace.began();
    pace.refused(clock.now() - ago, clock.now() + 1000, true);
  }
  await clock.pass(1000);
  expect(pace.rate / rate).toBeCloseTo(1, 2);
});

test.each([
  ['five more, refused until a time, tell of a quota', { calls: 5, isTold: true }, 10],
  ['one more, refused until a time, tells of chance', { calls: 1, isTold: true }, Infinity],
  ['ten more, refused without a word, tell of too many at once', { calls: 10, isTold: false }, Infinity],
])('after ten calls %s', async (_, refused, rate) => {
  const clock = new FakeClock();
  const pace = new Pace(clock, everything);
  expect(await run(pace, clock, 100)).toBe(10);
  await refuse(pace, clock, 1, refused);
  expect(pace.rate / 0.95).toBeCloseTo(rate, -0.5);
});

test('a rate that was allowed but not used does not count as too much', async () => {
  const { clock, pace } = await refused();
  await clock.pass(400_000);
  expect(await run(pace, clock, 1000, 33)).toBe(31);
  await refuse(pace, clock);
  expect(pace.rate / 0.95).toBeCloseTo(31, -0.5);
});
