import { expect, test } from 'vitest';
import { mendStatus } from '../../../src/server/operation/mend-answer.js';

test.each<[string, number, string | undefined, number]>([
  ['application/json', 400, '{ nope }', 200],
  ['*/*', 400, '{ nope }', 200],
  ['application/graphql-response+json', 400, '{ nope }', 400],
  ['application/graphql-response+json, application/json;q=0.9', 400, '{ nope }', 400],
  ['application/json', 400, undefined, 400],
  ['application/json', 500, '{ nope }', 500],
])('to who accepts %s a status %i for the query %j is %i', (accept, status, query, given) => {
  const response = { http: { status } };
  const request = { query, http: { headers: new Map([['accept', accept]]) } };
  mendStatus({ request, response } as never);
  expect(response.http.status).toBe(given);
});
