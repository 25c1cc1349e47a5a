import { expect, test } from 'vitest';
import { rateLimit } from '../../../src/upstream/layers/rate-limit.js';
import { Traffic, type TrafficOptions } from '../../../src/upstream/layers/rate-limit/traffic.js';
import type { UpstreamRequest } from '../../../src/upstream/send.js';
import { FakeClock, settle } from '../../support/fake-clock.js';
import { content, failure, heldUpstream, rejection, request } from '../../support/upstream.js';

/** A limited upstream whose calls stay open until the test ends them. */
function limited(options: Partial<TrafficOptions> & { limit?: number } = {}) {
  const clock = new FakeClock();
  const upstream = heldUpstream();
  const { limit = 2, ...rest } = options;
  const traffic = new Traffic({
    laneOf: () => 'main',
    limits: () => ({ initial: limit, ceiling: limit }),
    total: 100,
    queueLength: 10,
    clock,
    ...rest,
  });
  const send = rateLimit(traffic)(upstream.send);
  const ask = (path: string, changes: Partial<UpstreamRequest> = {}) => {
    const promise = send(request({ path, ...changes }));
    promise.catch(() => {});
    return promise;
  };
  return { clock, traffic, ask, ...upstream };
}
const by = (identity: string) => ({ caller: { identity, authorization: `Bearer ${identity}` } });

test('as many calls as the limit are under way, the others wait and say for how long', async () => {
  const { ask, arrived, open, clock, traffic } = limited();
  const [, , third] = [ask('/1'), ask('/2'), ask('/3')];
  await settle();
  expect(arrived).toEqual(['/1', '/2']);
  expect(traffic.snapshot()).toEqual({ main: { inFlight: 2, queued: 1, limit: 2, held: 0 } });
  await clock.pass(300);
  open[0]!.answer();
  await settle();
  expect(arrived).toEqual(['/1', '/2', '/3']);
  open[1]!.answer();
  expect((await third).waitedMs).toBe(300);
  open[0]!.answer();
  await settle();
  expect(traffic.snapshot()).toEqual({ main: { inFlight: 0, queued: 0, limit: 2, held: 0 } });
  expect(clock.pending).toBe(0);
});

test('callers and lanes have limits of their own, and a 429 in one lane pauses every lane of its caller', async () => {
  const { ask, arrived, open, clock } = limited({ limit: 1, laneOf: ({ path }) => path.slice(0, 2) });
  for (const path of ['/a1', '/a2', '/b1', '/b2']) void ask(path, by('one'));
  void ask('/a3', by('two'));
  await settle();
  expect(arrived).toEqual(['/a1', '/b1', '/a3']);
  open[0]!.fail(failure('RATE_LIMITED', { status: 429, retryAfter: 3 }));
  open[0]!.answer();
  await clock.pass(2900);
  expect(arrived).toHaveLength(3);
  await clock.pass(500);
  expect(arrived.slice(3).toSorted()).toEqual(['/a1', '/b2']);
});

test('a refused call says how long its key pauses, also when the REST API did not', async () => {
  const { ask, open, clock } = limited();
  for (const [round, seconds] of [1, 2, 4].entries()) {
    const refused = rejection(ask(`/${round}`, { deadline: () => clock.now() + 500 }));
    await settle();
    open[0]!.fail(failure('RATE_LIMITED', { status: 429 }));
    expect((await refused).detail).toMatchObject({ status: 429, retryAfter: seconds });
    await clock.pass(seconds * 1000 + 100);
  }
});

