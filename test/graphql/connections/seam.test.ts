import { expect, test } from 'vitest';
import { tagOf, type Cursor } from '../../../src/graphql/connections/cursor.js';
import { findSeam } from '../../../src/graphql/connections/seam.js';

/** Of the third row of `abcde`. */
const cursor: Cursor = { id: 'c', offset: 2, before: ['b', 'a'].map(tagOf), after: ['d', 'e'].map(tagOf) };
/** Where a walk goes on, both ways: in front of that letter, or at the end. */
const onIn = (list: string) => {
  const ids = [...list];
  const seams = (['forward', 'backward'] as const).map((direction) => findSeam(ids, cursor, direction));
  return seams.map(
    (seam) => seam && `${seam.kept ? 'kept' : 'lost'}, ${list.slice(0, seam.at)}|${list.slice(seam.at)}`,
  );
};

test.each([
  ['nothing has happened', 'abcde', 'abc|de', 'ab|cde'],
  ['rows came on both sides', 'abXcYde', 'abXc|Yde', 'abX|cYde'],
  ['rows came on both sides, and its neighbours went', 'aXcYe', 'aXc|Ye', 'aX|cYe'],
  ['all before it went', 'cde', 'c|de', '|cde'],
  ['all behind it went, and others came', 'abcXY', 'abc|XY', 'ab|cXY'],
  ['one before it is left, and others came behind it', 'bcX', 'bc|X', 'b|cX'],
  ['one behind it is left, and others came before it', 'Xcd', 'Xc|d', 'X|cd'],
  ['all others went', 'XcY', 'Xc|Y', 'X|cY'],
])('a walk goes on from the row of the cursor where %s', (_, list, forward, backward) => {
  expect(onIn(list)).toEqual([`kept, ${forward}`, `kept, ${backward}`]);
});

test.each([
  ['the row went', 'abde', 'ab|de'],
  ['the row went with the one before it', 'ade', 'a|de'],
  ['the row went with all before it', 'Xde', 'X|de'],
  ['the row went with all before it and the one behind it', 'Xe', 'X|e'],
  ['the row went with all behind it', 'ab', 'ab|'],
  ['only one row is left of those before it', 'aX', 'a|X'],
  ['the row moved to the end', 'abdec', 'ab|dec'],
  ['the row moved to the end, and all behind it went', 'abXYc', 'ab|XYc'],
  ['the row moved to the front', 'cabde', 'cab|de'],
  ['the row moved to the end, and all before it went', 'dec', '|dec'],
])('a walk goes on from the neighbours, both ways, where %s', (_, list, place) => {
  expect(onIn(list)).toEqual([`lost, ${place}`, `lost, ${place}`]);
});

test('where neither the row nor a neighbour is left there is no seam', () => {
  expect(onIn('XYZ')).toEqual([null, null]);
});
