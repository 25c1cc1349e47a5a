import { expect, test } from 'vitest';
import { inWaves } from '../../bench/path.mjs';

const call = (path: string, at: number) => ({ path, at });

test('calls are of one wave when none of them can have waited for another', () => {
  const calls = [call('a', 100), call('b', 120.3), call('c', 121), call('d', 125), call('e', 141)];
  expect(inWaves(calls, 20)).toEqual([['a'], ['b', 'c', 'd'], ['e']]);
});

test('of no calls there are no waves', () => {
  expect(inWaves([], 20)).toEqual([]);
});
