import { expect, test } from 'vitest';
import { Filters } from '../../../src/upstream/planning/filters.js';

test('only filters that are to be tried are tried', () => {
  const filters = new Filters({ isTried: (filter) => filter === 'group' });
  expect([filters.mayTry('group'), filters.mayTry('tag')]).toEqual([true, false]);
});

test('the most values a filter was seen to take are remembered', () => {
  const filters = new Filters({ isTried: () => true });
  expect(filters.proven('group')).toBe(0);
  filters.prove('group', 7);
  filters.prove('group', 3);
  expect([filters.proven('group'), filters.proven('tag')]).toEqual([7, 0]);
});

test('a filter that was refuted is told of, left alone for an hour, and has to be seen again', () => {
  let now = 0;
  const refuted: string[] = [];
  const filters = new Filters({ isTried: () => true, onRefuted: (filter) => refuted.push(filter), now: () => now });
  filters.prove('group', 7);
  filters.refute('group');
  expect([refuted, filters.mayTry('group'), filters.proven('group')]).toEqual([['group'], false, 0]);
  now += 60 * 60_000 - 1;
  expect([filters.mayTry('group'), filters.mayTry('tag')]).toEqual([false, true]);
  now++;
  expect(filters.mayTry('group')).toBe(true);
});

test('more values than a filter was seen to take are left alone for an hour once they were refused', () => {
  let now = 0;
  const filters = new Filters({ isTried: () => true, now: () => now });
  expect(filters.most('group')).toBe(Infinity);
  filters.prove('group', 7);
  filters.refuse('group');
  expect([filters.most('group'), filters.mayTry('group')]).toEqual([7, true]);
  now += 60 * 60_000;
  expect(filters.most('group')).toBe(Infinity);
  filters.refuse('tag');
  expect(filters.mayTry('tag')).toBe(false);
});

test('a filter that was tried in vain is tried again after five minutes', () => {
  let now = 0;
  const filters = new Filters({ isTried: () => true, now: () => now });
  filters.tryLater('group');
  expect([filters.mayTry('group'), filters.isRefuted('group'), filters.mayTry('tag')]).toEqual([false, false, true]);
  now += 5 * 60_000;
  expect(filters.mayTry('group')).toBe(true);
});
