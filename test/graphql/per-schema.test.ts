import { buildSchema } from 'graphql';
import { expect, test } from 'vitest';
import { perSchema } from '../../src/graphql/per-schema.js';

test('what is made of a schema is made once for it, and anew for another', () => {
  const [one, other] = [buildSchema('type Query { a: Int }'), buildSchema('type Query { a: Int }')];
  let made = 0;
  const numberOf = perSchema(() => ({ number: ++made }));
  expect([one, other, one, other].map((schema) => numberOf(schema).number)).toEqual([1, 2, 1, 2]);
});
