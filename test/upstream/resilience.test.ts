import { performance } from 'node:perf_hooks';
import { beforeAll, describe, expect, test } from 'vitest';
import { nodeId } from '../../src/graphql/node-id.js';
import type { FaultRule } from '../../src/simulator/simulator.js';
import { useGateway } from '../support/gateway.js';

const gateway = useGateway({
  devices: 300,
  env: { UPSTREAM_TIMEOUT_MS: '800', UPSTREAM_ATTEMPTS: '2', LIMIT_ROOT_FIELDS: '100' },
});
/** The first calls of a simulator take longer than a short timeout allows. */
beforeAll(async () => {
  const headers = { authorization: 'Bearer demo-admin' };
  for (const path of ['/user_info/', '/v2/devices/?limit=1', `/v2/devices/${gateway.simulator.fleet.idOf(0)}`]) {
    await (await fetch(gateway.simulator.url + path, { headers })).text();
  }
});

const viewer = '{ viewer { fullName } }';

/** A query for so many things that stand in no list together, and so are asked for one by one. */
function askingOneByOne(count: number): string {
  const ids = Array.from({ length: count }, (_, n) => gateway.simulator.fleet.idOf(n));
  const versions = ids.map((id, n) => `v${n}: node(id: "${nodeId('AppVersion', id, id)}") { ...Name }`);
  return `{ ${versions.join(' ')} } fragment Name on AppVersion { versionName }`;
}

async function timed<T>(what: Promise<T>): Promise<[T, number]> {
  const began = performance.now();
  const result = await what;
  return [result, performance.now() - began];
}

/** What a fault that passes leads to, and what one that stays does. */
const passing: [name: string, rule: FaultRule, lasting: string][] = [
  ['no answer in time', { kind: 'latency', ms: 3000 }, 'UPSTREAM_TIMEOUT'],
  ['a body that stops in the middle', { kind: 'slow-body', ms: 3000 }, 'UPSTREAM_TIMEOUT'],
  ['a 500', { kind: 'status', status: 500 }, 'UPSTREAM_UNAVAILABLE'],
  ['a 502', { kind: 'status', status: 502 }, 'UPSTREAM_UNAVAILABLE'],
  ['a 503 with Retry-After', { kind: 'status', status: 503, retryAfter: 1 }, 'UPSTREAM_UNAVAILABLE'],
  ['a 504', { kind: 'status', status: 504 }, 'UPSTREAM_TIMEOUT'],
  ['a 429', { kind: 'status', status: 429 }, 'RATE_LIMITED'],
  ['a 429 with Retry-After', { kind: 'status', status: 429, retryAfter: 1 }, 'RATE_LIMITED'],
  ['a dropped connection', { kind: 'drop' }, 'UPSTREAM_UNAVAILABLE'],
  ['half a body', { kind: 'truncate' }, 'UPSTREAM_MALFORMED'],
  ['an empty body', { kind: 'empty' }, 'UPSTREAM_MALFORMED'],
  ['a page of HTML', { kind: 'html' }, 'UPSTREAM_MALFORMED'],
  ['an answer of no known kind', { kind: 'status', status: 418 }, 'UPSTREAM_MALFORMED'],
];

describe.each(passing)('%s', (_, rule, lasting) => {
  test('once is repeated, and the client sees only that it took longer', async () => {
    gateway.simulator.faults.inject({ ...rule, times: 1 });
    const { data, errors, extensions } = await gateway.query(viewer);
    expect(errors).toBeUndefined();
    expect(data.viewer.fullName).toBeTruthy();
    expect(extensions.upstream).toMatchObject({ calls: 1, retried: 1 });
  });

  test(`for ever is ${lasting} after two attempts, or when no further one can be made in time`, async () => {
    gateway.simulator.faults.inject(rule);
    const isRefused = lasting === 'RATE_LIMITED';
    const headers: Record<string, string> = isRefused ? { 'x-esper-timeout-ms': '2500' } : {};
    const [{ errors, calls }, ms] = await timed(gateway.query(viewer, { headers }));
    expect(errors).toMatchObject([{ path: ['viewer'], extensions: { code: lasting } }]);
    if (isRefused) expect(errors![0]!.extensions!['retryAfter']).toBeGreaterThan(0);
    if (isRefused) expect(calls.length).toBeGreaterThan(1);
    else expect(calls).toHaveLength(2);
    expect(ms).toBeLessThan(4000);
  });
});

test.each([
  ['a 400', { kind: 'status', status: 400 }, 'BAD_USER_INPUT'],
  ['a 401', { kind: 'status', status: 401 }, 'UNAUTHENTICATED'],
  ['a 403', { kind: 'status', status: 403 }, 'FORBIDDEN'],
  ['a bare list of complaints', { kind: 'list' }, 'BAD_USER_INPUT'],
  ['a long Retry-After', { kind: 'status', status: 429, retryAfter: 90 }, 'RATE_LIMITED'],
] satisfies [string, FaultRule, string][])('%s is not repeated', async (_, rule, code) => {
  gateway.simulator.faults.inject(rule);
  const { errors, calls } = await gateway.query(viewer);
  expect(errors).toMatchObject([{ path: ['viewer'], extensions: { code } }]);
  expect(calls).toHaveLength(1);
});

