import { expect, test } from 'vitest';
import { joined, mapped, rowsOf, type Rows } from '../../src/upstream/rows.js';

interface Thing {
  id: number;
}
const things = (...ids: number[]): Thing[] => ids.map((id) => ({ id }));

/** A list, and the slices asked of it. */
function watched(key: string, all: readonly Thing[]) {
  const slices: [number, number][] = [];
  const rows: Rows<Thing> = {
    ...rowsOf(
      key,
      ({ id }) => String(id),
      () => all,
    ),
    slice: async (offset, limit) => {
      slices.push([offset, limit]);
      return { rows: all.slice(offset, offset + limit), offset, total: all.length };
    },
  };
  return { rows, slices };
}

test('a list that comes in one piece is loaded once, when it is first needed', async () => {
  let loads = 0;
  const rows = rowsOf(
    '/things/',
    ({ id }: Thing) => String(id),
    async () => {
      loads++;
      return things(1, 2, 3);
    },
  );
  expect(loads).toBe(0);
  expect(await Promise.all([rows.slice(1, 5), rows.count()])).toEqual([{ rows: things(2, 3), offset: 1, total: 3 }, 3]);
  expect(await rows.slice(3, 5)).toEqual({ rows: [], offset: 3, total: 3 });
  expect(loads).toBe(1);
});

test('a mapped list keeps key, places and count, and turns only the rows that are read', async () => {
  const turned: number[] = [];
  const rows = mapped(watched('/things/', things(1, 2, 3)).rows, ({ id }) => {
    turned.push(id);
    return { id: String(id), name: `thing ${id}` };
  });
  expect(await rows.slice(1, 1)).toEqual({ rows: [{ id: '2', name: 'thing 2' }], offset: 1, total: 3 });
  expect([rows.key, rows.idOf({ id: '2', name: '' }), await rows.count()]).toEqual(['/things/', '2', 3]);
  expect(turned).toEqual([2]);
});

test.each<[number, number, Thing[], [number, number][][]]>([
  [2, 3, things(3, 4, 5), [[[2, 1]], [], [[0, 2]]]],
  [0, 99, things(1, 2, 3, 4, 5, 6), [[[0, 3]], [], [[0, 3]]]],
  [4, 1, things(5), [[], [], [[1, 1]]]],
  [6, 5, [], [[], [], []]],
])('of joined lists, %i + %i asks only those that hold some of it', async (offset, limit, expected, slices) => {
  const parts = [watched('a', things(1, 2, 3)), watched('b', []), watched('c', things(4, 5, 6))];
  const rows = joined(
    'abc',
    parts.map((part) => part.rows),
  );
  expect(await rows.slice(offset, limit)).toEqual({ rows: expected, offset, total: 6 });
  expect(parts.map((part) => part.slices)).toEqual(slices);
  expect([rows.key, rows.idOf({ id: 4 }), await rows.count()]).toEqual(['abc', '4', 6]);
});

test.each<[number, Thing[]]>([
  [2, things(1, 2)],
  [5, things(1, 2, 3, 4, 5)],
])('the first %i rows of joined lists are asked of each, since their lengths come along', async (limit, expected) => {
  const parts = [watched('a', things(1, 2, 3)), watched('b', []), watched('c', things(4, 5, 6))];
  const rows = joined(
    'abc',
    parts.map((part) => part.rows),
  );
  expect(await rows.slice(0, limit)).toEqual({ rows: expected, offset: 0, total: 6 });
  expect(parts.map((part) => part.slices)).toEqual([[[0, limit]], [[0, limit]], [[0, limit]]]);
});

test('no lists joined are an empty one', async () => {
  expect(await joined('none', []).slice(0, 5)).toEqual({ rows: [], offset: 0, total: 0 });
});
