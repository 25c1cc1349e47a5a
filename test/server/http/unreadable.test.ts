import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import Fastify from 'fastify';
import { expect, test } from 'vitest';
import { tellUnreadable } from '../../../src/server/http/unreadable.js';
import { createLog } from '../../../src/telemetry/log.js';
import { useGateway } from '../../support/gateway.js';
import { post } from '../../support/post.js';

const gateway = useGateway({ devices: 1, env: { LIMIT_BODY_BYTES: '1024' } });

const tooLong = { code: 'LIMIT_EXCEEDED', limit: { name: 'LIMIT_BODY_BYTES', most: 1024 } };

test.each([
  ['is cut short', 400, '{"query":', { code: 'BAD_REQUEST' }],
  ['is too long', 413, JSON.stringify({ query: `{ viewer { ${'id '.repeat(500)} } }` }), tooLong],
])('a body that %s is answered as GraphQL answers', async (_, status, body, extensions) => {
  const response = await post(`${gateway.url}/graphql`, body);
  expect(response.status).toBe(status);
  expect(await response.json()).toEqual({ errors: [{ message: expect.any(String), extensions }] });
});

test('a body that is packed is told to come as it is', async () => {
  const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
  const body = gzipSync('{"query":"{ __typename }"}');
  const response = await fetch(`${gateway.url}/graphql`, { method: 'POST', headers, body });
  expect(response.status).toBe(415);
  expect(await response.json()).toEqual({
    errors: [{ message: expect.stringContaining('without Content-Encoding'), extensions: { code: 'BAD_REQUEST' } }],
  });
});

test.each([
  ['a file beside the operation', 'POST', '/graphql', 415, /sent as JSON.*createAppUpload/],
  ['another path', 'GET', '/graphql/', 404, /operations go to \/graphql/],
  ['another method', 'PUT', '/graphql/stream', 404, /operations go to \/graphql/],
])('%s is told what would be right', async (_, method, path, status, message) => {
  const body = new FormData();
  body.append('operations', '{}');
  const response = await fetch(`${gateway.url}${path}`, { method, ...(method === 'POST' && { body }) });
  expect(response.status).toBe(status);
  expect(await response.json()).toEqual({
    errors: [{ message: expect.stringMatching(message), extensions: { code: 'BAD_REQUEST' } }],
  });
});

test.each([
  ['a URL that is too long', `GET /graphql?query=${'a'.repeat(20_000)} HTTP/1.1\r\nhost: x\r\n\r\n`, 431, /by POST/],
  ['what is no HTTP', 'hello\r\n\r\n', 400, /no HTTP request/],
])('%s is answered as GraphQL answers', async (_, sent, status, message) => {
  const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1').end(sent);
  const [head, body] = (await text(socket)).split('\r\n\r\n');
  expect(head).toContain(`HTTP/1.1 ${status} `);
  expect(JSON.parse(body ?? '')).toEqual({
    errors: [{ message: expect.stringMatching(message), extensions: { code: 'BAD_REQUEST' } }],
  });
});

test('a fault of the gateway outside of any operation is masked', async () => {
  const http = Fastify();
  tellUnreadable(http, createLog('silent'));
  http.get('/', () => {
    throw new Error('something inner');
  });
  const response = await http.inject('/');
  expect(response.statusCode).toBe(500);
  expect(response.json()).toEqual({
    errors: [{ message: 'Internal server error', extensions: { code: 'INTERNAL_SERVER_ERROR' } }],
  });
});

test.each(['/%ff', '/graphql%c0?query={viewer{id}}', '/uploads/%e0%a4'])(
  'a URL that is not UTF-8, such as %s, is told so, with all that browsers are told of every answer',
  async (path) => {
    const response = await fetch(`${gateway.url}${path}`, { method: path.startsWith('/uploads') ? 'PUT' : 'GET' });
    const message = expect.stringContaining('no URL that can be read');
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] });
    const usual = await fetch(`${gateway.url}/health/live`);
    for (const [name, value] of usual.headers)
      if (/^x-|policy/.test(name) && name !== 'x-request-id')
        expect([name, response.headers.get(name)]).toEqual([name, value]);
    expect(response.headers.get('x-request-id')).toMatch(/^[\w-]{36}$/);
  },
);
