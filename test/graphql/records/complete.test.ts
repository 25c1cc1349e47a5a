import { expect, test } from 'vitest';
import type { Unanswered } from '../../../src/graphql/records/complete.js';

/** It is the compiler that finds the faults here. */
test('a field that no resolver answers is told, unless the record has its name; an id always', () => {
  const told = [
    'Group.id',
    'Group.createdAt',
    'Query.group',
    'Mutation.createGroup',
  ] as const satisfies readonly Unanswered<object>[];
  // @ts-expect-error The record of a group has a `name`.
  const untold: Unanswered<object> = 'Group.name';
  expect(told).not.toContain(untold);
});
