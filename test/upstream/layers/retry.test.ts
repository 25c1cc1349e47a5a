import { expect, test } from 'vitest';
import { UpstreamError } from '../../../src/upstream/errors.js';
import { RetryBudget } from '../../../src/upstream/layers/retry-budget.js';
import { retry, type RetryOptions } from '../../../src/upstream/layers/retry.js';
import type { UpstreamRequest } from '../../../src/upstream/send.js';
import { FakeClock } from '../../support/fake-clock.js';
import { answered, content, failure, rejection, request } from '../../support/upstream.js';

/** An upstream that fails with each of `failures` in turn and answers then; sleeping passes no time but on a clock of its own. */
function failing(failures: UpstreamError[], options: Partial<RetryOptions> = {}) {
  const left = [...failures];
  const slept: number[] = [];
  const sent: UpstreamRequest[] = [];
  let now = 0;
  const layer = retry({
    attempts: 3,
    baseMs: 200,
    maxMs: 1000,
    patienceMs: 20_000,
    budget: new RetryBudget({ share: 0.1, perSecond: 1, most: 20, clock: new FakeClock() }),
    random: () => 1,
    now: () => now,
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      slept.push(ms);
      now += ms;
    },
    ...options,
  });
  const send = layer(async (asked) => {
    sent.push(asked);
    const error = left.shift();
    if (error) throw error;
    return answered;
  });
  return { send, slept, sent };
}

const down = (retryAfter?: number) => failure('UPSTREAM_UNAVAILABLE', { status: 503, retryAfter });
const refusedConnection = () => failure('UPSTREAM_UNAVAILABLE', { cause: { code: 'ECONNREFUSED' } });

test('a read that fails is repeated, and the answer tells how often and how long it waited', async () => {
  const { send, slept, sent } = failing([down(), failure('UPSTREAM_MALFORMED')]);
  expect(await send(request())).toMatchObject({ attempts: 3, waitedMs: 600 });
  expect(slept).toEqual([200, 400]);
  expect(sent.map(({ attempt }) => attempt)).toEqual([undefined, 2, 3]);
});

test('waits are spread over the whole span, which doubles up to its cap', async () => {
  const { send, slept } = failing(
    Array.from({ length: 6 }, () => down()),
    { attempts: 7, random: () => 0.5 },
  );
  await send(request());
  expect(slept).toEqual([100, 200, 400, 500, 500, 500]);
});

test('after the last attempt the error tells of all of them, waits in queues included', async () => {
  const queued = () => Object.assign(down(), { waitedMs: 50 });
  const { send } = failing([queued(), queued(), queued()]);
  expect(await rejection(send(request()))).toMatchObject({ attempts: 3, waitedMs: 750 });
});

test('Retry-After is obeyed, unless it is longer than anybody may wait', async () => {
  const { send, slept } = failing([down(7)]);
  await send(request());
  expect(slept).toEqual([7000]);
  const long = failing([down(21)]);
  expect((await rejection(long.send(request()))).detail.retryAfter).toBe(21);
  expect(long.slept).toEqual([]);
});

test.each(['NOT_FOUND', 'FORBIDDEN', 'UNAUTHENTICATED', 'BAD_USER_INPUT', 'CONFLICT', 'CANCELLED'] as const)(
  'a read that ended with %s is not repeated',
  async (code) => {
    const { send, sent } = failing([failure(code)]);
    expect((await rejection(send(request()))).code).toBe(code);
    expect(sent).toHaveLength(1);
  },
);

test('a call that carries a file is never repeated, as the file cannot be read twice', async () => {
  const { send, sent } = failing([refusedConnection()]);
  expect(await rejection(send(request({ method: 'POST', content: content() })))).toMatchObject({ attempts: 1 });
  expect(sent).toHaveLength(1);
});

test('a redirect is not repeated, it would be refused again', async () => {
  const { send, sent } = failing([failure('UPSTREAM_MALFORMED', { status: 302 })]);
  await rejection(send(request()));
  expect(sent).toHaveLength(1);
});

test('a call that was turned down before it was sent is not repeated', async () => {
  const { send, sent } = failing([Object.assign(down(1), { attempts: 0 })]);
  expect((await rejection(send(request()))).attempts).toBe(0);
  expect(sent).toHaveLength(1);
});

test('a call that was refused is not repeated: that has been done, where calls are given their turns', async () => {
  const { send, sent } = failing([Object.assign(failure('RATE_LIMITED', { status: 429 }), { attempts: 4 })]);
  expect((await rejection(send(request()))).attempts).toBe(4);
  expect(sent).toHaveLength(1);
});

test('what was repeated elsewhere counts, but takes no attempt away', async () => {
  const { send, sent } = failing([Object.assign(down(), { attempts: 4 }), down()]);
  expect(await send(request())).toMatchObject({ attempts: 6 });
  expect(sent.map(({ attempt }) => attempt)).toEqual([undefined, 5, 6]);
});

test.each(['POST', 'PUT', 'PATCH', 'DELETE'] as const)(
  'a %s is repeated only when it surely did not arrive',
  async (method) => {
    for (const error of [down(), failure('UPSTREAM_TIMEOUT')]) {
      const { send, sent } = failing([error]);
      expect(await rejection(send(request({ method })))).toBe(error);
      expect(sent).toHaveLength(1);
    }
    for (const code of ['ECONNREFUSED', 'ENOTFOUND', 'UND_ERR_CONNECT_TIMEOUT']) {
      const { send } = failing([failure('UPSTREAM_UNAVAILABLE', { cause: { code } })]);
      expect(await send(request({ method }))).toMatchObject({ attempts: 2 });
    }
  },
);

test('in an outage the budget ends the repeats', async () => {
  const budget = new RetryBudget({ share: 0, perSecond: 0, most: 1, clock: new FakeClock() });
  const outage = failing([down(), down(), down()], { budget });
  expect(await rejection(outage.send(request()))).toMatchObject({ attempts: 2 });
  expect(await rejection(failing([refusedConnection()], { budget }).send(request()))).toMatchObject({ attempts: 1 });
});

test('no wait reaches beyond the deadline: the error comes at once instead', async () => {
  const deadline = () => 500;
  const { send, slept } = failing([down(), down()]);
  const error = await rejection(send(request({ deadline })));
  expect(error).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', attempts: 2 });
  expect(slept).toEqual([200]);
});

test('whoever goes away while a repeat is waited for is told the reason of the signal', async () => {
  const controller = new AbortController();
  const { send } = failing([down()], {
    sleep: async (_, signal) => {
      controller.abort(failure('UPSTREAM_TIMEOUT'));
      signal?.throwIfAborted();
    },
  });
  const error = await rejection(send(request({ signal: controller.signal })));
  expect(error).toMatchObject({ code: 'UPSTREAM_TIMEOUT', attempts: 1 });
});
