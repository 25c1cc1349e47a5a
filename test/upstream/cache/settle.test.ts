import { expect, test } from 'vitest';
import { settle } from '../../../src/upstream/cache/settle.js';

test.each([
  [null, 0],
  [true, 0],
  [7, 8],
  ['till', 20],
  [[], 24],
  [[7, 'till'], 24 + 16 + 28],
  [{ name: 'till', group: null }, 24 + 28 + 8],
  [{ rows: [{ id: 7 }] }, 24 + (8 + 24 + (8 + 24 + 16))],
])('%j is taken to need %i bytes', (body, bytes) => {
  expect(settle(body)).toBe(bytes);
});

test('a body is frozen to its leaves', () => {
  const body = { rows: [{ tags: ['a'] }] };
  settle(body);
  expect([body, body.rows, body.rows[0], body.rows[0]?.tags].every(Object.isFrozen)).toBe(true);
});
