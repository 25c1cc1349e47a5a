import { expect, test } from 'vitest';
import { FairQueue } from '../../../../src/upstream/layers/rate-limit/fair-queue.js';

const drained = <T>(queue: FairQueue<T>, now = 0) => {
  const items: T[] = [];
  for (let item = queue.next(now); item !== undefined; item = queue.next(now)) items.push(item);
  return items;
};

test('operations take turns, each in its own order', () => {
  const queue = new FairQueue<string>();
  const [large, small] = [{}, {}];
  for (const item of ['l1', 'l2', 'l3', 'l4']) queue.add(item, 'interactive', large, 1);
  for (const item of ['s1', 's2']) queue.add(item, 'interactive', small, 1);
  expect(queue.length).toBe(6);
  expect(drained(queue)).toEqual(['l1', 's1', 'l2', 's2', 'l3', 'l4']);
  expect(queue.length).toBe(0);
});

test('what was refused before goes first, then what somebody waits to see, then the bulk', () => {
  const queue = new FairQueue<string>();
  const operation = {};
  queue.add('bulk', 'bulk', operation, 1);
  queue.add('interactive', 'interactive', operation, 1);
  queue.add('repeat', 'repeat', operation, 1);
  expect(drained(queue)).toEqual(['repeat', 'interactive', 'bulk']);
});

test('who is late gets every other turn, however much is to go before it', () => {
  const queue = new FairQueue<string>();
  for (const item of ['b1', 'b2']) queue.add(item, 'bulk', {}, 100);
  const large = {};
  for (const item of ['l1', 'l2', 'l3']) queue.add(item, 'interactive', large, 200);
  queue.add('s1', 'interactive', {}, 300);
  expect([queue.next(99), queue.next(100), queue.next(100)]).toEqual(['l1', 'b1', 's1']);
  expect(drained(queue, 150)).toEqual(['b2', 'l2', 'l3']);
});

test('whoever leaves is not served, and may leave twice', () => {
  const queue = new FairQueue<string>();
  const operation = {};
  const leave = queue.add('gone', 'interactive', operation, 1);
  queue.add('here', 'interactive', operation, 1);
  leave();
  leave();
  expect(queue.length).toBe(1);
  expect(drained(queue)).toEqual(['here']);
});
