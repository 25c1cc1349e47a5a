import { expect, test } from 'vitest';
import { rateLimit } from '../../../../src/upstream/layers/rate-limit.js';
import type { Exchange, Grant, Report } from '../../../../src/upstream/layers/rate-limit/share.js';
import { Traffic } from '../../../../src/upstream/layers/rate-limit/traffic.js';
import type { UpstreamRequest } from '../../../../src/upstream/send.js';
import { FakeClock, settle } from '../../../support/fake-clock.js';
import { failure, heldUpstream, rejection, request } from '../../../support/upstream.js';

/** A limited upstream of 8 calls at a time whose budget is shared as the test says: each exchange waits for `grant`. */
function shared() {
  const clock = new FakeClock();
  const upstream = heldUpstream();
  const reports: Report[] = [];
  let answer: (told: Grant | undefined) => void = () => {};
  const exchange: Exchange = (_identity, report) => {
    reports.push(report);
    return new Promise((resolve) => (answer = resolve));
  };
  const traffic = new Traffic({
    laneOf: ({ path }) => (path.startsWith('/wide') ? 'wide' : 'main'),
    limits: () => ({ initial: 8, ceiling: 8 }),
    total: 100,
    queueLength: 100,
    exchange,
    clock,
  });
  const send = rateLimit(traffic)(upstream.send);
  const ask = (path: string, changes: Partial<UpstreamRequest> = {}) => {
    const promise = send(request({ path, ...changes }));
    promise.catch(() => {});
    return promise;
  };
  const grant = async (told: Partial<Grant> | null) => {
    answer(told === null ? undefined : { grants: {}, replicas: 1, pauseMs: 0, taken: 0, ...told });
    await settle();
  };
  const lane = (calls: number) => ({ grants: { 'lane:main': calls } });
  return { clock, traffic, ask, grant, lane, reports, ...upstream };
}

const many = (count: number, ask: (path: string) => unknown) =>
  Array.from({ length: count }, (_, n) => ask(`/${n}`)).length;

test('nothing goes until the others have answered, then as many as they leave', async () => {
  const { ask, arrived, grant, lane, reports } = shared();
  many(10, ask);
  await settle();
  expect(arrived).toHaveLength(0);
  expect(reports).toMatchObject([{ wishes: { 'lane:main': { demand: 1, held: 0, whole: 8 } } }]);
  await grant(lane(5.7));
  expect(arrived).toHaveLength(5);
});

test('nobody waits when the others cannot be reached: the budget is its own, and it shows', async () => {
  const { ask, arrived, grant, traffic } = shared();
  many(10, ask);
  await grant(null);
  expect(arrived).toHaveLength(8);
  expect(traffic.alone).toBe(1);
  expect(traffic.snapshot()['main']).toMatchObject({ inFlight: 8, limit: 8 });
});

test('a grant holds until its lease ends, however often the others cannot be reached', async () => {
  const { ask, arrived, grant, lane, clock, traffic } = shared();
  many(20, ask);
  await grant(lane(3));
  for (let ms = 250; ms < 2000; ms += 250) {
    await clock.pass(250);
    await grant(null);
    expect([arrived.length, traffic.alone]).toEqual([3, 0]);
  }
  await clock.pass(250);
  await grant(null);
  expect([arrived.length, traffic.alone]).toEqual([8, 1]);
  await clock.pass(250);
  await grant(lane(2));
  expect([traffic.snapshot()['main']!.limit, traffic.alone]).toEqual([2, 0]);
});

test('while the others cannot be reached it keeps to an equal part among as many as there were', async () => {
  const { ask, arrived, grant, lane, clock, open, reports } = shared();
  many(20, ask);
  await grant({ ...lane(1), replicas: 4, pace: { tooMuch: 8, ageMs: 0, backMs: 1e9 } });
  await clock.pass(2250);
  await grant(null);
  await clock.pass(2000);
  expect(arrived).toHaveLength(2);
  // Of eight calls a second, two.
  open[0]!.answer();
  await settle();
  open[0]!.answer();
  await clock.pass(400);
  expect(arrived).toHaveLength(3);
  await clock.pass(300);
  expect(arrived).toHaveLength(4);
  await grant(lane(8));
  await clock.pass(250);
  expect(reports.at(-1)).toMatchObject({ pace: { tooMuch: 8 }, wishes: { 'lane:main': { whole: 8 } } });
});

