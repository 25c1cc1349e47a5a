import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { FaultSwitch } from '../../src/simulator/faults.js';
import { parseFlags } from '../../src/simulator/flags.js';
import { RateLimit } from '../../src/simulator/rate-limit.js';
import type { Exchange } from '../../src/simulator/simulator.js';
import { type SimulatedEsper, simulatedEsper } from './simulated-esper.js';

let esper: SimulatedEsper;
const exchanges: Exchange[] = [];
beforeAll(async () => {
  esper = await simulatedEsper({ devices: 20, onExchange: (exchange) => exchanges.push(exchange) });
});
afterAll(() => esper.close());
afterEach(() => esper.faults.clear());

const ask = () => esper.get('/v2/devices/?limit=2');

test('a fault may let calls pass before it strikes', async () => {
  esper.faults.inject({ kind: 'status', status: 503, match: '/v2/devices/', after: 2, times: 1 });
  const statuses = [];
  for (let call = 0; call < 4; call++) statuses.push((await ask()).status);
  expect(statuses).toEqual([200, 200, 503, 200]);
  expect(parseFlags(['--fault', 'status,status=503,after=2'])).toMatchObject({ faults: [{ after: 2 }] });
});

test.each([99, 100, 9999, 503.5])('a fault with the status %d, which no answer can have, is refused', (status) => {
  expect(() => esper.faults.inject({ kind: 'status', status })).toThrow(/must be from 200 to 599/);
});

test('a fault strikes only what it matches, and only so often', async () => {
  esper.faults.inject({ kind: 'status', status: 503, match: /^GET \/v2\/devices\/\?/, times: 1 });
  expect((await esper.get('/user_info/')).status).toBe(200);
  expect((await ask()).status).toBe(503);
  expect((await ask()).status).toBe(200);
  expect(exchanges.at(-2)).toMatchObject({ path: '/v2/devices/', status: 503, faulted: true });
  expect(exchanges.at(-1)).toMatchObject({
    status: 200,
    faulted: false,
    headers: { authorization: 'Bearer demo-admin' },
  });
});

test('a gateway error is HTML, a throttled call plain text, and both may say when to come back', async () => {
  esper.faults.inject({ kind: 'status', status: 502, times: 1 }, { kind: 'status', status: 429, retryAfter: 2 });
  const bad = await ask();
  expect([bad.status, bad.headers.get('content-type'), bad.json]).toEqual([502, 'text/html', undefined]);
  const throttled = await ask();
  expect([throttled.status, throttled.headers.get('retry-after'), throttled.json]).toEqual([429, '2', undefined]);
});

test('a client error is told in the words of the generation', async () => {
  esper.faults.inject({ kind: 'status', status: 404, times: 1 });
  expect((await ask()).json).toMatchObject({ code: 404, content: {} });
});

