import { expect, test } from 'vitest';
import { createMemory } from '../../src/upstream/memory.js';

test('one caller finds what it remembered, another finds nothing', () => {
  const memoryOf = createMemory();
  memoryOf('a').facts.set('enterprise', 'e-1');
  memoryOf('a').counts.set('/things/', 5);
  expect(memoryOf('a').facts.get('enterprise')).toBe('e-1');
  expect(memoryOf('a').counts.get('/things/')).toBe(5);
  expect([memoryOf('b').facts.size, memoryOf('b').counts.size]).toEqual([0, 0]);
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
  expect(first.counts.size).toBeLessThanOrEqual(500);
});