test('while it asks for anything it comes by four times a second, and then gives everything back', async () => {
  const { ask, grant, lane, clock, reports, open } = shared();
  void ask('/1');
  await grant(lane(8));
  for (let i = 0; i < 4; i++) {
    await clock.pass(250);
    await grant(lane(8));
  }
  expect(reports).toHaveLength(5);
  open[0]!.answer();
  await clock.pass(250);
  await grant(lane(8));
  expect(reports.at(-1)?.wishes['lane:main']).toMatchObject({ demand: 0, held: 0 });
  await clock.pass(60_000);
  expect(reports).toHaveLength(6);
  expect(clock.pending).toBe(0);
});

test('calls that find no room ask for more at once, but not each of them', async () => {
  const { ask, grant, lane, clock, reports } = shared();
  void ask('/1');
  await grant(lane(1));
  await clock.pass(60);
  many(20, ask);
  expect(reports).toHaveLength(2);
  await grant(lane(4));
  many(20, ask);
  expect(reports).toHaveLength(2);
});

test('while others have all calls it comes by again in a moment, and sends none', async () => {
  const { ask, arrived, grant, lane, clock, reports, open } = shared();
  void ask('/1');
  await grant(lane(0));
  for (let i = 0; i < 3; i++) {
    await clock.pass(50);
    await grant(lane(0));
  }
  expect([reports.length, arrived.length]).toEqual([4, 0]);
  await clock.pass(50);
  await grant(lane(1));
  expect(arrived).toHaveLength(1);
  void ask('/2');
  await clock.pass(250);
  await grant(lane(0));
  open[0]!.answer();
  await settle();
  expect([reports.at(-1)?.wishes['lane:main'], arrived.length]).toEqual([{ demand: 3, held: 1, whole: 8 }, 1]);
});

test('a call that comes while nothing is wanted any more, and has to wait, is told of at once', async () => {
  const { ask, arrived, grant, lane, clock, reports, open } = shared();
  void ask('/1');
  await grant(lane(1));
  await clock.pass(250);
  await grant(lane(0));
  open[0]!.answer();
  await clock.pass(50);
  await grant(lane(0));
  await clock.pass(50);
  expect(reports.at(-1)?.wishes['lane:main']).toMatchObject({ demand: 0 });
  void ask('/2');
  await grant(lane(8));
  expect(reports.at(-1)?.wishes['lane:main']).toMatchObject({ demand: 1 });
  await grant(lane(8));
  expect(arrived).toEqual(['/1', '/2']);
});

test('a lane that was left out is told of at once, and no call goes in it before', async () => {
  const { ask, arrived, grant, lane, reports } = shared();
  void ask('/1');
  void ask('/wide/1');
  await grant(lane(8));
  expect([arrived, reports.length]).toEqual([['/1'], 2]);
  await grant({ grants: { 'lane:main': 8, 'lane:wide': 2 } });
  expect(arrived).toEqual(['/1', '/wide/1']);
});

test('a pause and a pace that others have met hold here too, and those met here are told', async () => {
  const { ask, arrived, open, grant, lane, clock, reports, traffic } = shared();
  void ask('/1');
  await grant({ ...lane(8), pauseMs: 700, pace: { tooMuch: 10, ageMs: 0, backMs: 10_000 } });
  many(5, ask);
  await clock.pass(600);
  expect([arrived.length, traffic.snapshot()['main']!.held]).toEqual([0, 1]);
  expect(reports.at(-1)?.starts?.wanted).toBe(6);
  await grant({ ...lane(8), starts: { count: 3, inMs: 150, everyMs: 200, againMs: 750 } });
  await clock.pass(145);
  expect(arrived).toHaveLength(0);
  await clock.pass(10);
  expect(arrived).toHaveLength(1);
  await clock.pass(1000);
  expect(arrived).toHaveLength(3);
  const refused = rejection(ask('/refused', { deadline: () => clock.now() + 5000 }));
  open[0]!.fail(failure('RATE_LIMITED', { status: 429, retryAfter: 9 }));
  await grant(lane(8));
  await clock.pass(250);
  expect(reports.at(-1)?.pauseMs).toBeGreaterThan(8000);
  expect((await refused).code).toBe('RATE_LIMITED');
});
