import { expect, test } from 'vitest';
import { Pace } from '../../../../src/upstream/layers/rate-limit/pace.js';
import { FakeClock } from '../../../support/fake-clock.js';

/** A pace that begins and answers a call as soon as it may, until `ms` milliseconds are over; gives how many calls that were. */
async function run(pace: Pace, clock: FakeClock, ms: number): Promise<number> {
  let calls = 0;
  for (const end = clock.now() + ms; clock.now() < end; await clock.pass(10)) {
    if (pace.next > clock.now()) continue;
    pace.began();
    pace.went();
    calls++;
  }
  return calls;
}

/** A pace that took 100 calls a second when one was refused. */
async function refused() {
  const clock = new FakeClock();
  const pace = new Pace(clock);
  expect(await run(pace, clock, 2000)).toBe(200);
  pace.refused(clock.now(), clock.now() + 1000);
  return { clock, pace };
}

test('it is free until a call is refused, and then a little below what was taken last', async () => {
  const { clock, pace } = await refused();
  expect(pace.rate).toBeCloseTo(90, -1);
  expect(await run(pace, clock, 1000)).toBe(0);
  const calls = await run(pace, clock, 5000);
  expect(calls).toBeGreaterThan(420);
  expect(calls).toBeLessThan(500);
});

test('it comes back to what was too much after a while, and soon is as good as free', async () => {
  const { clock, pace } = await refused();
  await clock.pass(1000 + 13_000);
  expect(pace.rate).toBeCloseTo(100, -1);
  await clock.pass(20_000);
  expect(pace.rate).toBeGreaterThan(170);
  await clock.pass(100_000);
  expect(pace.rate).toBeGreaterThan(10_000);
});

test('refusals of calls that were under way together are one refusal', async () => {
  const { clock, pace } = await refused();
  const { rate } = pace;
  pace.refused(clock.now() - 50, clock.now() + 1000);
  pace.refused(clock.now(), clock.now() + 1000);
  expect(pace.rate).toBe(rate);
});

test('a few refusals at once tell of too many calls at once, not of a rate', async () => {
  const clock = new FakeClock();
  const pace = new Pace(clock);
  expect(await run(pace, clock, 100)).toBe(10);
  pace.refused(clock.now(), clock.now() + 1000);
  expect(pace.rate).toBe(Infinity);
});

test('a rate that was allowed but not used does not count as too much', async () => {
  const { clock, pace } = await refused();
  await clock.pass(60_000);
  for (let i = 0; i < 30; i++) {
    pace.began();
    pace.went();
  }
  pace.refused(clock.now(), clock.now());
  expect(pace.rate).toBeCloseTo(27, 0);
});
