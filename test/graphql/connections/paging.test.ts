import { expect, test } from 'vitest';
import { hasCursor, sizeOf, stretchCalls, type PageArgs } from '../../../src/graphql/connections/paging.js';

test.each<[PageArgs, number]>([
  [{}, 20],
  [{ first: 0 }, 0],
  [{ last: 3 }, 3],
  [{ first: null, last: 1000 }, 1000],
  [{ first: 1001 }, 1000], // which is refused, but priced before that
  [{ first: -1 }, 0],
])('%j asks for %i rows', (args, rows) => {
  expect(sizeOf(args)).toBe(rows);
});

test.each<[string, PageArgs, number]>([
  ['a page', { first: 250 }, 1],
  ['no rows, but the count', { first: 0 }, 1],
  ['as many pages as rows need', { first: 251 }, 2],
  ['the count and the last page', { last: 20 }, 2],
  ['the count and the last pages', { last: 1000 }, 5],
  ['the page, both sides of a cursor that has moved, and the page where it is now', { first: 20, after: 'c' }, 4],
  ['the same backwards, with more pages', { last: 300, before: 'c' }, 6],
])('%s: %j takes %i calls at most', (_, args, calls) => {
  expect(stretchCalls(args)).toBe(calls);
});

test.each<[PageArgs, number]>([
  [{ first: 99 }, 1],
  [{ first: 1000 }, 11],
  [{ last: 20 }, 2],
  [{ first: 20, after: 'c' }, 1 + 2 * 3 + 1],
])('of pages that each go on by 99 rows, %j takes %i calls at most', (args, calls) => {
  expect(stretchCalls(args, 99)).toBe(calls);
});

test('only what begins or ends at a cursor has one', () => {
  expect([{}, { after: null, before: null }, { after: 'c' }, { before: 'c' }].map(hasCursor)).toEqual([
    false,
    false,
    true,
    true,
  ]);
});
