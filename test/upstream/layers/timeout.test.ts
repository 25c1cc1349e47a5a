import { expect, test } from 'vitest';
import { timeout } from '../../../src/upstream/layers/timeout.js';
import { FakeClock, settle } from '../../support/fake-clock.js';
import { content, failure, heldUpstream, rejection, request } from '../../support/upstream.js';

function timed() {
  const clock = new FakeClock();
  const { send, open } = heldUpstream();
  return { send: timeout(1000, clock)(send), open, clock };
}

test('a call without answer is given up in time, and cancelled', async () => {
  const { send, open, clock } = timed();
  const late = rejection(send(request()));
  await clock.pass(999);
  expect(open).toHaveLength(1);
  await clock.pass(1);
  expect(await late).toMatchObject({ code: 'UPSTREAM_TIMEOUT', detail: { call: 'GET /things/{id}' } });
  expect(open).toEqual([]);
});

test('a call that carries a file has as long as its content asks for', async () => {
  const { send, open, clock } = timed();
  const late = rejection(send(request({ method: 'POST', content: content(4, 5000) })));
  await clock.pass(4999);
  expect(open).toHaveLength(1);
  await clock.pass(1);
  expect((await late).code).toBe('UPSTREAM_TIMEOUT');
});

test('an answer in time leaves nothing behind', async () => {
  const { send, open, clock } = timed();
  const answer = send(request());
  await settle();
  open[0]!.answer();
  await answer;
  expect(clock.pending).toBe(0);
});

test("the client's own reason is passed on, also when it left before the call began", async () => {
  const { send, clock } = timed();
  const controller = new AbortController();
  const left = rejection(send(request({ signal: controller.signal })));
  controller.abort();
  expect((await left).code).toBe('CANCELLED');
  const overdue = AbortSignal.abort(failure('UPSTREAM_TIMEOUT'));
  const { send: strict } = { send: timeout(1000, clock)(async ({ signal }) => Promise.reject(signal!.reason)) };
  expect((await rejection(strict(request({ signal: overdue })))).code).toBe('UPSTREAM_TIMEOUT');
});
