import { afterEach, expect, test, vi } from 'vitest';
import { guard, type Redis } from '../../src/upstream/redis.js';
import { FakeClock } from '../support/fake-clock.js';

afterEach(() => {
  vi.useRealTimers();
});

test('work is tried again after a pause, though the time of day was set back meanwhile', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  const clock = new FakeClock();
  const told = { onFailed: () => {}, onSkipped: () => {} };
  const attempt = guard({ status: 'ready' } as Redis, { pauseMs: 1000, clock, ...told });
  expect(await attempt(() => Promise.reject(new Error('lost')))).toBeUndefined();
  await clock.pass(999);
  expect(await attempt(async () => 'done')).toBeUndefined();
  vi.setSystemTime(Date.now() - 3_600_000);
  await clock.pass(1);
  expect(await attempt(async () => 'done')).toBe('done');
});
