import { expect, test } from 'vitest';
import { reckoned } from '../../../src/upstream/planning/reckoned.js';
import { pagedNumbers } from '../../support/paged.js';
import { failure } from '../../support/upstream.js';

/** Things whose figure is twice their number, and the calls that were made for figures. */
function figures(length: number, seen?: number) {
  const calls: string[] = [];
  const list = pagedNumbers(async (limit, offset) => {
    calls.push(`page at ${offset}`);
    return { rows: Array.from({ length: Math.min(limit, length - offset) }, (_, i) => offset + i), total: length };
  }, seen);
  const load = reckoned(
    list,
    () => seen,
    (rows) => new Map(rows.map((row) => [String(row), 2 * row])),
  );
  const of = (...ids: number[]) =>
    Promise.all(
      ids.map((id) =>
        load({
          id: String(id),
          ask: async () => {
            calls.push(`figure ${id}`);
            return 2 * id;
          },
        }),
      ),
    );
  return { of, calls, list };
}

test('one figure is asked for', async () => {
  const { of, calls } = figures(10, 10);
  expect(await of(3)).toEqual([6]);
  expect(calls).toEqual(['figure 3']);
});

test('several are reckoned where the list has fewer pages than they are', async () => {
  const { of, calls } = figures(10, 10);
  expect(await of(3, 4)).toEqual([6, 8]);
  expect(calls).toEqual(['page at 0']);
});

test('a list whose length nobody knows is taken for two pages', async () => {
  const few = figures(10);
  expect(await few.of(1, 2)).toEqual([2, 4]);
  expect(few.calls).toEqual(['figure 1', 'figure 2']);
  const more = figures(10);
  expect(await more.of(1, 2, 3)).toEqual([2, 4, 6]);
  expect(more.calls).toEqual(['page at 0']);
});

test('a list that is at hand costs nothing, and what it lacks is asked for', async () => {
  const { of, calls, list } = figures(10, 10);
  await list.slice(0, 20);
  expect(await of(4)).toEqual([8]);
  expect(await of(4, 99)).toEqual([8, 198]);
  expect(calls).toEqual(['page at 0', 'figure 99']);
});

test('whoever may not read the list has them all by asking', async () => {
  const list = pagedNumbers(async () => Promise.reject(failure('FORBIDDEN')), 10);
  const load = reckoned(
    list,
    () => 10,
    () => new Map<string, number>(),
  );
  const wanted = [3, 4].map((id) => load({ id: String(id), ask: async () => 2 * id }));
  expect(await Promise.all(wanted)).toEqual([6, 8]);
});
