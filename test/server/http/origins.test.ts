import { describe, expect, test } from 'vitest';
import { readConfig } from '../../../src/config.js';
import { useGateway } from '../../support/gateway.js';

const ours = 'https://app.example.com';
const theirs = 'https://evil.example';
const gateway = useGateway({ devices: 1, env: { CORS_ORIGINS: `${ours}, http://localhost:5173` } });

const ask = (method: string, origin: string, headers: Record<string, string> = {}, path = '/graphql') =>
  fetch(`${gateway.url}${path}`, {
    method,
    headers: { origin, ...headers },
    ...(method === 'POST' && { body: '{"query":"{ __typename }"}' }),
  });
const preflight = (origin: string) =>
  ask('OPTIONS', origin, {
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'authorization,content-type',
  });
const allowed = (response: Response) => response.headers.get('access-control-allow-origin');
const json = { 'content-type': 'application/json' };

test.each([ours, 'http://localhost:5173'])('a page of %s may ask, with a key, and read the answer', async (origin) => {
  const asked = await preflight(origin);
  expect(asked.status).toBe(204);
  expect(allowed(asked)).toBe(origin);
  expect(asked.headers.get('access-control-allow-headers')).toMatch(/authorization, content-type/);
  expect(asked.headers.get('access-control-allow-methods')).toBe('GET, POST, PUT');
  for (const added of ['apollographql-client-name', 'traceparent'])
    expect(asked.headers.get('access-control-allow-headers')).toContain(added);
  const answer = await ask('POST', origin, json);
  expect(answer.status).toBe(200);
  expect(allowed(answer)).toBe(origin);
  expect(answer.headers.get('vary')).toMatch(/origin.*authorization/i);
  expect(answer.headers.get('access-control-expose-headers')).toContain('retry-after');
});

test.each([theirs, `${ours}.evil.example`, 'https://app.example.com:8443', 'http://app.example.com', 'null'])(
  'a page of %s may not',
  async (origin) => {
    for (const response of [await preflight(origin), await ask('POST', origin, json)]) {
      expect(allowed(response)).toBeNull();
    }
  },
);

test('no page is ever allowed to send cookies', async () => {
  for (const origin of [ours, theirs]) {
    expect((await preflight(origin)).headers.get('access-control-allow-credentials')).toBeNull();
  }
});

test.each([
  ['text/plain', {}],
  ['application/x-www-form-urlencoded', {}],
  ['multipart/form-data; boundary=x', {}],
])('what a page could send without asking first is refused: %s', async (type) => {
  const response = await ask('POST', theirs, { 'content-type': type });
  expect([400, 415]).toContain(response.status);
  expect(await response.json()).not.toHaveProperty('data');
});

describe('what browsers are told', () => {
  const paths = ['/graphql', '/health/live', '/nowhere', '/schema.graphql'];

  test.each(paths)('of %s: to take it for nothing else, and to show it nowhere', async (path) => {
    const { headers } = await ask('GET', ours, {}, path);
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-security-policy': expect.stringMatching(/^default-src 'none';.*frame-ancestors 'none'$/),
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
    });
    expect(headers.get('x-powered-by') ?? headers.get('server')).toBeNull();
  });
});

describe('a gateway that names no origins', () => {
  const closed = useGateway({ devices: 1 });

  test('allows no page but its own', async () => {
    const headers = { origin: ours, 'access-control-request-method': 'POST' };
    const response = await fetch(`${closed.url}/graphql`, { method: 'OPTIONS', headers });
    expect(allowed(response)).toBeNull();
    expect(response.status).toBe(403);
    expect(await response.json()).toEqual({
      errors: [{ message: expect.stringContaining('CORS_ORIGINS'), extensions: { code: 'BAD_REQUEST' } }],
    });
  });
});

test.each([
  '*',
  'app.example.com',
  'https://app.example.com/',
  'https://a.example,,https://b.example',
  'https://a.example/x',
])('the origins %j stop the start, in one line with an example', (CORS_ORIGINS) => {
  expect(() => readConfig({ CORS_ORIGINS })).toThrow(/^CORS_ORIGINS holds ".*": it must list origins, [^\n]+$/);
});
