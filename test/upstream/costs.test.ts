import { expect, test } from 'vitest';
import { costs, pagesOf } from '../../src/upstream/costs.js';
import { unmeasured, type Latency } from '../../src/upstream/latency.js';

const single = { route: '/things/{id}/' };
const of = (latency: Latency, usual = 1) => costs({ latency, single, list: '/things/', usual });

test('the length of a list makes its pages', () => {
  expect([0, 1, 250, 251, 1000].map(pagesOf)).toEqual([0, 1, 1, 2, 4]);
});

test('a call costs itself and its time, which calls that go out side by side share', () => {
  const { singles, list } = of(unmeasured(() => 4));
  expect([1, 4, 5, 8, 9].map(singles)).toEqual([2, 5, 7, 10, 12]);
  expect([1, 250, 1000, 1001].map(list)).toEqual([2, 2, 5, 7]);
});

test('while nobody has measured them, pages take as long as is usual', () => {
  expect(
    of(
      unmeasured(() => 4),
      3.5,
    ).list(1000),
  ).toBe(4 + 3.5);
});

test('measured, a page takes as long as so many rows do', () => {
  const latency: Latency = { ...unmeasured(), ratio: ({ rows = 0 }) => 1 + rows / 100 };
  expect(of(latency, 9).list(250)).toBe(1 + 3.5);
  expect(of(latency, 9).list(50)).toBe(1 + 1.5);
});