test('bodies are cut, emptied, and replaced by HTML or by a bare list', async () => {
  esper.faults.inject({ kind: 'truncate', times: 1 }, { kind: 'empty', times: 1 }, { kind: 'html', times: 1 });
  esper.faults.inject({ kind: 'list', times: 1 });
  const cut = await ask();
  expect([cut.status, cut.json]).toEqual([200, undefined]);
  expect(cut.text).toMatch(/^\{"content"/);
  expect(await ask()).toMatchObject({ status: 200, text: '' });
  expect(await ask()).toMatchObject({ status: 200, text: expect.stringContaining('<html>') });
  const listed = await ask();
  expect([listed.status, Array.isArray(listed.json)]).toEqual([400, true]);
});

test('a dropped connection answers nothing', async () => {
  esper.clearCalls();
  esper.faults.inject({ kind: 'drop', times: 1 });
  await expect(ask()).rejects.toThrow('fetch failed');
  expect(esper.calls).toMatchObject([{ status: 0, aborted: true, faulted: true }]);
});

test('latency and slow bodies delay, and the answer is whole', async () => {
  esper.faults.inject({ kind: 'latency', ms: 30, times: 1 }, { kind: 'slow-body', ms: 40, times: 1 });
  esper.clearCalls();
  expect((await ask()).json.content.results).toHaveLength(2);
  expect(esper.calls[0]!.ms).toBeGreaterThan(65);
});

test('a caller that goes away is noted', async () => {
  esper.clearCalls();
  esper.faults.inject({ kind: 'latency', ms: 60 });
  await expect(fetch(`${esper.url}/user_info/`, { signal: AbortSignal.timeout(20) })).rejects.toThrow();
  await expect.poll(() => esper.calls[0]?.aborted).toBe(true);
  expect(esper.calls[0]!.status).toBe(0);
});

test('the switches are there over HTTP too', async () => {
  const control = new URL('/__simulator/faults', esper.url);
  const rule = { kind: 'status', status: 500, match: '/user_info/' };
  const posted = await fetch(control, { method: 'POST', body: JSON.stringify(rule) });
  expect(posted.status).toBe(201);
  expect((await esper.get('/user_info/')).status).toBe(500);
  expect((await fetch(control, { method: 'POST', body: '{"kind":"flood"}' })).status).toBe(400);
  await fetch(control, { method: 'DELETE' });
  expect((await esper.get('/user_info/')).status).toBe(200);
  const calls = new URL('/__simulator/calls', esper.url);
  expect(await (await fetch(calls)).json()).toHaveLength(esper.calls.length);
  await fetch(calls, { method: 'DELETE' });
  expect(esper.calls).toEqual([]);
});

test('chance is seeded', () => {
  const strikes = (seed: number) => {
    const faults = new FaultSwitch(seed, [{ kind: 'drop', probability: 0.5 }]);
    return Array.from({ length: 64 }, () => faults.strike('GET /').struck);
  };
  expect(strikes(1)).toEqual(strikes(1));
  expect(strikes(1)).not.toEqual(strikes(2));
});

test('a key that used up its minute waits for the next one', () => {
  let now = 0;
  const limit = new RateLimit({ perMinute: 2 }, () => now);
  const statuses = () => [1, 2, 3].map(() => limit.take('demo-admin', '/v2/devices/')?.status);
  expect(statuses()).toEqual([undefined, undefined, 429]);
  now = 59_000;
  const refused = limit.take('demo-admin', '/v2/devices/')!;
  expect([refused.status, refused.headers['retry-after']]).toEqual([429, '1']);
  expect(limit.take('demo-viewer', '/v2/devices/')).toBeUndefined();
  now = 60_000;
  expect(statuses()).toEqual([undefined, undefined, 429]);
});

test('a second has its limit too, and calls at the same time have one without Retry-After', () => {
  let now = 0;
  const limit = new RateLimit({ perSecond: 2, concurrent: 1 }, () => now);
  const statuses = () => [1, 2, 3].map(() => limit.take('demo-admin', '/v2/devices/')?.status);
  expect(statuses()).toEqual([undefined, undefined, 429]);
  now = 1000;
  const [first, second] = [limit.arrive('demo-admin'), limit.arrive('demo-admin')];
  const refused = limit.take('demo-admin', '/v2/devices/')!;
  expect([refused.status, refused.headers['retry-after']]).toEqual([429, undefined]);
  expect(limit.take('demo-viewer', '/v2/devices/')).toBeUndefined();
  first();
  expect(limit.take('demo-admin', '/v2/devices/')).toBeUndefined();
  second();
});

test('flags become options, and a bad flag is named in one line', () => {
  const args = ['--port', '0', '--devices', '5', '--rate-limit', '60', '--fault', 'status,status=429,retryAfter=2'];
  expect(parseFlags(args)).toMatchObject({
    port: 0,
    devices: 5,
    seed: 1,
    rateLimit: { perMinute: 60 },
    faults: [{ kind: 'status', status: 429, retryAfter: '2' }],
  });
  expect(parseFlags(['--second-limit', '25', '--concurrent', '8'])).toMatchObject({
    rateLimit: { perSecond: 25, concurrent: 8 },
  });
  expect(parseFlags(['--help'])).toBe('help');
  for (const bad of [
    ['--devices', 'many'],
    ['--fault', 'flood'],
    ['--fault', 'drop,often=1'],
    ['--colour', 'red'],
  ]) {
    expect(() => parseFlags(bad)).toThrow(/^[^\n]+$/);
  }
});