test('a 429 that knows no time and a call without answer halve the limit; other errors and impatient clients do not', async () => {
  const { ask, open, clock, traffic } = limited({ limit: 8 });
  const ended = async (error: Parameters<(typeof open)[0]['fail']>[0], changes: Partial<UpstreamRequest> = {}) => {
    const call = rejection(ask('/x', { deadline: () => clock.now() + 1, ...changes }));
    await settle();
    open[0]?.fail(error);
    await call;
    await clock.pass(10_000);
    return traffic.snapshot()['main']!.limit;
  };
  expect(await ended(failure('NOT_FOUND'))).toBe(8);
  expect(await ended(failure('UPSTREAM_UNAVAILABLE', { status: 503 }))).toBe(8);
  expect(await ended(failure('RATE_LIMITED', { retryAfter: 1 }))).toBe(8);
  expect(await ended(failure('RATE_LIMITED'))).toBe(4);
  expect(await ended(failure('UPSTREAM_TIMEOUT'))).toBe(2);
  const impatient = new AbortController();
  const call = rejection(ask('/x', { signal: impatient.signal }));
  await settle();
  impatient.abort(failure('UPSTREAM_TIMEOUT'));
  expect((await call).code).toBe('UPSTREAM_TIMEOUT');
  expect(traffic.snapshot()['main']!.limit).toBe(2);
});

test('how long a file takes says nothing of how many calls the REST API takes', async () => {
  const { ask, open, clock, traffic } = limited({ limits: () => ({ initial: 4, ceiling: 4 }) });
  for (let turn = 0; turn < 60; turn++) {
    void ask('/upload', { method: 'POST', content: content() });
    await clock.pass(turn < 10 ? 100 : 60_000);
    open[0]!.answer();
    await settle();
  }
  expect(traffic.snapshot()['main']).toMatchObject({ inFlight: 0, limit: 4 });
});

test('who was refused goes first when the pause is over', async () => {
  const { ask, arrived, open, clock } = limited({ limit: 1 });
  void ask('/1');
  void ask('/2');
  await settle();
  open[0]!.fail(failure('RATE_LIMITED', { retryAfter: 1 }));
  await clock.pass(1100);
  expect(arrived).toEqual(['/1', '/1']);
});

test('a small operation is not held up by a large one of the same key', async () => {
  const { ask, arrived, open } = limited({ limit: 1, queueLength: 100 });
  const [large, small] = [{}, {}];
  for (let i = 0; i < 50; i++) void ask(`/large/${i}`, { operation: large });
  void ask('/small', { operation: small });
  for (let i = 0; i < 3; i++) {
    await settle();
    open[0]!.answer();
  }
  await settle();
  expect(arrived.indexOf('/small')).toBeLessThanOrEqual(2);
});

test('under the total bound callers take turns', async () => {
  const { ask, arrived, open } = limited({ limit: 10, total: 2, queueLength: 100 });
  for (let i = 0; i < 20; i++) void ask(`/one/${i}`, by('one'));
  for (let i = 0; i < 3; i++) void ask(`/two/${i}`, by('two'));
  for (let i = 0; i < 6; i++) {
    await settle();
    expect(open.length).toBe(2);
    open[0]!.answer();
  }
  await settle();
  expect(arrived.filter((path) => path.startsWith('/two/'))).toHaveLength(3);
});

test('when the calls of all keys wait together, a key that has none waiting is not told that it has', async () => {
  const { ask } = limited({ limit: 1, queueLength: 1 });
  for (let i = 0; i < 10; i++) for (const path of ['/1', '/2']) void ask(path, by(`key ${i}`));
  void ask('/1', by('another'));
  expect((await rejection(ask('/2', by('another')))).message).toContain('Too many calls wait already.');
});

test('a full queue, and a turn that does not come in time, are RATE_LIMITED without having been sent', async () => {
  const { ask, arrived, open, clock, traffic } = limited({ limit: 1, queueLength: 1 });
  const end = clock.now() + 5000;
  void ask('/1');
  const waits = rejection(ask('/2', { deadline: () => end }));
  const turnedAway = await rejection(ask('/3'));
  expect(turnedAway).toMatchObject({ code: 'RATE_LIMITED', attempts: 0, waitedMs: 0, detail: { retryAfter: 10 } });
  expect(turnedAway.message).toContain('1 calls of this key wait already.');
  await clock.pass(5000);
  expect(await waits).toMatchObject({ code: 'RATE_LIMITED', attempts: 0, waitedMs: 5000 });
  expect(arrived).toEqual(['/1']);
  open[0]!.answer();
  await settle();
  expect(traffic.snapshot()['main']).toMatchObject({ inFlight: 0, queued: 0 });
});

