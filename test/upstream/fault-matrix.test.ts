import { performance } from 'node:perf_hooks';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startSimulator, type FaultRule, type Simulator } from '../../src/simulator/simulator.js';
import { newCacheCounts } from '../../src/upstream/cache/counts.js';
import type { Freshness } from '../../src/upstream/cache/freshness.js';
import { memoryStore } from '../../src/upstream/cache/memory-store.js';
import { createClient, type Client } from '../../src/upstream/client.js';
import type { UpstreamErrorCode } from '../../src/upstream/errors.js';
import { cache } from '../../src/upstream/layers/cache.js';
import { createMemory } from '../../src/upstream/memory.js';
import { Upstream } from '../../src/upstream/upstream.js';
import { freePort } from '../support/ports.js';
import { rejection } from '../support/upstream.js';

const ATTEMPTS = 2;
const DEADLINE_MS = 8000;
/** What is refused is asked for again and again; so long an operation may then take. */
const REFUSED_MS = 3000;
const ROUTE = '/enterprise/{enterprise}/devicegroup/{id}/';
const kept: Freshness = {
  ttlMs: 1000,
  staleMs: 0,
  staleIfErrorMs: 60_000,
  negativeMs: 0,
  tags: ['group'],
  changes: ['group'],
};

/** A fault that does not pass, what every read and write ends with, and whether a read is answered from the cache instead. */
type Case = [name: string, rule: FaultRule, code: UpstreamErrorCode, isRescued: boolean];
const cases: Case[] = [
  ['a 429 with Retry-After', { kind: 'status', status: 429, retryAfter: 1 }, 'RATE_LIMITED', true],
  [
    'a 429 with a date',
    { kind: 'status', status: 429, retryAfter: 'Fri, 01 Jan 2100 00:00:00 GMT' },
    'RATE_LIMITED',
    true,
  ],
  ['a 429 without a word', { kind: 'status', status: 429 }, 'RATE_LIMITED', true],
  ['a 500', { kind: 'status', status: 500 }, 'UPSTREAM_UNAVAILABLE', true],
  ['a 502 in HTML', { kind: 'html', status: 502 }, 'UPSTREAM_UNAVAILABLE', true],
  ['a 504', { kind: 'status', status: 504 }, 'UPSTREAM_TIMEOUT', true],
  ['a dropped connection', { kind: 'drop' }, 'UPSTREAM_UNAVAILABLE', true],
  ['headers that do not come', { kind: 'latency', ms: 60_000 }, 'UPSTREAM_TIMEOUT', true],
  ['a body that stops', { kind: 'slow-body', ms: 60_000 }, 'UPSTREAM_TIMEOUT', true],
  ['half a body', { kind: 'truncate' }, 'UPSTREAM_MALFORMED', false],
  ['HTML that says it is fine', { kind: 'html', status: 200 }, 'UPSTREAM_MALFORMED', false],
  ['JSON of the wrong kind', { kind: 'list', status: 200 }, 'UPSTREAM_MALFORMED', false],
];

let simulator: Simulator;
let now: number;
const open: Client[] = [];
beforeAll(async () => {
  simulator = await startSimulator({ devices: 10 });
});
beforeEach(() => {
  now = 1_000_000;
});
afterEach(async () => {
  simulator.faults.clear();
  for (const client of open.splice(0)) await client.close();
});
afterAll(() => simulator.close());

/** What one operation asks with, through every layer of a new client. */
function operation(baseUrl = simulator.url, timeoutMs = 500, deadlineMs = DEADLINE_MS) {
  const client = createClient({
    baseUrl,
    timeoutMs,
    attempts: ATTEMPTS,
    connections: 10,
    maxBodyBytes: 1_000_000,
    laneOf: () => 'main',
    isSecret: () => false,
    rate: { limits: () => ({ initial: 10, ceiling: 10 }), queueLength: 10 },
    breaker: { failureShare: 0.5, pauseMs: 1000 },
    cache: cache({
      store: memoryStore({ maxBytes: 1_000_000, now: () => now }),
      freshnessOf: () => kept,
      counts: newCacheCounts(),
      patienceMs: 2000,
      now: () => now,
    }),
  });
  open.push(client);
  const ask = () => {
    const end = performance.now() + deadlineMs;
    const esper = new Upstream({
      send: client.send,
      caller: { identity: 'one', authorization: 'Bearer demo-admin' },
      memory: createMemory()('one'),
      signal: AbortSignal.timeout(deadlineMs),
      deadline: () => end,
    });
    esper.provide('enterprise', async () => simulator.world.enterpriseId);
    return esper;
  };
  const { id } = simulator.world.groups.at(1);
  return {
    client,
    read: () => ask().item<{ id: string; name: string }>(ROUTE, { id }),
    write: (name: string) =>
      ask().write('PATCH', ROUTE, { params: { id }, query: { action: 'rename' }, body: { name } }),
  };
}

