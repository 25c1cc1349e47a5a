import { expect, test } from 'vitest';
import { lazySources } from '../../src/domains/lazy-sources.js';
import type { Upstream } from '../../src/upstream/upstream.js';

test('a source is made when it is first asked for, once for each operation', () => {
  const made: [Upstream, string | null][] = [];
  const Sources = lazySources({
    group: (esper, enterpriseId) => made.push([esper, enterpriseId]),
    device: () => expect.unreachable(),
  });
  const [one, other] = [{} as Upstream, {} as Upstream];
  const sources = [new Sources(one, 'e-1'), new Sources(other, null)];
  expect(made).toEqual([]);
  expect(sources.map(({ group }) => group)).toEqual([1, 2]);
  expect(sources.map(({ group }) => group)).toEqual([1, 2]);
  expect(made.map(([esper, id]) => [esper === one, id])).toEqual([
    [true, 'e-1'],
    [false, null],
  ]);
});
