import { expect, test } from 'vitest';
import { sharedBody } from '../../../src/server/flight/cost-of-sharing.js';

const upstream = { calls: 3, cached: 2, coalesced: 1, retried: 1, waitedMs: 40, ms: 90, cost: { limit: 5 } };
const body = JSON.stringify({ data: { upstream: { calls: 7 } }, extensions: { upstream, other: 1 } });

test.each([
  ['kept', { cached: 6, coalesced: 0, ms: 0 }],
  ['joined', { cached: 2, coalesced: 4, ms: 90 }],
] as const)('an answer that was %s says that it cost no call', (how, told) => {
  expect(JSON.parse(sharedBody(body, how))).toEqual({
    data: { upstream: { calls: 7 } },
    extensions: { upstream: { ...upstream, calls: 0, retried: 0, waitedMs: 0, ...told }, other: 1 },
  });
});

test('an answer that does not tell its cost stays as it is', () => {
  expect(sharedBody('{"data":null}\n', 'kept')).toBe('{"data":null}\n');
});
