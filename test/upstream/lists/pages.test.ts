import { expect, test } from 'vitest';
import { numbers, pagedNumbers, range } from '../../support/paged.js';

test('equal pages are asked for once', async () => {
  const { rows, calls } = numbers(1000);
  await Promise.all([rows.slice(0, 20), rows.slice(0, 20), rows.slice(20, 20)]);
  await rows.slice(0, 20);
  expect(calls).toEqual([
    [20, 0],
    [20, 20],
  ]);
});

test('pages that begin in one place and are wanted in one moment are one call, for the longest', async () => {
  const { rows, calls } = numbers(1000);
  const found = await Promise.all([rows.slice(0, 5), rows.slice(0, 20), rows.slice(0, 1), rows.count()]);
  expect(found.slice(0, 3)).toEqual([5, 20, 1].map((limit) => ({ rows: range(0, limit), offset: 0, total: 1000 })));
  expect(found[3]).toBe(1000);
  expect(calls).toEqual([[20, 0]]);
});

test('a page that is the beginning of more is not alone, though somebody wants no more than what is in it', async () => {
  const asked: [number, boolean][] = [];
  const rows = pagedNumbers(async (limit, offset, { alone }) => {
    asked.push([offset, alone]);
    return { rows: range(offset, Math.min(600, offset + limit)), total: 600 };
  });
  await rows.slice(100, 10);
  await Promise.all([rows.slice(0, 10), rows.slice(0, 600)]);
  expect(asked.slice(0, 2)).toEqual([
    [100, true],
    [0, false],
  ]);
});

test('the beginning of a page that is under way, or here, is not asked for again; what goes beyond it is', async () => {
  const { rows, calls } = numbers(1000);
  const page = rows.slice(40, 20);
  await Promise.resolve();
  await Promise.resolve();
  expect(calls).toEqual([[20, 40]]);
  expect((await rows.slice(40, 5)).rows).toEqual(range(40, 45));
  await page;
  expect((await rows.slice(40, 20)).rows).toEqual(range(40, 60));
  expect(calls).toEqual([[20, 40]]);
  expect((await rows.slice(40, 21)).rows).toEqual(range(40, 61));
  expect(calls).toHaveLength(2);
});

test('what has to be fresh is taken from no page that may be kept', async () => {
  const { rows, calls } = numbers(1000);
  await Promise.all([rows.slice(0, 20), rows.slice(0, 5, true)]);
  expect(calls).toEqual([
    [20, 0],
    [5, 0],
  ]);
});

test.each([
  [100, 1000],
  [100, 60],
])('the beginning of a page that a server cut to %i rows, of %i, is as it would be by itself', async (cap, length) => {
  const { rows } = numbers(length, { cap });
  const [whole, part] = await Promise.all([rows.slice(0, 200), rows.slice(0, 150)]);
  expect(part).toEqual({ rows: range(0, Math.min(150, length)), offset: 0, total: length });
  expect(whole.rows).toEqual(range(0, Math.min(200, length)));
});

test('counts by a page that is under way, else by the smallest there is', async () => {
  const alone = numbers(1000);
  expect(await alone.rows.count()).toBe(1000);
  expect(alone.calls).toEqual([[1, 0]]);
  const beside = numbers(1000);
  const [, count] = await Promise.all([beside.rows.slice(500, 20), beside.rows.count()]);
  expect(count).toBe(1000);
  expect(beside.calls).toEqual([[20, 500]]);
});
