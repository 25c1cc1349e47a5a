import { expect, test } from 'vitest';
import { PAGE_SIZE, Paged } from '../../src/upstream/paged.js';

/** A list of 600 rows whose pages are as old as `ageOf` says, unless they are to be fresh. */
function aged(ageOf: (offset: number) => number | undefined) {
  const asked: string[] = [];
  const rows = new Paged<number>({
    key: '/things/',
    route: '/things/',
    params: {},
    query: {},
    idOf: String,
    remembered: () => undefined,
    page: async (limit, offset, { fresh }) => {
      asked.push(`${offset}${fresh ? ' fresh' : ''}`);
      const length = Math.min(limit, 600 - offset);
      const ageMs = fresh ? undefined : ageOf(offset);
      return { rows: Array.from({ length }, (_, i) => offset + i), total: 600, ageMs };
    },
  });
  return { rows, asked };
}

test('pages of one moment fit together, however old they are', async () => {
  const { rows, asked } = aged((offset) => 4000 + offset);
  const slice = await rows.slice(0, 600);
  expect(slice.rows).toHaveLength(600);
  expect(slice.ageMs).toBe(4000 + 2 * PAGE_SIZE);
  expect(asked).toEqual(['0', '250', '500']);
});

test('pages of different moments do not: all are asked for', async () => {
  const { rows, asked } = aged((offset) => (offset === 250 ? 4000 : undefined));
  const slice = await rows.slice(0, 600);
  expect(slice.rows).toHaveLength(600);
  expect(slice.ageMs).toBeUndefined();
  expect(asked).toEqual(['0', '250', '500', '0 fresh', '250 fresh', '500 fresh']);
});

test('a single page may be of any age, and fresh ones are asked for as such', async () => {
  const { rows, asked } = aged(() => 300_000);
  expect((await rows.slice(0, 20)).ageMs).toBe(300_000);
  expect((await rows.slice(0, 20, true)).ageMs).toBeUndefined();
  expect(asked).toEqual(['0', '0 fresh']);
});
