import { expect, test } from 'vitest';
import { binsOf, type Wanted } from '../../../src/upstream/planning/bins.js';

/** Parents named after the rows their lists have; of each so many rows are wanted. */
const wanted = (lengths: readonly number[], { end = 5, isCounted = true } = {}): Wanted[] =>
  lengths.map((atMost, n) => ({ parent: `${atMost}.${n}`, atMost, end, isCounted }));
const lengthsIn = (parents: readonly Wanted[]) => binsOf(parents, 50).map((bin) => bin.map(({ atMost }) => atMost));

test.each<[string, readonly number[], readonly (readonly number[])[]]>([
  ['all that fit on a page together', [24, 19, 0, 20, 20], [[24, 20, 20, 19, 0]]],
  [
    'as few pages as fill up',
    [100, 150, 200, 50, 100],
    [
      [200, 50],
      [150, 100],
    ],
  ],
  ['nobody with a list of several pages', [251, 100, 900], []],
  ['nobody of whose list nothing is known', [Infinity, 10, Infinity, 20], [[20, 10]]],
  ['fifty at most', Array.from({ length: 101 }, () => 1), [50, 50].map((length) => Array.from({ length }, () => 1))],
])('parents are put together whose lists fit on a page: %s', (_, lengths, expected) => {
  expect(lengthsIn(wanted(lengths))).toEqual(expected);
});

test.each<[string, readonly number[], object, readonly (readonly number[])[]]>([
  ['those of one size', [300, 9000, 400, 251], { end: 5, isCounted: false }, [[9000, 400, 300, 251]]],
  ['those nothing is known of', [Infinity, Infinity], { end: 5, isCounted: false }, [[Infinity, Infinity]]],
  ['as many as a page has room for twice', [300, 400, 500], { end: 61, isCounted: false }, [[500, 400]]],
  ['none when too much is wanted', [300, 400], { end: 62, isCounted: false }, []],
  ['none that are counted as well', [300, 400], { end: 5, isCounted: true }, []],
])('parents are put together of whose lists only the beginning is wanted: %s', (_, lengths, wants, expected) => {
  expect(lengthsIn(wanted(lengths, wants))).toEqual(expected);
});

test('those whose lists fit are not mixed with those whose lists are only begun', () => {
  expect(lengthsIn(wanted([10, 300, 20, 400], { isCounted: false }))).toEqual([
    [20, 10],
    [400, 300],
  ]);
});
