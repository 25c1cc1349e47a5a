import type { FastifyRequest } from 'fastify';
import { expect, test } from 'vitest';
import { flightKey, queryFinder } from '../../../src/server/operation/flight-key.js';

const isQuery = queryFinder(1000);
const usual = {
  query: 'query One($a: Int) { x } query Two { y }',
  operationName: 'One',
  variables: { a: 1, b: { c: 2, d: 3 } },
};
const key = (body: object = {}, headers: Record<string, string> = {}, caller = 'ada', method = 'POST') =>
  flightKey({ method, headers, body: { ...usual, ...body } } as FastifyRequest, caller, isQuery);

/** Lists in lists. */
const nested = (levels: number): unknown => {
  let made: unknown = 1;
  for (let level = 0; level < levels; level++) made = [made];
  return made;
};

test('the same question has the same key, in whichever order its variables are written', () => {
  expect(key()).toMatch(/^[\w-]{43}$/);
  expect(key({ variables: { b: { d: 3, c: 2 }, a: 1 } })).toBe(key());
  expect(key({}, { 'x-request-id': 'another', 'user-agent': 'another' })).toBe(key());
});

test.each([null, 'Q'])('the only operation of a document needs no name, be it called %s', (name) => {
  const query = name ? `query ${name} { x }` : '{ x }';
  expect(key({ query, operationName: undefined })).toMatch(/^[\w-]{43}$/);
});

test('a list is not taken for an object with numbers for keys', () => {
  expect(key({ variables: { a: [1] } })).not.toBe(key({ variables: { a: { 0: 1 } } }));
});

test.each([
  ['caller', key({}, {}, 'bob')],
  ['operation', key({ operationName: 'Two' })],
  ['document', key({ query: `${usual.query} ` })],
  ['variables', key({ variables: { ...usual.variables, a: 2 } })],
  ['variables that are left out', key({ variables: { ...usual.variables, a: null } })],
  ['extensions', key({ extensions: { x: 1 } })],
  ['wish for fresh data', key({}, { 'cache-control': 'no-cache' })],
  ['deadline', key({}, { 'x-esper-timeout-ms': '5000' })],
  ['wanted type', key({}, { accept: 'application/graphql-response+json' })],
])('another %s has another key', (_, other) => {
  expect(other).not.toBeNull();
  expect(other).not.toBe(key());
});

test.each([
  ['a mutation', key({ query: 'mutation { x }', operationName: null })],
  ['a mutation beside a query', key({ query: 'query Q { x } mutation M { x }', operationName: 'M' })],
  ['a subscription', key({ query: 'subscription { x }', operationName: undefined })],
  ['no operation that can be told', key({ operationName: undefined })],
  ['an operation that is not there', key({ operationName: 'Three' })],
  ['what is longer than may be read', key({ query: `{ ${'x '.repeat(1000)}}`, operationName: undefined })],
  ['what cannot be read', key({ query: '{ x' })],
  ['no document', key({ query: undefined })],
  ['what is to be explained', key({}, { 'x-esper-explain': '1' })],
  ['what is nested too deep to be compared', key({ variables: { a: nested(20_000) } })],
  ['extensions that are', key({ extensions: { a: nested(20_000) } })],
  ['a GET', key({}, {}, 'ada', 'GET')],
  [
    'a request without a body',
    flightKey({ method: 'POST', headers: {}, body: null } as FastifyRequest, 'ada', isQuery),
  ],
])('%s is shared with nobody', (_, none) => {
  expect(none).toBeNull();
});
