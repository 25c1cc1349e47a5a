import { expect, test } from 'vitest';
import { UpstreamError, upstreamErrors, type UpstreamErrorCode } from '../../src/upstream/errors.js';

const codes = Object.keys(upstreamErrors) as UpstreamErrorCode[];

test.each(codes)('%s says what happened and which call it was, without ids', (code) => {
  const error = new UpstreamError(code, { call: 'GET /things/{id}', cause: new Error('below') });
  expect(error).toMatchObject({ name: 'UpstreamError', code, attempts: 1, waitedMs: 0, cause: { message: 'below' } });
  expect(error.message).toBe(`${upstreamErrors[code].text} (GET /things/{id})`);
});

test('says what the REST API said', () => {
  const { message } = new UpstreamError('CONFLICT', { call: 'POST /things/', said: 'name: taken' });
  expect(message).toBe('The change clashes with what is already there. It said: name: taken (POST /things/)');
});

test('only faults that may pass are retriable', () => {
  const retriable = codes.filter((code) => new UpstreamError(code, { call: '' }).retriable);
  expect(retriable).toEqual(['RATE_LIMITED', 'UPSTREAM_TIMEOUT', 'UPSTREAM_UNAVAILABLE', 'UPSTREAM_MALFORMED']);
});
