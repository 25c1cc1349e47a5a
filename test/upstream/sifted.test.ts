import { expect, test } from 'vitest';
import { Filters } from '../../src/upstream/filters.js';
import type { Rows } from '../../src/upstream/rows.js';
import { sifted } from '../../src/upstream/sifted.js';

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
