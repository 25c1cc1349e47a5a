import { pino } from 'pino';
import { expect, test } from 'vitest';
import { Readiness } from '../../../src/server/rest-api/readiness.js';
import { FakeClock } from '../../support/fake-clock.js';

/** A gateway that is asked whether it is ready, and a REST API that is there or not. */
function gateway() {
  const clock = new FakeClock();
  const stopping = new AbortController();
  /** Why the REST API could not be reached, line by line of the log. */
  const lines: (string | undefined)[] = [];
  const world = { isThere: true, why: 'ECONNREFUSED', isSharing: false, served: 0, tries: 0 };
  const readiness = new Readiness({
    reach: async () => {
      world.tries++;
      return world.isThere ? null : world.why;
    },
    served: () => world.served,
    isSharing: () => world.isSharing,
    log: pino({ base: null, timestamp: false }, { write: (line) => void lines.push(JSON.parse(line).why) }),
    stopping: stopping.signal,
    clock,
  });
  const calls = (status: string, count: number) => {
    for (let n = 0; n < count; n++) readiness.heard({ status });
  };
  /** Ready, and then the REST API is gone for ten seconds of traffic. */
  const fail = async () => {
    await readiness.check();
    world.isThere = false;
    calls('503', 5);
    await clock.pass(10_000);
  };
  return { clock, stopping, lines, world, readiness, calls, fail };
}

test('a gateway is ready once the REST API has been reached, which is tried once', async () => {
  const { readiness, world } = gateway();
  expect(readiness.state).toBe('starting');
  expect(await Promise.all([readiness.check(), readiness.check(), readiness.check()])).toEqual([
    'ready',
    'ready',
    'ready',
  ]);
  expect(await readiness.check()).toBe('ready');
  expect(world.tries).toBe(1);
});

test('while it cannot be reached it is tried every other second, however often somebody asks', async () => {
  const { readiness, world, clock } = gateway();
  world.isThere = false;
  for (let n = 0; n < 100; n++) {
    expect(await readiness.check()).toBe('starting');
    await clock.pass(100);
  }
  expect(world.tries).toBe(5);
  world.isThere = true;
  await clock.pass(2000);
  expect(await readiness.check()).toBe('ready');
});

test('why it cannot be reached is logged once, and again when it is something else', async () => {
  const { readiness, world, lines, clock } = gateway();
  world.isThere = false;
  for (const why of ['ENOTFOUND', 'ENOTFOUND', 'status 503', 'status 503']) {
    world.why = why;
    await readiness.check();
    await clock.pass(2000);
  }
  expect(lines).toEqual(['ENOTFOUND', 'status 503']);
});

test('a call that a client caused and that was answered says it too', async () => {
  const { readiness, calls, world } = gateway();
  calls('404', 1);
  expect(readiness.state).toBe('ready');
  expect(world.tries).toBe(0);
});

test('a gateway that starts while the REST API is away is ready when it shares what others keep', async () => {
  const { readiness, world } = gateway();
  Object.assign(world, { isThere: false, isSharing: true });
  expect(await readiness.check()).toBe('ready');
});

test('whoever asks does not wait long for a try that hangs', async () => {
  const clock = new FakeClock();
  const reach = () => new Promise<null>(() => {});
  const readiness = new Readiness({
    reach,
    served: () => 0,
    isSharing: () => false,
    log: pino({ level: 'silent' }),
    clock,
  });
  const checked = readiness.check();
  await clock.pass(1000);
  expect(await checked).toBe('starting');
});

test('ten seconds of failed calls and nothing else, and it is not ready', async () => {
  const { readiness, fail } = gateway();
  await fail();
  expect(await readiness.check()).toBe('failing');
});

test.each<[string, (one: ReturnType<typeof gateway>) => Promise<unknown>]>([
  ['a short outage', async ({ calls, clock }) => (calls('503', 50), clock.pass(9_999))],
  ['a few failed calls long ago', async ({ calls, clock }) => (calls('timeout', 4), clock.pass(60_000))],
  [
    'one call answered among many that fail',
    async ({ calls, clock }) => (
      calls('503', 50),
      await clock.pass(9_000),
      calls('200', 1),
      calls('503', 50),
      clock.pass(9_000)
    ),
  ],
  ['clients who leave', async ({ calls, clock }) => (calls('cancelled', 100), clock.pass(60_000))],
  ['calls that are refused', async ({ calls, clock }) => (calls('429', 50), calls('401', 50), clock.pass(60_000))],
  ['no calls at all', async ({ clock }) => clock.pass(600_000)],
])('%s does not make it unready', async (_, happens) => {
  const one = gateway();
  await one.readiness.check();
  await happens(one);
  expect(one.readiness.state).toBe('ready');
  expect(one.world.tries).toBe(1);
});

test('while the cache answers in its place it stays ready, and for a moment longer', async () => {
  const { readiness, world, clock, calls, fail } = gateway();
  await fail();
  for (let n = 0; n < 10; n++) {
    world.served++;
    calls('503', 1);
    expect(readiness.state).toBe('ready');
    await clock.pass(5000);
  }
  await clock.pass(10_000);
  expect(readiness.state).toBe('failing');
});

test('it is ready again after two good tries in a row, two seconds apart', async () => {
  const { readiness, world, clock, fail } = gateway();
  await fail();
  const seen: string[] = [];
  for (const isThere of [false, true, false, true, true]) {
    world.isThere = isThere;
    seen.push(await readiness.check());
    await clock.pass(2000);
  }
  expect(seen).toEqual(['failing', 'failing', 'failing', 'failing', 'ready']);
  await clock.pass(60_000);
  expect(readiness.state).toBe('ready');
});

test('a process that is to end is not ready, whatever the REST API does', async () => {
  const { readiness, stopping } = gateway();
  await readiness.check();
  stopping.abort();
  expect(await readiness.check()).toBe('stopping');
});
