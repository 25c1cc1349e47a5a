import { expect, test } from 'vitest';
import { goals } from '../../bench/goals.mjs';
import { resultOf } from '../../bench/report.mjs';

const result = (target: string, query: string, cpuMs: number, row: { alone?: number; latency?: number } = {}) =>
  resultOf({
    query,
    target,
    latency: 0,
    levels: 2,
    waves: 3,
    alone: 2,
    minimum: 2,
    samples: [{ cpuMs, perSecond: 1, p50: 43.5, p99: 60, path: 40, overPath: 3.5, calls: 2, peakMb: 210, busy: 1 }],
    ...row,
  });

const results = [
  result('gateway', 'Q1', 1.2),
  result('bff', 'Q1', 1),
  result('mercurius', 'Q1', 2),
  result('tailcall', 'Q1', 1.1),
  result('gateway', 'Q3', 2, { alone: 3 }),
  result('bff', 'Q3', 1),
  result('gateway', 'Q5', 1, { alone: 0 }),
  result('gateway', 'Q7', 1),
  result('gateway', 'Q1', 1, { latency: 20 }),
];

const found = (about: RegExp, among = results) => {
  const goal = goals(among).find((one) => about.test(one.goal));
  return goal && [goal.isMet, goal.found];
};

test.each([
  [/As few REST calls/, [false, 'Q3 1.50x']],
  [/hand-written/, [false, 'Q3 2.00x']],
  [/any other server in JavaScript/, [true, 'Q1 0.60x']],
  [/without `dedupe`/, [false, 'Q1 1.09x']],
  [/one after the other/, [false, 'Q1 1.50x']],
  [/after the path/, [false, 'Q1 3.50 ms']],
  [/200 MB/, [false, 'Q7 210 MB']],
])('%s is judged query by query, and those that miss it are named', (about, wanted) => {
  expect(found(about)).toEqual(wanted);
});

test('of a goal of which nothing was measured nothing is told', () => {
  expect(found(/with it/)).toBeUndefined();
});
