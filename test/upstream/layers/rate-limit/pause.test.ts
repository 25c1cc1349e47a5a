import { expect, test } from 'vitest';
import { Pause } from '../../../../src/upstream/layers/rate-limit/pause.js';
import { FakeClock } from '../../../support/fake-clock.js';

test('a pause lasts as long as was asked for, and a moment more', () => {
  const clock = new FakeClock();
  const pause = new Pause(clock);
  expect(pause.refused(clock.now(), 7)).toBe(7);
  expect(pause.until - clock.now()).toBeGreaterThanOrEqual(7000);
  expect(pause.until - clock.now()).toBeLessThan(7500);
});

test('the seconds are those asked for, whatever fraction of a millisecond it is', async () => {
  const clock = new FakeClock();
  for (let i = 0; i < 1000; i++) {
    await clock.pass(59.2345678901);
    expect(new Pause(clock).refused(clock.now(), 60)).toBe(60);
  }
});

test('a pause without sense is cut to five minutes', () => {
  const clock = new FakeClock();
  const pause = new Pause(clock);
  expect(pause.refused(clock.now(), 3_000_000_000)).toBe(300);
  expect(pause.refused(clock.now(), Infinity)).toBe(300);
  expect(pause.until - clock.now()).toBeLessThan(300_500);
});

test('where nothing was asked for pauses double from a second to a minute, until a call goes well', async () => {
  const clock = new FakeClock();
  const pause = new Pause(clock);
  const seconds: number[] = [];
  for (let round = 0; round < 8; round++) {
    seconds.push(pause.refused(clock.now(), undefined));
    await clock.pass(120_000);
  }
  expect(seconds).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
  pause.went(clock.now());
  expect(pause.refused(clock.now(), undefined)).toBe(1);
});

test('refusals of calls that were under way together are one refusal, and the longest pause holds', async () => {
  const clock = new FakeClock();
  const pause = new Pause(clock);
  const begun = clock.now();
  await clock.pass(100);
  expect([1, 2, 3].map(() => pause.refused(begun, undefined))).toEqual([1, 1, 1]);
  expect(pause.refused(begun, 9)).toBe(9);
  expect(pause.refused(begun, 2)).toBe(9);
});

test('a call that was sent before the pause and went well does not shorten the next one', async () => {
  const clock = new FakeClock();
  const pause = new Pause(clock);
  const begun = clock.now();
  await clock.pass(10);
  pause.refused(begun, undefined);
  pause.went(begun);
  await clock.pass(2000);
  expect(pause.refused(clock.now(), undefined)).toBe(2);
});

test('what others have told holds, and is theirs to tell', async () => {
  const clock = new FakeClock();
  const pause = new Pause(clock);
  pause.learn(5000);
  expect([pause.until - clock.now(), pause.askedMs]).toEqual([5000, 0]);
  pause.refused(clock.now(), 2);
  expect(pause.askedMs).toBeGreaterThanOrEqual(2000);
  expect(pause.askedMs).toBeLessThan(2500);
  await clock.pass(3000);
  expect([pause.until - clock.now(), pause.askedMs]).toEqual([2000, 0]);
});
