import { expect, test } from 'vitest';
import type { Asking } from '../../../src/upstream/asking.js';
import { pageOf, type Page } from '../../../src/upstream/lists/envelope.js';
import { cutOut, held, type Extent } from '../../../src/upstream/lists/held-page.js';

const list = { route: '/things/', params: {}, query: { ordering: 'name', color: 'red' } };
const read = (body: unknown): Page<{ id: number }> => pageOf(body, 'GET /things/');

/** A page that is kept: where it begins, what was asked for, how many rows came, how many the list is said to have, and a next page. */
type Kept = readonly [offset: number, limit: number, rows: number, total: number | null, next?: string | null];

/** An operation of a caller of whom these pages are kept, the newest first. */
function keeping(kept: readonly Kept[], path: string | null = '/things/'): Asking {
  const pages = kept.map(([offset, limit, length, count, next]) => ({
    path: `/things/?color=red&limit=${limit}${offset ? `&offset=${offset}` : ''}&ordering=name`,
    body: { ...(count !== null && { count }), next, results: Array.from({ length }, (_, n) => ({ id: offset + n })) },
    ageMs: 0,
  }));
  return {
    recall: {
      narrowedPages: ({ path: list }: { path: string }) => (list === '/things/?color=red&ordering=name' ? pages : []),
    },
    nameNow: (route: string) => path && { route, path },
  } as unknown as Asking;
}

test.each<[string, Kept[], Extent, Extent | undefined]>([
  ['the page itself', [[0, 20, 20, 99]], { offset: 0, limit: 20 }, { offset: 0, limit: 20 }],
  ['a longer page', [[0, 50, 50, 99]], { offset: 0, limit: 20 }, { offset: 0, limit: 50 }],
  ['rows within a page', [[10, 50, 50, 99]], { offset: 30, limit: 30 }, { offset: 10, limit: 50 }],
  [
    'the newest of several',
    [
      [0, 30, 30, 99],
      [0, 50, 50, 99],
    ],
    { offset: 0, limit: 20 },
    { offset: 0, limit: 30 },
  ],
  [
    'the newest that holds them',
    [
      [0, 10, 10, 99],
      [0, 50, 50, 99],
    ],
    { offset: 0, limit: 20 },
    { offset: 0, limit: 50 },
  ],
  ['the end of the list', [[10, 50, 40, 50]], { offset: 30, limit: 250 }, { offset: 10, limit: 50 }],
  [
    'the end of a list without a count',
    [[10, 50, 40, null, null]],
    { offset: 30, limit: 250 },
    { offset: 10, limit: 50 },
  ],
  ['a list without rows', [[0, 20, 0, 0]], { offset: 0, limit: 250 }, { offset: 0, limit: 20 }],
  ['no page that ends before', [[0, 50, 50, 99]], { offset: 40, limit: 11 }, undefined],
  ['no page that begins behind', [[10, 50, 50, 99]], { offset: 9, limit: 2 }, undefined],
  ['no page that the REST API cut short', [[0, 50, 20, 99]], { offset: 0, limit: 21 }, undefined],
  ['no page of a list of which nobody knows where it ends', [[0, 50, 20, null]], { offset: 0, limit: 21 }, undefined],
  ['no page at which a list ends by its count only', [[0, 50, 50, 50, '?']], { offset: 0, limit: 51 }, undefined],
  ['no page that goes beyond what is counted', [[0, 50, 50, 40]], { offset: 0, limit: 51 }, undefined],
  ['none where nothing is kept', [], { offset: 0, limit: 1 }, undefined],
] as const)('finds %s', (_, kept, wanted, found) => {
  expect(held(keeping(kept), list, wanted, read)).toEqual(found);
});

test.each([
  ['another filter', { color: 'blue' }],
  ['no filter', { color: undefined }],
  ['another order', { ordering: 'age' }],
])('finds no page by %s', (_, other) => {
  const asking = keeping([[0, 50, 50, 99]]);
  expect(held(asking, { ...list, query: { ...list.query, ...other } }, { offset: 0, limit: 5 }, read)).toBeUndefined();
});

test('finds nothing where it has yet to be learnt what the list is called, or nothing kept is wanted', () => {
  const wanted = { offset: 0, limit: 5 };
  expect(held(keeping([[0, 50, 50, 99]], null), list, wanted, read)).toBeUndefined();
  expect(held({ recall: null } as Asking, list, wanted, read)).toBeUndefined();
});

test('rows that are cut out say whether there are more behind them', () => {
  const page = { rows: [0, 1, 2, 3, 4], total: null };
  const from = { offset: 10, limit: 5 };
  expect(cutOut(page, from, { offset: 11, limit: 2 })).toEqual({ rows: [1, 2], total: null, hasMore: true });
  expect(cutOut(page, from, { offset: 13, limit: 2 })).toEqual({ rows: [3, 4], total: null, hasMore: undefined });
  expect(cutOut({ ...page, hasMore: true }, from, { offset: 14, limit: 9 })).toMatchObject({
    rows: [4],
    hasMore: true,
  });
  expect(cutOut(page, from, from)).toBe(page);
});
