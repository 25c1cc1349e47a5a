import { performance } from 'node:perf_hooks';
import { expect, test } from 'vitest';
import { CallLog } from '../../src/upstream/call-log.js';
import type { Call } from '../../src/upstream/layers/observe.js';

const call = (changes: Partial<Call>): Call => ({
  method: 'GET',
  route: '/things/{id}',
  path: '/things/1',
  status: 200,
  began: performance.now(),
  ms: 12.4,
  source: 'network',
  attempts: 1,
  waitedMs: 0,
  freshForMs: undefined,
  askedBy: new Set(),
  ...changes,
});

test('adds up what an operation cost, by where the answers came from', () => {
  const log = new CallLog();
  log.add(call({}));
  log.add(call({ attempts: 3, waitedMs: 250.4 }));
  log.add(call({ source: 'cache', attempts: 0 }));
  log.add(call({ source: 'coalesced', attempts: 0 }));
  log.add(call({ status: null, attempts: 0, waitedMs: 100 }));
  expect(log.cost(false)).toEqual({
    calls: 2,
    cached: 1,
    coalesced: 1,
    retried: 2,
    waitedMs: 350,
    ms: expect.any(Number),
  });
});

test('an operation that asked nothing cost nothing', () => {
  expect(new CallLog().cost(true)).toMatchObject({ calls: 0, cached: 0, coalesced: 0, retried: 0, requests: [] });
});

test('tells each call when it is to be explained', () => {
  const log = new CallLog();
  log.add(call({ askedBy: new Set(['devices.nodes[].group', 'viewer']) }));
  log.add(call({ status: null, path: '/things/2?limit=1' }));
  expect(log.cost(true).requests).toEqual([
    {
      method: 'GET',
      path: '/things/1',
      status: 200,
      source: 'network',
      startedMs: expect.any(Number),
      ms: 12,
      fields: ['devices.nodes[].group', 'viewer'],
    },
    expect.objectContaining({ path: '/things/2?limit=1', status: null, fields: [] }),
  ]);
});
