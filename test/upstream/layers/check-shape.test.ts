import { expect, test } from 'vitest';
import { checkShape } from '../../../src/upstream/layers/check-shape.js';
import { answered, failure, rejection, request } from '../../support/upstream.js';

const send = checkShape()(async () => ({ ...answered, body: ['of another kind'], attempts: 1, waitedMs: 5 }));

test('an answer that is not of the kind asked for has failed, with its status and what it cost', async () => {
  const check = () => {
    throw failure('UPSTREAM_MALFORMED');
  };
  expect(await rejection(send(request({ check })))).toMatchObject({
    code: 'UPSTREAM_MALFORMED',
    detail: { status: 200 },
    attempts: 1,
    waitedMs: 5,
  });
});

test('what goes wrong while it is looked at stays what it is', async () => {
  const broken = new TypeError('broken');
  const check = () => {
    throw broken;
  };
  expect(await rejection(send(request({ check })))).toBe(broken);
});

test('one that is, or of which nothing is said, is given as it is', async () => {
  expect((await send(request())).body).toEqual(['of another kind']);
  expect((await send(request({ check: (body) => body }))).body).toEqual(['of another kind']);
});
