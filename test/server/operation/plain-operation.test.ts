import type { FastifyRequest } from 'fastify';
import { describe, expect, test } from 'vitest';
import { plainOperation } from '../../../src/server/operation/plain-operation.js';
import { useGateway } from '../../support/gateway.js';
import { post } from '../../support/post.js';

const query = '{ __typename }';
const json = { 'content-type': 'application/json' };
const read = (body: unknown, headers: object = json, method = 'POST') =>
  plainOperation({ method, headers, body } as FastifyRequest);

test.each<[unknown, object, object]>([
  [{ query }, json, { query }],
  [{ query }, { 'content-type': 'Application/JSON ; charset=utf-8' }, { query }],
  [{ query, operationName: null, variables: null, extensions: null }, json, { query }],
  [
    { query, operationName: '', variables: {}, extensions: {} },
    json,
    { query, operationName: '', variables: {}, extensions: {} },
  ],
  [
    { query, operationName: 'A', variables: { a: 1 }, other: 1 },
    json,
    { query, operationName: 'A', variables: { a: 1 } },
  ],
])('%j with %j is plain', (body, headers, operation) => {
  expect(read(body, headers)).toEqual(operation);
});

test.each<[unknown, object?, string?]>([
  [{ query }, json, 'GET'],
  [{ query }, { 'content-type': 'text/plain' }],
  [{ query }, { 'content-type': 'application/jsonp' }],
  [{ query }, {}],
  [{}],
  [{ query: '' }],
  [{ query: 1 }],
  [{ query, variables: '{}' }],
  [{ query, variables: [] }],
  [{ query, extensions: 1 }],
  [{ query, operationName: 1 }],
  [{ query, documentId: 'a' }],
  [[{ query }]],
  [null],
  [query],
])('%j is not, with %j by %s', (body, headers, method) => {
  expect(read(body, headers, method)).toBeNull();
});

describe('a client whose first operation was answered', () => {
  const gateway = useGateway({ devices: 3, env: { LIMIT_COST_CALLS: '50' } });
  const device = 'query One($id: ID!) { device(id: $id) { name } }';

  const accepted = ['application/json', 'application/graphql-response+json', '*/*'];
  const bodies: object[] = [
    { query: '{ devices(first: 2) { nodes { name } } }' },
    { query: device, variables: { id: '5d1f0c0e-0000-4000-8000-000000000000' } },
    { query: device, variables: {} },
    { query: device, operationName: 'Two', variables: { id: 'a' } },
    { query: device, operationName: '', variables: { id: 'a' } },
    { query: device, extensions: { persistedQuery: { version: 2, sha256Hash: 'a' } } },
    { query: `${query} query Other ${query}` },
    { query: '{ nothing }' },
    { query: '{ nothing' },
    { query: 'subscription { deviceChanged { deviceId } }' },
    { query: '{ devices(first: 60) { nodes { heartbeat { isOnline } } } }' },
    { query: '{ devices(first: -1) { nodes { name } } }' },
    { query: '{ devices(first: 2) { nodes { name group { name } } } viewer { id } }' },
  ];

  test.each(accepted)('is told by %s what it would have been told at first', async (type) => {
    for (const [number, body] of bodies.entries()) {
      // Nobody has asked like this before.
      const accept = `${type}, text/x-${number};q=0.1`;
      const ask = async (sent: object, headers: Record<string, string> = {}) => {
        const response = await post(`${gateway.url}/graphql`, sent, { headers: { accept, ...headers } });
        const told = [...response.headers].filter(([name]) => !/^(date|x-request-id|content-length)$/.test(name));
        return { status: response.status, told, text: (await response.text()).replace(/"(ms|waitedMs)":\d+/g, '') };
      };
      const late = { 'x-esper-timeout-ms': 'soon' };
      const first = [await ask(body, late), await ask(body)];
      expect(await ask({ query })).toMatchObject({ status: 200 });
      expect([await ask(body, late), await ask(body)]).toEqual(first);
    }
  });
});
