import { describe, expect, test } from 'vitest';
import { rowsOf, type Rows } from '../../../src/upstream/lists/rows.js';
import { Filters } from '../../../src/upstream/planning/filters.js';
import { sifted } from '../../../src/upstream/planning/sifted.js';

interface Row {
  readonly id: string;
  readonly isRobot: boolean;
}

/** Persons, with a robot wherever `isRobot` says so, and the stretches of them that were read. */
function listOf(length: number, isRobot: (at: number) => boolean = () => false) {
  const all: Row[] = Array.from({ length }, (_, at) => ({ id: `u${at}`, isRobot: isRobot(at) }));
  const read: (readonly [offset: number, limit: number])[] = [];
  const slice: Rows<Row>['slice'] = async (offset, limit) => {
    read.push([offset, limit]);
    return { rows: all.slice(offset, offset + limit), offset, total: all.length };
  };
  const rows: Rows<Row> = { key: 'users', idOf: ({ id }) => id, slice, count: async () => (await slice(0, 1)).total };
  return { rows, read, persons: all.filter((row) => !row.isRobot) };
}

const forPersons = (filters: Filters) => ({ filter: 'persons', filters, fits: ({ isRobot }: Row) => !isRobot });
const newFilters = () => new Filters({ isTried: () => false });

test('a list without leaks is read as it is, and counted cheaply once it was seen to have none', async () => {
  const { rows, read } = listOf(300);
  const list = sifted(rows, forPersons(newFilters()));
  expect((await list.slice(20, 10)).rows.map(({ id }) => id)[0]).toBe('u20');
  expect([await list.count(), await list.count()]).toEqual([300, 300]);
  expect(read).toEqual([
    [20, 10],
    [0, 250],
    [0, 1],
  ]);
});

test.each([1, 20, 50, 400])('a list that leaks is the same in pages of %i as one that does not', async (size) => {
  const { rows, persons } = listOf(300, (at) => at % 7 === 3);
  const list = sifted(rows, forPersons(newFilters()));
  const seen: Row[] = [];
  for (let offset = 0; offset < persons.length; offset += size) seen.push(...(await list.slice(offset, size)).rows);
  expect(seen).toEqual(persons);
  expect(await list.count()).toBe(persons.length);
});

test('a leak is remembered, so that rows and their number are right wherever it was', async () => {
  const filters = newFilters();
  const { rows, persons } = listOf(300, (at) => at === 299);
  expect((await sifted(rows, forPersons(filters)).slice(250, 50)).rows).toEqual(persons.slice(250));
  expect(await sifted(rows, forPersons(filters)).count()).toBe(299);
  expect((await sifted(rows, forPersons(filters)).slice(0, 5)).total).toBe(299);
});

interface Child {
  readonly id: string;
  readonly parent: string | null;
}
/** A root and its children, and others in between. */
const every: Child[] = Array.from({ length: 300 }, (_, n) => ({ id: `g${n}`, parent: n % 40 < 30 ? 'root' : 'other' }));
const all: Child[] = [...every, { id: 'root', parent: null }];
const children = all.filter(({ parent }) => parent === 'root');
const unfiltered = rowsOf(
  'all',
  ({ id }: Child) => id,
  () => all,
);

interface Options {
  readonly knows: boolean;
  readonly found?: readonly Child[];
  readonly filters?: Filters;
}

/** The children of the root, by a server that knows the filter or sends all groups in its place. */
function narrowed({ knows, found = children, filters = newFilters() }: Options) {
  const counted = { times: 0 };
  const list = sifted(
    rowsOf('asked', unfiltered.idOf, () => (knows ? found : all)),
    {
      filter: 'by parent',
      filters,
      fits: ({ parent }) => parent === 'root',
      unfiltered: {
        slice: (...asked) => unfiltered.slice(...asked),
        count: async () => {
          counted.times++;
          return all.length;
        },
      },
    },
  );
  return { list, counted };
}

test.each([true, false])(
  'is the same walked in small pages whether the server knows the filter or not: %s',
  async (knows) => {
    for (const size of [1, 20, 50, 100, 400]) {
      const { list } = narrowed({ knows });
      const seen: Child[] = [];
      const totals = new Set<number | null>();
      for (let offset = 0; offset < children.length; offset += size) {
        const { rows, total } = await list.slice(offset, size);
        seen.push(...rows);
        totals.add(total);
      }
      expect(seen).toEqual(children);
      expect(totals).toEqual(new Set([children.length]));
      expect(await narrowed({ knows }).list.count()).toBe(children.length);
    }
  },
);

test('whether the filter works is found out once for a tenant, and not at all of a list that comes whole', async () => {
  const filters = newFilters();
  const whole = narrowed({ knows: true, filters });
  await whole.list.slice(0, 400);
  const none = narrowed({ knows: true, found: [], filters });
  expect(await none.list.slice(20, 10)).toMatchObject({ rows: [], total: 0 });
  expect([whole.counted.times, none.counted.times]).toEqual([0, 0]);
  const first = narrowed({ knows: true, filters });
  await Promise.all([first.list.slice(0, 10), first.list.slice(10, 10), first.list.count()]);
  expect(first.counted.times).toBe(1);
  const second = narrowed({ knows: true, filters });
  await second.list.slice(0, 10);
  expect(second.counted.times).toBe(0);
});

describe('a filter by which rows may be listed that have just ceased to fit', () => {
  const lagging = (filters: Filters) => ({ ...forPersons(filters), mayLag: true });

  test('is believed while most of them fit, and such a row is told as it is listed', async () => {
    const { rows, read } = listOf(20, (at) => at === 3);
    const filters = newFilters();
    const list = sifted(rows, lagging(filters));
    expect((await list.slice(0, 10)).rows).toHaveLength(10);
    expect(await list.count()).toBe(20);
    expect(filters.isRefuted('persons')).toBe(false);
    expect(read).toEqual([
      [0, 10],
      [0, 250],
    ]);
  });

  test('is doubted where most of them do not, and the list is sifted', async () => {
    const { rows, persons } = listOf(20, (at) => at % 3 > 0);
    const filters = newFilters();
    expect((await sifted(rows, lagging(filters)).slice(0, 10)).rows).toEqual(persons);
    expect(filters.isRefuted('persons')).toBe(true);
  });
});
