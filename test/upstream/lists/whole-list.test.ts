import { expect, test } from 'vitest';
import { WholeList } from '../../../src/upstream/lists/whole-list.js';

/** A list of numbers that is as long as told, whatever is asked for up to `cap`, and what it was asked for. */
function numbers(length = 3, { cap = length, count = length }: { cap?: number; count?: number | null } = {}) {
  const asked: { offset?: unknown; fresh: boolean }[] = [];
  const list = new WholeList<number>('/numbers/', String, async ({ offset }, fresh) => {
    asked.push({ ...(offset !== undefined && { offset }), fresh });
    const rows = Array.from({ length }, (_, i) => i).slice(Number(offset ?? 0), Number(offset ?? 0) + cap);
    return { rows, total: count, ...(!fresh && { ageMs: 700 }) };
  });
  return { list, asked };
}

test('tells of any stretch where it begins, how long the list is, and how old that is', async () => {
  const { list, asked } = numbers();
  expect(await list.slice(1, 1)).toEqual({ rows: [1], offset: 1, total: 3, ageMs: 700 });
  expect(await list.slice(2, 5)).toEqual({ rows: [2], offset: 2, total: 3, ageMs: 700 });
  expect(await list.count()).toBe(3);
  expect(asked).toEqual([{ fresh: false }]);
});

test('is read once more when it has to be fresh, and not again after that', async () => {
  const { list, asked } = numbers();
  await list.slice(0, 5);
  expect(await list.slice(1, 5, true)).toEqual({ rows: [1, 2], offset: 1, total: 3 });
  await list.slice(0, 5, true);
  expect((await list.slice(0, 5)).ageMs).toBeUndefined();
  expect(asked).toEqual([{ fresh: false }, { fresh: true }]);
});

test('what it was cut off from is as fresh as what is asked for', async () => {
  const { list, asked } = numbers(5, { cap: 2 });
  expect((await list.slice(0, 9, true)).rows).toEqual([0, 1, 2, 3, 4]);
  expect(asked).toEqual([{ fresh: true }, { offset: 2, fresh: true }, { offset: 4, fresh: true }]);
});

test('without a count it is taken to be whole', async () => {
  const { list, asked } = numbers(5, { cap: 2, count: null });
  expect(await list.count()).toBe(2);
  expect(asked).toEqual([{ fresh: false }]);
});

test('once forgotten it is read anew, however it was read', async () => {
  const { list, asked } = numbers();
  await list.slice(0, 5);
  await list.slice(0, 5, true);
  list.forget();
  await list.slice(0, 5);
  await list.slice(0, 5, true);
  expect(asked.map(({ fresh }) => fresh)).toEqual([false, true, false, true]);
});
