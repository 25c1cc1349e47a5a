import { expect, test } from 'vitest';
import { observe, type Call } from '../../../src/upstream/layers/observe.js';
import { answered, failure, rejection, request } from '../../support/upstream.js';

test('tells of a call that went well, with how it was answered, and hands the answer on', async () => {
  const seen: Call[] = [];
  const answer = { ...answered, source: 'cache' as const, attempts: 0, waitedMs: 7 };
  const askedBy = new Set(['viewer']);
  const send = observe((call) => seen.push(call))(async () => answer);
  expect(await send(request({ askedBy }))).toBe(answer);
  expect(seen).toMatchObject([
    { method: 'GET', route: '/things/{id}', path: '/things/1', status: 200, source: 'cache', attempts: 0, waitedMs: 7 },
  ]);
  expect(seen[0]!.askedBy).toBe(askedBy);
  expect(seen[0]!.ms).toBeGreaterThanOrEqual(0);
});

test('tells of a call that failed, and hands the failure on', async () => {
  const seen: Call[] = [];
  const errors = [failure('NOT_FOUND', { status: 404 }), failure('UPSTREAM_UNAVAILABLE')];
  errors[1]!.attempts = 3;
  errors[1]!.waitedMs = 900;
  for (const error of errors) {
    const send = observe((call) => seen.push(call))(async () => {
      throw error;
    });
    expect(await rejection(send(request()))).toBe(error);
  }
  expect(seen).toMatchObject([
    { status: 404, attempts: 1, waitedMs: 0 },
    { status: null, attempts: 3, waitedMs: 900 },
  ]);
});

test('a fault of our own is handed on as it is, and is no call', async () => {
  const seen: Call[] = [];
  const fault = new TypeError('not a function');
  const send = observe((call) => seen.push(call))(async () => {
    throw fault;
  });
  await expect(send(request())).rejects.toBe(fault);
  expect(seen).toEqual([]);
});
