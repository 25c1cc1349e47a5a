import { expect, test } from 'vitest';
import { UpstreamError } from '../../../src/upstream/errors.js';
import { cursorPageOf, itemOf, pageOf, rowCountOf } from '../../../src/upstream/lists/envelope.js';

const rows = [{ id: 'a' }, { id: 'b' }];

test.each<[string, unknown, unknown, number | null]>([
  ['{count, results} of legacy, v0 and v1', { count: 7, next: null, previous: null, results: rows }, rows, 7],
  ['{content: {count, results}} of v2', { content: { count: 7, next: null, prev: '', results: rows } }, rows, 7],
  ['code and message beside content', { code: 200, message: 'ok', content: { count: 7, results: rows } }, rows, 7],
  ['{count, userinvites} of invites', { count: 7, userinvites: rows }, rows, 7],
  ['{count, roles} of roles', { count: 7, roles: rows }, rows, 7],
  ['a bare list', rows, rows, 2],
  ['a bare list in content', { content: rows }, rows, 2],
  ['an envelope without a count', { content: { next: null, previous: null, results: rows } }, rows, null],
  ['a count that is no number', { count: '7', results: rows }, rows, null],
  ['a count below zero', { count: -1, results: rows }, rows, null],
  ['null results', { content: { count: 0, results: null } }, [], 0],
  ['null results without a count', { results: null }, [], 0],
  ['an empty list', { count: 0, results: [] }, [], 0],
  ['null content beside results', { content: null, count: 2, results: rows }, rows, 2],
])('reads a page out of %s', (_, body, expected, total) => {
  expect(pageOf(body, 'GET /things/')).toMatchObject({ rows: expected, total });
});

test.each<[string, unknown]>([
  ['nothing', null],
  ['text', 'results'],
  ['a number', 5],
  ['an object without rows', { count: 3 }],
  ['rows that are an object', { results: { a: 1 } }],
  ['rows that are text', { content: { results: 'none' } }],
  ['an error that came with status 200', { code: 500, message: 'timing out' }],
])('finds no page in %s', (_, body) => {
  expect(() => pageOf(body, 'GET /things/')).toThrowError(
    new UpstreamError('UPSTREAM_MALFORMED', { call: 'GET /things/' }),
  );
});

test('reads a thing, bare or out of its content', () => {
  const thing = { id: 'a', name: 'A' };
  expect(itemOf(thing, 'GET /things/{id}')).toEqual(thing);
  expect(itemOf({ content: thing }, 'GET /things/{id}')).toEqual(thing);
  expect(itemOf({ code: 200, message: 'ok', content: thing }, 'GET /things/{id}')).toEqual(thing);
});

test('reads a thing that has nothing but a status', () => {
  const counts = { status: [{ state: 'Command Success', total: 1 }] };
  expect(itemOf({ content: counts }, 'GET /things/{id}')).toEqual(counts);
});

test('leaves a field that happens to be called content alone when it holds no object', () => {
  expect(itemOf({ id: 'a', content: 'text' }, 'GET /things/{id}')).toEqual({ id: 'a', content: 'text' });
});

test.each([
  null,
  '',
  'text',
  5,
  [],
  [{ id: 'a' }],
  { content: [] },
  {},
  { code: 200, message: 'ok' },
  { code: 200, message: 'ok', content: {} },
])('finds no thing in %j', (body) => {
  expect(() => itemOf(body, 'GET /things/{id}')).toThrowError(
    new UpstreamError('UPSTREAM_MALFORMED', { call: 'GET /things/{id}' }),
  );
});

test.each<[unknown, true | undefined]>([
  ['http://another.example/api/v2/devices/?offset=250', true],
  ['', undefined],
  [null, undefined],
  [undefined, undefined],
])('%j as the next page says whether there is one: %s', (next, hasMore) => {
  expect(pageOf({ content: { count: 2, next, results: rows } }, '').hasMore).toBe(hasMore);
});

test.each<[unknown, boolean | undefined]>([
  ['/v1/geofences?offset=2', true],
  ['', false],
  [null, false],
  [undefined, undefined],
])('and so it does where the list has no count: %j: %s', (next, hasMore) => {
  expect(pageOf({ content: { next, results: rows } }, '').hasMore).toBe(hasMore);
});

test.each<[object, string | null | undefined]>([
  [{ has_more: true, next_cursor: 'c2' }, 'c2'],
  [{ has_more: false, next_cursor: null }, null],
  [{ has_more: false, next_cursor: 'c2' }, null],
  [{ has_more: true, next_cursor: null }, undefined],
  [{ count: 7, next: null }, undefined],
])('a page that says %j goes on at %j', (said, next) => {
  expect(cursorPageOf({ content: { results: rows, ...said } }, '')).toMatchObject({ rows, next });
});

test.each<[unknown, number | undefined]>([
  [{ content: { count: 7, results: rows } }, 2],
  [{ count: 7, roles: rows }, 2],
  [rows, 2],
  [{ content: { count: 0, results: null } }, undefined],
  [{ id: 'a' }, undefined],
  ['text', undefined],
  [null, undefined],
])('of %j the rows are counted: %j', (body, count) => {
  expect(rowCountOf(body)).toBe(count);
});
