import { expect, test } from 'vitest';
import { UpstreamError } from '../../../src/upstream/errors.js';
import { rateLimit } from '../../../src/upstream/layers/rate-limit.js';
import { Traffic } from '../../../src/upstream/layers/rate-limit/traffic.js';
import type { UpstreamRequest } from '../../../src/upstream/send.js';
import { FakeClock } from '../../support/fake-clock.js';
import { answered, content, failure, rejection, request } from '../../support/upstream.js';

/** A limited REST API that refuses its first calls, each by what `refusal` makes, and takes the others. */
function refusing(times: number, refusal = () => failure('RATE_LIMITED', { status: 429 }), queueLength = 1000) {
  const clock = new FakeClock();
  const traffic = new Traffic({
    laneOf: () => 'main',
    limits: () => ({ initial: 20, ceiling: 20 }),
    total: 100,
    queueLength,
    clock,
  });
  const sent: { readonly request: UpstreamRequest; readonly at: number }[] = [];
  const began = clock.now();
  const send = rateLimit(traffic)(async (asked) => {
    sent.push({ request: asked, at: clock.now() - began });
    await clock.sleep(10);
    if (sent.length <= times) throw refusal();
    return answered;
  });
  const ask = (changes: Partial<UpstreamRequest> = {}) => {
    const end = clock.now() + 60_000;
    const promise = send(request({ deadline: () => end, ...changes }));
    promise.catch(() => {});
    return promise;
  };
  return { ask, clock, sent, traffic };
}
const forever = Infinity;
const toldToWait = (retryAfter: number) => () => failure('RATE_LIMITED', { status: 429, retryAfter });

test('a read that is refused is asked for again as often as it takes, and tells how often and how long that was', async () => {
  const { ask, clock, sent } = refusing(4);
  const answer = ask();
  await clock.pass(20_000);
  expect(await answer).toMatchObject({ status: 200, attempts: 5, waitedMs: 1050 + 2050 + 4050 + 8050 });
  expect(sent.map(({ request: { attempt } }) => attempt)).toEqual([undefined, 2, 3, 4, 5]);
});

test('it ends as soon as the next turn is known to come after the deadline, with what the REST API said', async () => {
  const { ask, clock, sent } = refusing(forever);
  const error = rejection(ask());
  await clock.pass(32_000);
  expect(await error).toMatchObject({ code: 'RATE_LIMITED', attempts: 6, detail: { status: 429, retryAfter: 32 } });
  expect(sent).toHaveLength(6);
});

test('of several who wait for the same the last deadline counts, also when it comes later', async () => {
  let end = 4000;
  const { ask, clock, sent } = refusing(forever, toldToWait(2));
  end += clock.now();
  const error = rejection(ask({ deadline: () => end }));
  await clock.pass(1000);
  end += 2000; // somebody else has joined
  await clock.pass(3500);
  expect(await error).toMatchObject({ code: 'RATE_LIMITED', attempts: 3, detail: { retryAfter: 2 } });
  expect(sent).toHaveLength(3);
});

test('however many wait, a REST API that refuses everything is asked by one of them after each pause', async () => {
  const { ask, clock, sent } = refusing(forever, toldToWait(1));
  for (let n = 0; n < 300; n++) void ask();
  await clock.pass(20_000);
  expect(sent.length).toBeLessThanOrEqual(20 + 20 + 20);
  const seconds = new Set(sent.slice(40).map(({ at }) => Math.floor(at / 1000)));
  expect(seconds.size).toBe(sent.length - 40);
});

test('calls that were refused have their place in the queue, however full it is, and no other comes in meanwhile', async () => {
  const { ask, clock, sent, traffic } = refusing(20, toldToWait(5), 3);
  const refused = Array.from({ length: 20 }, () => ask());
  await clock.pass(100);
  expect(traffic.snapshot()['main']).toMatchObject({ queued: 20 });
  expect((await rejection(ask())).message).toContain('20 calls of this key wait already.');
  await clock.pass(10_000);
  await Promise.all(refused);
  expect(sent).toHaveLength(40);
});

test.each(['POST', 'PUT', 'PATCH', 'DELETE'] as const)(
  'a %s is repeated when it was refused by the status 429, and not for what an answer says',
  async (method) => {
    const refused = refusing(2, toldToWait(1));
    const answer = refused.ask({ method });
    await refused.clock.pass(3000);
    expect(await answer).toMatchObject({ attempts: 3 });
    const said = refusing(1, () => failure('RATE_LIMITED', { status: 400, retryAfter: 1 }));
    const error = rejection(said.ask({ method }));
    await said.clock.pass(3000);
    expect(await error).toMatchObject({ attempts: 1, detail: { status: 400 } });
    expect(said.sent).toHaveLength(1);
  },
);

test('a call that carries a file is never repeated, as the file cannot be read twice', async () => {
  const { ask, clock, sent } = refusing(1, toldToWait(1));
  const error = rejection(ask({ method: 'POST', content: content() }));
  await clock.pass(3000);
  expect(await error).toMatchObject({ attempts: 1 });
  expect(sent).toHaveLength(1);
});

test('what else goes wrong when it is asked again is what it ends with, with all attempts', async () => {
  let turn = 0;
  const { ask, clock } = refusing(2, () => (turn++ === 0 ? toldToWait(1)() : failure('NOT_FOUND', { status: 404 })));
  const error = rejection(ask());
  await clock.pass(2000);
  expect(await error).toMatchObject({ code: 'NOT_FOUND', attempts: 2, waitedMs: 1050 });
});

test('a change that was refused, and then turned down before it was sent again, ends with the refusal: it came to nothing', async () => {
  let turn = 0;
  const turnedDown = () => Object.assign(failure('UPSTREAM_UNAVAILABLE', { retryAfter: 7 }), { attempts: 0 });
  const { ask, clock } = refusing(2, () => (turn++ === 0 ? toldToWait(1)() : turnedDown()));
  const error = rejection(ask({ method: 'POST' }));
  await clock.pass(2000);
  expect(await error).toMatchObject({ code: 'RATE_LIMITED', attempts: 1, waitedMs: 1050, cameToNothing: true });
  expect((await error).detail).toMatchObject({ status: 429, retryAfter: 7 });
});

test('whoever goes away while it waits to be asked again is told the reason of the signal', async () => {
  const { ask, clock, sent, traffic } = refusing(1, toldToWait(5));
  const controller = new AbortController();
  const error = rejection(ask({ signal: controller.signal }));
  await clock.pass(1000);
  controller.abort(new UpstreamError('UPSTREAM_TIMEOUT', { call: '' }));
  expect(await error).toMatchObject({ code: 'UPSTREAM_TIMEOUT', attempts: 1 });
  await clock.pass(10_000);
  expect(sent).toHaveLength(1);
  expect(traffic.snapshot()['main']).toMatchObject({ queued: 0, inFlight: 0 });
});
