import { expect, test } from 'vitest';
import { createMemory } from '../../src/upstream/memory.js';

test('one caller finds what it remembered, another finds nothing', () => {
  const memoryOf = createMemory();
  memoryOf('a').facts.set('enterprise', 'e-1');
  memoryOf('a').counts.set('/things/', 5);
  expect(memoryOf('a').facts.get('enterprise')).toBe('e-1');
  expect(memoryOf('a').counts.hint('/things/')).toBe(5);
  expect([memoryOf('b').facts.size, memoryOf('b').counts.hint('/things/')]).toEqual([0, undefined]);
});

test('only the last callers are remembered, and of each only the last lists', () => {
  const memoryOf = createMemory(2);
  const first = memoryOf('a');
  memoryOf('b');
  memoryOf('a');
  memoryOf('c');
  expect(memoryOf('a')).toBe(first);
  memoryOf('b').facts.set('enterprise', 'e-1');
  expect(memoryOf('c').facts.size).toBe(0);
  for (let list = 0; list < 2000; list++) first.counts.set(`/things/${list}`, list);
  expect([1499, 1500].map((list) => first.counts.hint(`/things/${list}`))).toEqual([undefined, 1500]);
});

test('a length is built upon for five minutes, from when it was told, and is a hint from then on', () => {
  let now = 1_000_000;
  const { counts } = createMemory(1, () => now)('a');
  counts.set('/things/', 5);
  counts.set('/others/', 7, 4 * 60_000);
  expect([counts.recent('/things/'), counts.recent('/others/'), counts.recent('/never/')]).toEqual([5, 7, undefined]);
  now += 60_000;
  expect([counts.recent('/things/'), counts.recent('/others/')]).toEqual([5, undefined]);
  now += 4 * 60_000;
  expect([counts.recent('/things/'), counts.hint('/things/'), counts.hint('/others/')]).toEqual([undefined, 5, 7]);
});

test('after a change all lengths are hints until they are heard of again', () => {
  let now = 1_000_000;
  const { counts } = createMemory(1, () => now)('a');
  counts.set('/things/', 5);
  counts.set('/others/', 7);
  now++;
  counts.doubt();
  now++;
  counts.set('/others/', 8);
  expect([counts.recent('/things/'), counts.hint('/things/'), counts.recent('/others/')]).toEqual([undefined, 5, 8]);
});

test('a list that was refused is taken to be endless for five minutes, and is never built upon', () => {
  let now = 1_000_000;
  const { counts } = createMemory(1, () => now)('a');
  counts.set('/things/', 5);
  counts.refuse('/things/');
  expect([counts.hint('/things/'), counts.recent('/things/')]).toEqual([Infinity, undefined]);
  now += 5 * 60_000;
  expect(counts.hint('/things/')).toBeUndefined();
});
