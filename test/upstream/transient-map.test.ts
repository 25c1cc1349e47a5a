import { expect, test } from 'vitest';
import { TransientMap } from '../../src/upstream/transient-map.js';

test('what was put in stays until it is taken out, however much comes and goes beside it', () => {
  const map = new TransientMap<string, number>();
  map.set('stays', 1);
  map.set('changes', 1);
  for (let i = 0; i < 2000; i++) {
    map.set(`passes ${i}`, i);
    expect(map.get(`passes ${i}`)).toBe(i);
    map.delete(`passes ${i}`);
    expect(map.get(`passes ${i}`)).toBeUndefined();
    map.set('changes', i);
  }
  expect([map.get('stays'), map.get('changes'), map.get('never')]).toEqual([1, 1999, undefined]);
  map.clear();
  expect(map.get('stays')).toBeUndefined();
});
