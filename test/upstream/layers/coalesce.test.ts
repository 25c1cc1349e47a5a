import { expect, test } from 'vitest';
import { coalesce } from '../../../src/upstream/layers/coalesce.js';
import { settle } from '../../support/fake-clock.js';
import { answered, failure, heldUpstream, rejection, request } from '../../support/upstream.js';

function coalesced() {
  const { send, open, arrived } = heldUpstream();
  const { layer, forget } = coalesce();
  return { send: layer(send), forget, open, arrived };
}

test('identical reads of one caller share a call, others do not', async () => {
  const { send, open, arrived } = coalesced();
  const other = { identity: 'b', authorization: 'Bearer b' };
  const asked = [send(request()), send(request()), send(request({ caller: other })), send(request({ method: 'POST' }))];
  await settle();
  expect(arrived).toHaveLength(3);
  while (open.length > 0) open[0]!.answer();
  const answers = await Promise.all(asked);
  expect(answers.map(({ source, attempts }) => [source, attempts])).toEqual([
    ['network', 1],
    ['coalesced', 0],
    ['network', 1],
    ['network', 1],
  ]);
});

test('who shares a call has waited for nothing of its own', async () => {
  const send = coalesce().layer(async () => ({ ...answered, waitedMs: 40 }));
  const answers = await Promise.all([send(request()), send(request())]);
  expect(answers.map(({ waitedMs }) => waitedMs)).toEqual([40, 0]);
});

test('who leaves leaves alone, with the reason; the call ends when the last one has left', async () => {
  const { send, open } = coalesced();
  const [first, second] = [new AbortController(), new AbortController()];
  const early = rejection(send(request({ signal: first.signal })));
  const late = rejection(send(request({ signal: second.signal })));
  first.abort(failure('UPSTREAM_TIMEOUT', { call: '', why: 'The operation had 5 ms.' }));
  expect(await early).toMatchObject({ code: 'UPSTREAM_TIMEOUT', detail: { call: 'GET /things/{id}' } });
  expect(open).toHaveLength(1);
  second.abort();
  expect((await late).code).toBe('CANCELLED');
  await settle();
  expect(open).toEqual([]);
});

test('a shared call has the deadline of the most patient of those who wait', async () => {
  const { send, open } = coalesced();
  const hasty = send(request({ deadline: () => 10 }));
  await settle();
  expect(open[0]!.request.deadline!()).toBe(10);
  const patient = send(request({ deadline: () => 99 }));
  expect(open[0]!.request.deadline!()).toBe(99);
  open[0]!.answer();
  await Promise.all([hasty, patient]);
});

test('nothing is sent for somebody who has left already', async () => {
  const { send, arrived } = coalesced();
  expect(await rejection(send(request({ signal: AbortSignal.abort() })))).toMatchObject({ attempts: 0 });
  expect(arrived).toEqual([]);
});

test('nobody joins a read that began before a write ended', async () => {
  const { send, open, arrived } = coalesced();
  const early = send(request());
  const write = send(request({ method: 'PATCH' }));
  open[1]!.answer();
  await write;
  const late = send(request());
  expect(arrived).toHaveLength(3);
  while (open.length > 0) open[0]!.answer();
  expect([(await early).source, (await late).source]).toEqual(['network', 'network']);
});

test('nobody joins a read that began before something was changed elsewhere', async () => {
  const { send, forget, open, arrived } = coalesced();
  const early = send(request());
  forget();
  const late = send(request());
  expect(arrived).toHaveLength(2);
  while (open.length > 0) open[0]!.answer();
  expect([(await early).source, (await late).source]).toEqual(['network', 'network']);
});

test('who wants fresh data does not join a read that a cache may answer', async () => {
  const { send, open, arrived } = coalesced();
  const asked = [send(request()), send(request({ fresh: true })), send(request({ fresh: true }))];
  expect(arrived).toHaveLength(2);
  while (open.length > 0) open[0]!.answer();
  expect((await Promise.all(asked)).map(({ source }) => source)).toEqual(['network', 'network', 'coalesced']);
});
