import { expect, test } from 'vitest';
import { joined, mapped, rowsOf, type Rows } from '../../../src/upstream/lists/rows.js';

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

/** Three lists that are joined, and the slices asked of each. */
function threeJoined(...lists: Thing[][]) {
  const parts = lists.map((all, at) => watched(`${at}`, all));
  const rows = joined(
    'joined',
    parts.map((part) => part.rows),
  );
  return { rows, slices: () => parts.map((part) => part.slices) };
}
const many = (from: number, length: number) => things(...Array.from({ length }, (_, i) => from + i));

test.each<[number, number, Thing[]]>([
  [0, 2, things(1, 2)],
  [0, 5, things(1, 2, 3, 4, 5)],
  [2, 2, things(3, 4)],
  [4, 20, things(5, 6)],
  [6, 5, []],
])('of joined lists, %i + %i is asked of the beginnings of each, since their lengths come along', async (...asked) => {
  const [offset, limit, expected] = asked;
  const { rows, slices } = threeJoined(things(1, 2, 3), [], things(4, 5, 6));
  expect(await rows.slice(offset, limit)).toEqual({ rows: expected, offset, total: 6 });
  expect(slices()).toEqual([[[0, offset + limit]], [[0, offset + limit]], [[0, offset + limit]]]);
  expect([rows.key, rows.idOf({ id: 4 }), await rows.count()]).toEqual(['joined', '4', 6]);
});

test('the first page of joined lists takes one slice of each', async () => {
  const { rows, slices } = threeJoined(many(0, 40), many(40, 300), many(340, 200));
  expect((await rows.slice(0, 100)).rows).toEqual(many(0, 100));
  expect(slices()).toEqual([[[0, 100]], [[0, 100]], [[0, 100]]]);
});

test('what lies behind the beginning of a joined list is asked of that alone', async () => {
  const { rows, slices } = threeJoined(many(0, 40), many(40, 300), many(340, 200));
  expect(await rows.slice(240, 60)).toEqual({ rows: many(240, 60), offset: 240, total: 540 });
  expect(slices()).toEqual([
    [[0, 50]],
    [
      [0, 50],
      [200, 60],
    ],
    [[0, 50]],
  ]);
});

test('no lists joined are an empty one', async () => {
  expect(await joined('none', []).slice(0, 5)).toEqual({ rows: [], offset: 0, total: 0 });
});
