import { expect, test } from 'vitest';
import { pagedNumbers } from '../../support/paged.js';

/** A list of 600 rows whose pages are as old as `ageOf` says, unless they are to be fresh. */
function aged(ageOf: (offset: number) => number | undefined) {
  const asked: string[] = [];
  const rows = pagedNumbers(async (limit, offset, { fresh }) => {
    asked.push(`${offset}${fresh ? ' fresh' : ''}`);
    const length = Math.min(limit, 600 - offset);
    const ageMs = fresh ? undefined : ageOf(offset);
    return { rows: Array.from({ length }, (_, i) => offset + i), total: 600, ageMs };
  });
  return { rows, asked };
}

test('pages of one moment fit together, however old they are', async () => {
  const { rows, asked } = aged((offset) => 4000 + offset);
  const slice = await rows.slice(0, 600);
  expect(slice.rows).toHaveLength(600);
  expect(slice.ageMs).toBe(4499);
  expect(asked).toEqual(['0', '249', '499']);
});

test('pages of different moments do not: all are asked for', async () => {
  const { rows, asked } = aged((offset) => (offset === 249 ? 4000 : undefined));
  const slice = await rows.slice(0, 600);
  expect(slice.rows).toHaveLength(600);
  expect(slice.ageMs).toBeUndefined();
  expect(asked).toEqual(['0', '249', '499', '0 fresh', '249 fresh', '499 fresh']);
});

test('a single page may be of any age, and fresh ones are asked for as such', async () => {
  const { rows, asked } = aged(() => 300_000);
  expect((await rows.slice(0, 20)).ageMs).toBe(300_000);
  expect((await rows.slice(0, 20, true)).ageMs).toBeUndefined();
  expect(asked).toEqual(['0', '0 fresh']);
});
