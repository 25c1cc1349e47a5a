import { expect, test } from 'vitest';
import { costs, pagesOf } from '../../../src/upstream/planning/costs.js';
import { MOST_RATIO, unmeasured, type Latency } from '../../../src/upstream/planning/latency.js';

const single = { route: '/things/{id}/' };
const of = (latency: Latency, usualForRow = 0) => costs({ latency, single, list: '/things/', usualForRow });

test('the length of a list makes its pages', () => {
  expect([0, 1, 250, 251, 1000].map((length) => pagesOf(length))).toEqual([0, 1, 1, 2, 4]);
  expect([0, 1, 99, 100, 1000].map((length) => pagesOf(length, 99))).toEqual([0, 1, 1, 2, 11]);
});

test('a call costs itself and its time, which calls that go out side by side share', () => {
  const { singles, list } = of(unmeasured(() => 4));
  expect([1, 4, 5, 8, 9].map(singles)).toEqual([2, 5, 7, 10, 12]);
  expect([1, 250, 1000, 1001].map(list)).toEqual([2, 2, 5, 7]);
});

test('a list whose pages hold less has more of them, each of which takes less long', () => {
  const { list, page } = costs({
    latency: unmeasured(() => 4),
    single,
    list: '/things/',
    page: 100,
    usualForRow: 0.01,
  });
  expect(page).toBe(100);
  expect([50, 100, 101, 1000].map(list)).toEqual([1 + 1.5, 1 + 2, 2 + 2, 10 + 3 * 2]);
});

test('while nobody has measured them, pages take as much longer as is usual for their rows', () => {
  const { list, pages } = of(
    unmeasured(() => 4),
    0.01,
  );
  expect([list(1000), list(50), list(0)]).toEqual([4 + 3.5, 1 + 1.5, 1 + 1]);
  expect([pages(1, 50), pages(5, 100)]).toEqual([1 + 1.5, 5 + 2 * 2]);
});

test('measured, a page takes as long as so many rows do', () => {
  const latency: Latency = { ...unmeasured(), ratio: ({ rows = 0 }) => 1 + rows / 100 };
  expect(of(latency).list(250)).toBe(1 + 3.5);
  expect(of(latency).list(50)).toBe(1 + 1.5);
});

test('what a list of 1000 rows tells takes 11 calls at most, which prices rest on, however slow its pages are, and 24 on pages of 100', () => {
  const { singles, list } = of({ ...unmeasured(), ratio: () => MOST_RATIO });
  let asked = 0;
  while (singles(asked + 1) <= list(1000)) asked++;
  expect([asked, pagesOf(1000), asked + pagesOf(1000)]).toEqual([7, 4, 11]);
  const short = costs({
    latency: { ...unmeasured(), ratio: () => MOST_RATIO },
    single,
    list: '/things/',
    page: 100,
    usualForRow: 0,
  });
  let before = 0;
  while (short.singles(before + 1) <= short.list(1000)) before++;
  expect([before, pagesOf(1000, 99), before + pagesOf(1000, 99)]).toEqual([13, 11, 24]);
});