test('a 429 with a long Retry-After is handed on, and the next query is told at once without asking', async () => {
  gateway.simulator.faults.inject({ kind: 'status', status: 429, retryAfter: 90, times: 1 });
  await gateway.query(viewer);
  const { errors, calls, extensions } = await gateway.query(viewer);
  expect(errors).toMatchObject([{ extensions: { code: 'RATE_LIMITED' } }]);
  expect(errors![0]!.extensions!['retryAfter']).toBeGreaterThan(80);
  expect(calls).toEqual([]);
  expect(extensions.upstream.calls).toBe(0);
  expect((await gateway.query(viewer, { key: 'demo-viewer' })).errors).toBeUndefined();
});

test('an outage opens the circuit: errors come at once and say when the REST API is tried again', async () => {
  gateway.simulator.faults.inject({ kind: 'status', status: 503 });
  const { calls } = await gateway.query(askingOneByOne(40));
  expect(calls.length).toBeLessThan(80);
  gateway.simulator.faults.clear();
  const [{ errors, calls: later }, ms] = await timed(gateway.query(viewer));
  expect(errors).toMatchObject([{ extensions: { code: 'UPSTREAM_UNAVAILABLE', retryAfter: 5 } }]);
  expect(errors![0]!.message).toContain('none is sent before it has been tried again');
  expect(later).toEqual([]);
  expect(ms).toBeLessThan(1000);
});

describe('a deadline', () => {
  const both = `{ viewer { fullName } device(id: "ID") { name } }`;
  const ask = (headers: Record<string, string>, signal?: AbortSignal) =>
    gateway.query(both.replace('ID', gateway.simulator.fleet.idOf(0)), { headers, ...(signal && { signal }) });

  test('ends what is late with UPSTREAM_TIMEOUT and keeps what was there in time', async () => {
    gateway.simulator.faults.inject({ kind: 'latency', ms: 3000, match: '/v2/devices/' });
    const [{ data, errors }, ms] = await timed(ask({ 'x-esper-timeout-ms': '250' }));
    expect(data).toMatchObject({ viewer: { fullName: expect.any(String) }, device: null });
    expect(errors).toMatchObject([{ path: ['device'], extensions: { code: 'UPSTREAM_TIMEOUT' } }]);
    expect(errors![0]!.message).toContain('The operation had 250 ms');
    expect(ms).toBeLessThan(1500);
  });

  test('ends waits too, and a pause that outlasts it is not waited for: the error says at once when to come back', async () => {
    gateway.simulator.faults.inject({ kind: 'status', status: 429, retryAfter: 15, times: 1, match: '/user_info/' });
    const client = new AbortController();
    const first = gateway.query(viewer, { signal: client.signal }).catch(() => {});
    await expect.poll(() => gateway.simulator.calls.some(({ status }) => status === 429)).toBe(true);
    const hurried = { headers: { 'x-esper-timeout-ms': '300' } };
    // This one joins the call of the first, which waits to be repeated.
    const [{ errors, calls }, ms] = await timed(gateway.query('{ viewer { email } }', hurried));
    expect(errors).toMatchObject([{ extensions: { code: 'UPSTREAM_TIMEOUT' } }]);
    const other = await gateway.query('{ groups(first: 1) { nodes { name } } }', hurried);
    expect(other.errors).toMatchObject([{ extensions: { code: 'RATE_LIMITED', retryAfter: expect.any(Number) } }]);
    expect([calls, other.calls]).toEqual([[], []]);
    expect(ms).toBeLessThan(1500);
    client.abort();
    await first;
  });

  test.each(['soon', '0', '-5', '1.5', ''])('of "%s" is refused with a clear word', async (text) => {
    const { status, errors, calls } = await ask({ 'x-esper-timeout-ms': text });
    expect([status, calls]).toEqual([400, []]);
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(errors![0]!.message).toMatch(/x-esper-timeout-ms must be a whole number of milliseconds from 1 to 60000/);
  });

  test('longer than the gateway allows is the one the gateway allows', async () => {
    expect((await ask({ 'x-esper-timeout-ms': '999999999' })).errors).toBeUndefined();
  });
});

test('a client that leaves takes its calls along, those in the queue too', async () => {
  gateway.simulator.faults.inject({ kind: 'latency', ms: 700 });
  const client = new AbortController();
  const asked = gateway.query(askingOneByOne(50), { signal: client.signal }).catch(() => 'left');
  await expect.poll(() => gateway.simulator.calls.length).toBe(20);
  client.abort();
  expect(await asked).toBe('left');
  await expect.poll(() => gateway.simulator.calls.every(({ aborted }) => aborted)).toBe(true);
  expect(gateway.simulator.calls).toHaveLength(20);
});
