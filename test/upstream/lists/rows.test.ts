import { expect, test } from 'vitest';
import { begun, deferred, joined, mapped, readWhole, rowsOf, type Rows } from '../../../src/upstream/lists/rows.js';

interface Thing {
  id: number;
}
const things = (...ids: number[]): Thing[] => ids.map((id) => ({ id }));

/** A list, and the slices asked of it. */
function watched(key: string, all: readonly Thing[]) {
  const slices: [number, number, fresh?: true][] = [];
  const rows: Rows<Thing> = {
    ...rowsOf(
      key,
      ({ id }) => String(id),
      () => all,
    ),
    slice: async (offset, limit, fresh) => {
      slices.push(fresh ? [offset, limit, fresh] : [offset, limit]);
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

test('a mapped list tells how old its rows are and whether they moved, is read fresh, and is followed, as the list that it is of', async () => {
  const { rows, slices } = watched('/things/', things(1, 2, 3));
  const aged = async (offset: number, limit: number, fresh?: boolean) => ({
    ...(await rows.slice(offset, limit, fresh)),
    ageMs: 700,
    moved: true,
  });
  const list = mapped(
    {
      ...rows,
      slice: aged,
      follow: async ({ offset }, limit) => aged(offset + 1, limit),
      coming: async (length) => aged(0, length),
      isAtHand: () => true,
      length: () => 3,
    } as Rows<Thing>,
    ({ id }) => ({ id: -id }),
  );
  const told = { total: 3, ageMs: 700, moved: true };
  expect(await list.slice(1, 1, true)).toEqual({ rows: things(-2), offset: 1, ...told });
  expect(slices).toEqual([[1, 1, true]]);
  expect(await list.follow?.({ offset: 1, id: '2' }, 1)).toEqual({ rows: things(-3), offset: 2, ...told });
  expect(await list.coming?.(1)).toEqual({ rows: things(-1), offset: 0, ...told });
  expect([list.isAtHand?.(), list.length?.()]).toEqual([true, 3]);
});

test('a mapped list knows of nothing at hand, under way, or to follow by, where the list that it is of does not', async () => {
  const list = mapped(watched('/things/', things(1)).rows, (row) => row);
  expect([list.isAtHand?.(), list.length?.(), list.coming?.(1)]).toEqual([false, undefined, undefined]);
  expect(await list.follow?.({ offset: 0, id: '1' }, 1)).toBeNull();
});

test('of a list that has begun, what ends before the last row seen is not asked for, unless it has to be fresh', async () => {
  const { rows, slices } = watched('/things/', things(1, 2, 3, 4));
  const list = begun(rows, things(1, 2, 3));
  expect(await list.slice(1, 1)).toEqual({ rows: things(2), offset: 1, total: null });
  expect(slices).toEqual([]);
  expect((await list.slice(1, 2)).rows).toEqual(things(2, 3)); // whether more follows is not known
  expect((await list.slice(0, 1, true)).rows).toEqual(things(1));
  expect([list.key, list.idOf({ id: 4 }), await list.count()]).toEqual(['/things/', '4', 4]);
  expect(slices).toEqual([
    [1, 2],
    [0, 1, true],
  ]);
});

test('a short list is read whole for any part of it, and in parts beyond that', async () => {
  const { rows, slices } = watched('/things/', things(1, 2, 3));
  const list = readWhole(rows, 3);
  expect(await list.slice(1, 1)).toEqual({ rows: things(2), offset: 1, total: 3 });
  expect([list.key, list.idOf({ id: 4 }), await list.count()]).toEqual(['/things/', '4', 3]);
  await list.slice(2, 2, true);
  await list.slice(0, 1, true);
  expect(slices).toEqual([
    [0, 3],
    [0, 3],
    [2, 2, true],
    [0, 3, true],
  ]);
});

test('a deferred list is told how many rows are wanted, and is the list that comes of it', async () => {
  const { rows, slices } = watched('/things/', things(1, 2, 3));
  const told: number[] = [];
  const list = deferred(rows, async (end) => {
    told.push(end);
    return rows;
  });
  expect(await list.slice(1, 1, true)).toEqual({ rows: things(2), offset: 1, total: 3 });
  expect([list.key, list.idOf({ id: 4 }), await list.count()]).toEqual(['/things/', '4', 3]);
  expect({ told, slices }).toEqual({ told: [2, 0], slices: [[1, 1, true]] });
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
  expect((await rows.slice(0, 250)).rows).toEqual(many(0, 250));
  expect(slices()).toEqual([[[0, 250]], [[0, 250]], [[0, 250]]]);
});

test('joined lists that have to be fresh are read so to the end', async () => {
  const { rows, slices } = threeJoined(many(0, 40), many(40, 300));
  expect((await rows.slice(240, 60, true)).rows).toEqual(many(240, 60));
  expect(slices()).toEqual([
    [[0, 50, true]],
    [
      [0, 50, true],
      [200, 60, true],
    ],
  ]);
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

test.each([340, 360])(
  'a joined list that ends before row %i is asked for no more than its beginning',
  async (offset) => {
    const { rows, slices } = threeJoined(many(0, 40), many(40, 300), many(340, 200));
    expect((await rows.slice(offset, 10)).rows).toEqual(many(offset, 10));
    expect(slices().slice(0, 2)).toEqual([[[0, 50]], [[0, 50]]]);
  },
);

test('a joined list without a count is taken to be what came of it', async () => {
  const { rows } = watched('/things/', things(1, 2));
  const uncounted: Rows<Thing> = {
    ...rows,
    slice: async (...asked) => ({ ...(await rows.slice(...asked)), total: null }),
  };
  const both = joined('joined', [uncounted, watched('/more/', things(3)).rows]);
  expect(await both.slice(0, 5)).toEqual({ rows: things(1, 2, 3), offset: 0, total: 3 });
});

test('no lists joined are an empty one', async () => {
  const none = joined<Thing>('none', []);
  expect(await none.slice(0, 5)).toEqual({ rows: [], offset: 0, total: 0 });
  expect(await none.count()).toBe(0);
});
