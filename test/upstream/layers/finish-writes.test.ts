import { expect, test } from 'vitest';
import { finishWrites } from '../../../src/upstream/layers/finish-writes.js';
import { failure, heldUpstream, rejection, request } from '../../support/upstream.js';

function begun(method: 'GET' | 'PATCH') {
  const { send, open } = heldUpstream();
  const client = new AbortController();
  const ended = rejection(finishWrites()(send)(request({ method, signal: client.signal })));
  return { open, client, ended };
}

test('a write goes on when the one who asked for it has left, who hears that its end is not known', async () => {
  const { open, client, ended } = begun('PATCH');
  client.abort(failure('UPSTREAM_TIMEOUT', { why: 'The operation had 5 ms.' }));
  const error = await ended;
  expect(error).toMatchObject({ code: 'UPSTREAM_TIMEOUT', attempts: 1 });
  expect(error.message).toContain('The operation had 5 ms. It may have been sent');
  expect(open).toHaveLength(1);
  open[0]!.answer();
});

test('a read ends with the one who asked for it', async () => {
  const { open, client, ended } = begun('GET');
  client.abort();
  expect((await ended).code).toBe('CANCELLED');
  expect(open).toEqual([]);
});

test('a write of one who has left already is not sent', async () => {
  const { send, arrived } = heldUpstream();
  const error = await rejection(finishWrites()(send)(request({ method: 'POST', signal: AbortSignal.abort() })));
  expect(error).toMatchObject({ code: 'CANCELLED', attempts: 0 });
  expect(arrived).toEqual([]);
});
