import { expect, test } from 'vitest';
import { AdaptiveLimit } from '../../../../src/upstream/layers/rate-limit/adaptive-limit.js';

const many = (times: number, what: () => void) => Array.from({ length: times }).forEach(what);

test('a round of calls near their best latency allows one more, up to the ceiling', () => {
  const limit = new AdaptiveLimit({ initial: 4, ceiling: 6 });
  many(4, () => limit.went('/a', 100, 4, 0));
  many(1, () => limit.went('/a', 100, 4, 0));
  expect(limit.current).toBe(5);
  many(100, () => limit.went('/a', 100, 6, 0));
  expect(limit.current).toBe(6);
});

test('a limit that is not nearly reached does not grow', () => {
  const limit = new AdaptiveLimit({ initial: 20, ceiling: 100 });
  many(200, () => limit.went('/a', 100, 9, 0));
  expect(limit.current).toBe(20);
});

test('latency far from the best of its route shrinks it; a route that is always slow does not', () => {
  const limit = new AdaptiveLimit({ initial: 20, ceiling: 20 });
  many(50, () => {
    limit.went('/record', 100, 20, 0);
    limit.went('/report', 6000, 20, 0);
  });
  expect(limit.current).toBe(20);
  many(100, () => limit.went('/record', 900, 20, 0));
  expect(limit.current).toBeLessThan(18);
});

test('differences of a few milliseconds say nothing', () => {
  const limit = new AdaptiveLimit({ initial: 20, ceiling: 30 });
  limit.went('/a', 1, 20, 0);
  many(50, () => limit.went('/a', 19, 20, 0));
  expect(limit.current).toBeGreaterThan(20);
});

test('an API that is slower for good is its own measure after a while', () => {
  const limit = new AdaptiveLimit({ initial: 20, ceiling: 40 });
  limit.went('/a', 50, 20, 0);
  many(100, () => limit.went('/a', 250, 20, 0));
  expect(limit.current).toBeLessThanOrEqual(21);
  many(2000, () => limit.went('/a', 250, 20, 0));
  expect(limit.current).toBe(40);
});

test('an overload halves it once for all calls that were under way, and never below one', () => {
  const limit = new AdaptiveLimit({ initial: 20, ceiling: 100 });
  many(20, () => limit.overloaded(0, 100));
  expect(limit.current).toBe(10);
  limit.overloaded(100, 200);
  expect(limit.current).toBe(5);
  for (let now = 200; now < 2000; now += 100) limit.overloaded(now, now + 100);
  expect(limit.current).toBe(1);
  limit.went('/a', 100, 1, 20_000);
  expect(limit.current).toBe(2);
});

test('near the number that was refused nothing grows for a while', () => {
  const limit = new AdaptiveLimit({ initial: 10, ceiling: 100 });
  limit.refused(0, 0, 1000);
  many(100, () => limit.went('/a', 100, 10, 9000));
  expect(limit.current).toBe(9);
  many(200, () => limit.went('/a', 100, 10, 12_000));
  expect(limit.current).toBe(10);
  many(200, () => limit.went('/a', 100, 10, 60_000));
  expect(limit.current).toBeGreaterThan(15);
});

test('refusals again and again, with no answer between them, do not tell of a number', () => {
  const limit = new AdaptiveLimit({ initial: 20, ceiling: 100 });
  for (let now = 0; now < 10_000; now += 1000) limit.refused(now, now + 10, 1000);
  expect(limit.current).toBe(10);
  limit.went('/a', 100, 10, 11_000);
  limit.refused(11_000, 11_010, 1000);
  expect(limit.current).toBe(5);
});