/** The calls that reach the simulator during `what`. */
async function callsOf(what: () => Promise<unknown>): Promise<string[]> {
  simulator.clearCalls();
  await what();
  return simulator.calls.map(({ method }) => method);
}

describe.each(cases)('%s', (name, rule, code, isRescued) => {
  const isTooLong = typeof rule.retryAfter === 'string';
  const isRefused = code === 'RATE_LIMITED' && !isTooLong;
  const fail = () => simulator.faults.inject(rule);
  const begin = () => operation(simulator.url, 500, isRefused ? REFUSED_MS : DEADLINE_MS);
  /** So many calls there are; more where the REST API is asked again after each pause. */
  const expectCalls = (calls: string[], method: string, count: number) => {
    expect(new Set(calls)).toEqual(new Set([method]));
    if (isRefused) expect(calls.length).toBeGreaterThan(1);
    else expect(calls).toHaveLength(count);
  };
  const reads = isTooLong ? 1 : ATTEMPTS;

  test(`ends a read with ${code}, after it was tried again where that may help`, async () => {
    const { read, client } = begin();
    fail();
    const calls = await callsOf(async () => expect((await rejection(read())).code).toBe(code));
    expectCalls(calls, 'GET', reads);
    expect(client.state().lanes['main']).toMatchObject({ inFlight: 0, queued: 0 });
  });

  test(`${isRescued ? 'leaves' : 'does not leave'} a read what was kept`, async () => {
    const { read } = begin();
    const before = await read();
    now += 2000;
    fail();
    const calls = await callsOf(async () => {
      if (isRescued) expect(await read()).toEqual(before);
      else expect((await rejection(read())).code).toBe(code);
    });
    expectCalls(calls, 'GET', reads);
  });

  test(`ends a write with ${code}, and ${isRefused ? 'sends it again first' : 'never sends it twice'}`, async () => {
    const { write, client } = begin();
    fail();
    const calls = await callsOf(async () => expect((await rejection(write(name))).code).toBe(code));
    expectCalls(calls, 'PATCH', 1);
    expect(client.state().lanes['main']).toMatchObject({ inFlight: 0, queued: 0 });
  });
});

test.each(cases.filter(([, , code]) => code !== 'RATE_LIMITED'))(
  'after a write that met %s, and may have been done, nothing from before is served',
  async (name, rule) => {
    const { read, write } = operation();
    await read();
    simulator.faults.inject({ ...rule, match: 'PATCH' });
    await rejection(write(`${name} again`));
    simulator.faults.clear();
    expect(await callsOf(read)).toEqual(['GET']);
    expect((await read())?.name).toBe(simulator.world.groups.at(1).name);
  },
);

test('JSON of the wrong kind is not kept', async () => {
  const { read } = operation();
  simulator.faults.inject({ kind: 'list', status: 200, times: ATTEMPTS });
  expect((await rejection(read())).code).toBe('UPSTREAM_MALFORMED');
  expect((await read())?.id).toBe(simulator.world.groups.at(1).id);
});

describe.each([
  ['an address where nobody listens', async () => `http://127.0.0.1:${await freePort()}/api`],
  ['a name that nobody knows', async () => 'https://nowhere.invalid/api'],
])('%s', (_, address) => {
  test('ends reads and writes alike: both are tried again, since neither has arrived', async () => {
    const { read, write } = operation(await address(), 10_000);
    for (const ask of [read, () => write('Never')]) {
      const error = await rejection(ask());
      expect([error.code, error.attempts]).toEqual(['UPSTREAM_UNAVAILABLE', ATTEMPTS]);
    }
  });
});

test('a REST API that goes away leaves reads what was kept', async () => {
  const passing = await startSimulator({ devices: 10 });
  const { read } = operation(passing.url);
  const before = await read();
  await passing.close();
  now += 2000;
  expect(await read()).toEqual(before);
});
