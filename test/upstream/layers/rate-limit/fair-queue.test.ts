import { expect, test } from 'vitest';
import { FairQueue } from '../../../../src/upstream/layers/rate-limit/fair-queue.js';

const drained = <T>(queue: FairQueue<T>) => {
  const items: T[] = [];
  for (let item = queue.next(); item !== undefined; item = queue.next()) items.push(item);
  return items;
};

test('operations take turns, each in its own order', () => {
  const queue = new FairQueue<string>();
  const [large, small] = [{}, {}];
  for (const item of ['l1', 'l2', 'l3', 'l4']) queue.add(item, 'interactive', large);
  for (const item of ['s1', 's2']) queue.add(item, 'interactive', small);
  expect(queue.length).toBe(6);
  expect(drained(queue)).toEqual(['l1', 's1', 'l2', 's2', 'l3', 'l4']);
  expect(queue.length).toBe(0);
});

test('what was refused before goes first, then what somebody waits to see, then the bulk', () => {
  const queue = new FairQueue<string>();
  const operation = {};
  queue.add('bulk', 'bulk', operation);
  queue.add('interactive', 'interactive', operation);
  queue.add('repeat', 'repeat', operation);
  expect(drained(queue)).toEqual(['repeat', 'interactive', 'bulk']);
});

test('the bulk gets a turn now and then, however much is interactive', () => {
  const queue = new FairQueue<string>();
  for (let i = 0; i < 20; i++) queue.add('interactive', 'interactive', {});
  queue.add('bulk', 'bulk', {});
  expect(drained(queue).indexOf('bulk')).toBe(7);
});

test('whoever leaves is not served, and may leave twice', () => {
  const queue = new FairQueue<string>();
  const operation = {};
  const leave = queue.add('gone', 'interactive', operation);
  queue.add('here', 'interactive', operation);
  leave();
  leave();
  expect(queue.length).toBe(1);
  expect(drained(queue)).toEqual(['here']);
});
