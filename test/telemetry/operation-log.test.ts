import { pino } from 'pino';
import { expect, test } from 'vitest';
import type { OperationFacts } from '../../src/telemetry/operation.js';
import { operationLog, type OperationLogOptions } from '../../src/telemetry/operation-log.js';
import { healthy } from './healthy.js';

/** What is logged of an operation. */
function logged(changes: Partial<OperationFacts>, options: Partial<OperationLogOptions> = {}, level = 'info') {
  const lines: Record<string, unknown>[] = [];
  const write = (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>);
  const log = pino({ base: null, timestamp: false, level }, { write });
  operationLog(log, { sample: 1, slowMs: 1000, ...options })({ ...healthy, ...changes });
  return lines;
}

test('an operation is one line, with its hashes cut short', () => {
  expect(logged({})).toEqual([
    {
      level: 30,
      requestId: 'r-1',
      operation: 'Fleet',
      kind: 'query',
      document: 'd'.repeat(16),
      caller: 'c'.repeat(16),
      status: 200,
      outcome: 'ok',
      ms: 120,
      calls: 3,
      cached: 1,
      coalesced: 0,
      retried: 0,
      waitedMs: 0,
      msg: 'operation',
    },
  ]);
});

test('a name of any length takes little room', () => {
  expect(logged({ name: 'x'.repeat(100_000) })[0]?.['operation']).toHaveLength(100);
});

test.each<[string, Partial<OperationFacts>, object]>([
  ['a slow one', { ms: 1000 }, { level: 30, slow: true }],
  [
    'one with errors of the client',
    { outcome: 'refused', errors: { BAD_USER_INPUT: 2 } },
    { level: 30, errors: { BAD_USER_INPUT: 2 } },
  ],
  [
    'one the REST API failed',
    { outcome: 'partial', errors: { UPSTREAM_TIMEOUT: 1 } },
    { level: 40, outcome: 'partial' },
  ],
  ['one the REST API put off', { outcome: 'failed', errors: { RATE_LIMITED: 1 } }, { level: 40 }],
  ['one that failed here', { outcome: 'failed', errors: { INTERNAL_SERVER_ERROR: 1 } }, { level: 40 }],
])('%s is always logged', (_, changes, line) => {
  const lines = logged(changes, { sample: 0 });
  expect(lines).toMatchObject([line]);
  expect(lines[0]).not.toHaveProperty('sampled');
});

test('of the healthy ones a share is logged, and each line says for how many it stands', () => {
  expect(logged({}, { sample: 0.25, random: () => 0.2 })).toMatchObject([{ sampled: 0.25 }]);
  expect(logged({}, { sample: 0.25, random: () => 0.25 })).toEqual([]);
  expect(logged({}, { sample: 0, random: () => 0 })).toEqual([]);
});

test('a log that is to hold warnings only holds no healthy operation', () => {
  expect(logged({}, {}, 'warn')).toEqual([]);
  expect(logged({ errors: { UPSTREAM_UNAVAILABLE: 1 } }, {}, 'warn')).toHaveLength(1);
});