test('whoever is refused, waits or comes is told at once of a pause that outlasts the deadline; the others wait', async () => {
  const { ask, arrived, open, clock } = limited({ limit: 1 });
  const [soon, late] = [clock.now() + 50_000, clock.now() + 70_000];
  const refused = rejection(ask('/1', { deadline: () => soon }));
  const waits = rejection(ask('/2', { deadline: () => soon }));
  void ask('/3', { deadline: () => late });
  await settle();
  open[0]!.fail(failure('RATE_LIMITED', { status: 429, retryAfter: 60 }));
  expect(await refused).toMatchObject({ code: 'RATE_LIMITED', attempts: 1, detail: { status: 429, retryAfter: 60 } });
  expect(await waits).toMatchObject({ code: 'RATE_LIMITED', attempts: 0, detail: { retryAfter: 61 } });
  expect((await rejection(ask('/4', { deadline: () => soon }))).detail.retryAfter).toBe(61);
  await clock.pass(61_000);
  expect(arrived).toEqual(['/1', '/3']);
});

test('whoever goes away leaves the queue at once, with the reason', async () => {
  const { ask, arrived, open, clock, traffic } = limited({ limit: 1 });
  const [gone, late] = [new AbortController(), new AbortController()];
  void ask('/1');
  const left = rejection(ask('/2', { signal: gone.signal }));
  const timedOut = rejection(ask('/3', { signal: late.signal }));
  await clock.pass(40);
  gone.abort();
  late.abort(failure('UPSTREAM_TIMEOUT', { why: 'The operation had 40 ms.' }));
  expect(await left).toMatchObject({ code: 'CANCELLED', attempts: 0, waitedMs: 40 });
  expect(await timedOut).toMatchObject({ code: 'UPSTREAM_TIMEOUT', attempts: 0 });
  expect((await rejection(ask('/4', { signal: gone.signal }))).code).toBe('CANCELLED');
  expect(traffic.snapshot()['main']!.queued).toBe(0);
  open[0]!.answer();
  await settle();
  expect(arrived).toEqual(['/1']);
  expect(clock.pending).toBe(0);
});

test('callers who ask for nothing are forgotten when they are many; those with calls under way are not', async () => {
  const { ask, open, traffic } = limited({ limit: 1, total: 10_000 });
  void ask('/stays', by('stays'));
  await settle();
  const [stays] = open;
  for (let i = 0; i < 1500; i++) {
    void ask(`/${i}`, by(`caller ${i}`));
    await Promise.resolve();
    await Promise.resolve();
    open.at(-1)!.answer();
    if (i % 100 === 0) await settle();
  }
  await settle();
  while (open.length > 1) open.at(-1)!.answer();
  await settle();
  expect(traffic.snapshot()['main']).toMatchObject({ inFlight: 1 });
  expect(traffic.snapshot()['main']!.limit).toBeLessThanOrEqual(1001);
  stays!.answer();
  await settle();
  expect(traffic.snapshot()['main']).toMatchObject({ inFlight: 0 });
});

test('calls that were turned down before they were sent say nothing of what the REST API takes', async () => {
  const { ask, open, clock, arrived } = limited({ limit: 1000, queueLength: 1000, total: 1000 });
  const answers = (end: (call: (typeof open)[number]) => void) => [...open].forEach(end);
  for (let round = 0; round < 20; round++) {
    for (let n = 0; n < 100; n++) void ask('/turned-down');
    answers(({ fail }) => fail(Object.assign(failure('UPSTREAM_UNAVAILABLE'), { attempts: 0 })));
    await clock.pass(100);
  }
  for (let round = 0; round < 20; round++) {
    for (let n = 0; n < 3; n++) void ask('/taken');
    answers(({ answer }) => answer());
    await clock.pass(100);
  }
  void ask('/refused');
  open[0]!.fail(failure('RATE_LIMITED', { status: 429, retryAfter: 1 }));
  await settle();
  const { length: before } = arrived;
  for (let n = 0; n < 500; n++) void ask('/paced');
  await clock.pass(1050 + 2000);
  expect(arrived.length - before).toBeLessThan(70);
});
