import type { FastifyRequest } from 'fastify';
import { expect, test } from 'vitest';
import { readConfig } from '../../../src/config.js';
import * as access from '../../../src/server/access/caller.js';

const config = { ...readConfig({ ESPER_TENANT: 'foo' }), baseUrl: 'https://foo-api.esper.cloud/api' };
const callerOf = (request: FastifyRequest, of: typeof config) =>
  access.callerOf(request, of, { baseUrl: of.baseUrl, ownKey: of.ESPER_API_KEY });
const own = { ...config, ESPER_API_KEY: 'own-key' };
const from = (authorization?: string, ip = '127.0.0.1', host = 'localhost:4000') =>
  ({ ip, headers: { host, ...(authorization !== undefined && { authorization }) } }) as FastifyRequest;

test.each([
  ['Bearer abc', 'Bearer abc'],
  ['bearer abc', 'Bearer abc'],
  ['Bearer   abc', 'Bearer abc'],
])('%j goes upstream as %j', (sent, authorization) => {
  expect(callerOf(from(sent), config)?.authorization).toBe(authorization);
});

test.each([
  '',
  'abc',
  'Bearer',
  'Bearer ',
  'Basic dTpw',
  'Bearer a b',
  'Bearer a\r\nx: y',
  'Bearer ключ',
  'Bearer a, Bearer b',
])('%j is no key, and nobody lends one to who sends it', (sent) => {
  expect(callerOf(from(sent), config)).toBeNull();
  if (sent !== '') expect(callerOf(from(sent), own)).toBeNull();
});

test('equal keys are one caller, others another, and nobody can tell the key from it', () => {
  const identityOf = (key: string, of = config) => callerOf(from(`Bearer ${key}`), of)?.identity;
  expect(identityOf('abc')).toBe(identityOf('abc'));
  expect(identityOf('abc')).not.toBe(identityOf('abd'));
  expect(identityOf('abc')).not.toContain('abc');
  expect(identityOf('abc', { ...config, baseUrl: 'https://bar-api.esper.cloud/api' })).not.toBe(identityOf('abc'));
  expect(identityOf('abc', { ...config, identitySecret: Buffer.from('another') })).not.toBe(identityOf('abc'));
});

test.each(['127.0.0.1', '127.8.9.10', '::1', '::ffff:127.0.0.1'])(
  "outside production a caller on this machine (%s) may borrow the gateway's own key",
  (ip) => {
    expect(callerOf(from(undefined, ip), own)?.authorization).toBe('Bearer own-key');
    expect(callerOf(from(undefined, ip), config)).toBeNull();
    expect(callerOf(from(undefined, ip), { ...own, NODE_ENV: 'production' })).toBeNull();
    expect(callerOf(from('Bearer mine', ip), own)?.authorization).toBe('Bearer mine');
  },
);

test.each(['10.0.0.1', '128.0.0.1', '::2', '2001:db8::1', '127.0.0.1.evil.example', '::ffff:10.0.0.1'])(
  'a caller from elsewhere (%s) may not',
  (ip) => {
    expect(callerOf(from(undefined, ip), own)).toBeNull();
  },
);

test.each([
  ['localhost', true],
  ['LOCALHOST:4000', true],
  ['127.0.0.1:4000', true],
  ['[::1]:4000', true],
  ['evil.example:4000', false],
  ['evil-localhost', false],
  ['evil-127.0.0.1', false],
  ['localhost.evil.example', false],
  ['127.0.0.1.evil.example', false],
  ['', false],
])('a page that calls this machine %j may borrow the key: %s', (host, may) => {
  expect(callerOf(from(undefined, '127.0.0.1', host), own) !== null).toBe(may);
});

test.each<[Record<string, string>, boolean]>([
  [{}, true],
  [{ origin: 'http://localhost:4000' }, true],
  [{ origin: 'http://127.0.0.1:5173' }, true],
  [{ origin: 'http://[::1]:4000' }, true],
  [{ origin: 'https://evil.example' }, false],
  [{ origin: 'https://localhost.evil.example' }, false],
  [{ origin: 'null' }, false],
  [{ 'sec-fetch-site': 'same-origin' }, true],
  [{ 'sec-fetch-site': 'none' }, true],
  [{ 'sec-fetch-site': 'cross-site' }, false],
  [{ forwarded: 'for=203.0.113.7' }, false],
  [{ 'x-forwarded-for': '203.0.113.7' }, false],
  [{ 'x-forwarded-proto': 'https' }, false],
  [{ via: '1.1 proxy' }, false],
])('who sends the headers %j from this machine may borrow the key: %s', (headers, may) => {
  const request = from();
  expect(callerOf({ ...request, headers: { ...request.headers, ...headers } } as FastifyRequest, own) !== null).toBe(
    may,
  );
});
