import fc from 'fast-check';
import { expect, test } from 'vitest';
import { WHOLE } from '../../../src/upstream/lists/paged.js';
import { pagedNumbers } from '../../support/paged.js';

/** Something that happens to a list: so many calls after the first, at that part of it. */
interface Change {
  readonly kind: 'insert' | 'remove' | 'move';
  readonly call: number;
  readonly at: number;
  readonly to: number;
}

/** A list of numbers that changes while it is read, so many at most at once; how many calls were made of it, and which of them were to be fresh. */
function movingList(length: number, changes: readonly Change[], cap = Infinity) {
  const list = Array.from({ length }, (_, i) => i);
  const always = new Set(list);
  const freshness: boolean[] = [];
  let calls = 0;
  let next = length;
  const happen = ({ kind, at, to }: Change) => {
    const place = (share: number) => Math.floor(share * list.length);
    if (kind === 'insert') return void list.splice(place(at), 0, next++);
    const [one] = list.splice(place(at), 1);
    always.delete(one!); // what was moved may be missed or seen twice: it was in two places
    if (kind === 'move') list.splice(place(to), 0, one!);
  };
  const rows = pagedNumbers(async (limit, offset, { fresh }) => {
    freshness.push(fresh);
    for (const change of changes) if (change.call === calls) happen(change);
    calls++;
    return { rows: list.slice(offset, offset + Math.min(limit, cap)), total: list.length };
  });
  return { rows, list, always, freshness, calls: () => calls };
}

const change = fc.record({
  kind: fc.constantFrom('insert' as const, 'remove' as const, 'move' as const),
  call: fc.integer({ min: 1, max: 12 }),
  at: fc.double({ min: 0, max: 0.999, noNaN: true }),
  to: fc.double({ min: 0, max: 0.999, noNaN: true }),
});

test('whatever happens to a list while it is read, no row that stays is missed or comes twice, unless that is told', () =>
  fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 300, max: 1300 }),
      fc.array(change, { maxLength: 4 }),
      fc.constantFrom(Infinity, 100),
      async (length, changes, cap) => {
        const { rows, always } = movingList(length, changes, cap);
        const found = await rows.slice(0, 1000);
        expect(new Set(found.rows).size).toBe(found.rows.length);
        if (found.moved) return;
        const last = found.rows.at(-1)!;
        const read = new Set(found.rows);
        const missed = [...always].filter((one) => one < last && always.has(last) && !read.has(one));
        expect(missed).toEqual([]);
      },
    ),
    { numRuns: 300 },
  ));

test.each([
  ['removed', { kind: 'remove', call: 1, at: 0.003, to: 0 }],
  ['added', { kind: 'insert', call: 1, at: 0.003, to: 0 }],
  ['moved to the front', { kind: 'move', call: 2, at: 0.7, to: 0 }],
] as const)('all is read anew, once, when a row is %s between two pages', async (_, event) => {
  const { rows, list, calls } = movingList(1200, [event]);
  const found = await rows.slice(0, 1000);
  expect(found).toEqual({ rows: list.slice(0, 1000), offset: 0, total: list.length });
  expect(calls()).toBe(8);
});

test('what is read anew is taken from nothing that may be kept', async () => {
  const { rows, freshness } = movingList(1200, [{ kind: 'remove', call: 1, at: 0.003, to: 0 }]);
  await rows.slice(0, 1000);
  expect(freshness).toEqual([...Array(4).fill(false), ...Array(4).fill(true)]);
});

test('a list that does not hold still is given as it was found, with no row twice, and that is told', async () => {
  const restless = Array.from({ length: 9 }, (_, call) => ({ kind: 'remove', call, at: 0, to: 0 }) as const);
  const { rows, calls } = movingList(1200, restless);
  const found = await rows.slice(0, 1000);
  expect(found.moved).toBe(true);
  expect(new Set(found.rows).size).toBe(found.rows.length);
  expect(calls()).toBe(8);
});

test('a list that did not hold still is not at hand afterwards, though it was read to its end', async () => {
  const restless = Array.from({ length: 10 }, (_, call) => ({ kind: 'remove', call, at: 0, to: 0 }) as const);
  const { rows, list } = movingList(1200, restless);
  expect((await rows.slice(0, WHOLE)).moved).toBe(true);
  expect(rows.isAtHand()).toBe(false);
  expect((await rows.slice(0, WHOLE)).rows).toEqual(list);
  expect(rows.isAtHand()).toBe(true);
});

test('while nothing moves, pages that overlap cost no call more', async () => {
  const { rows, calls } = movingList(1200, []);
  expect((await rows.slice(0, 1000)).rows).toHaveLength(1000);
  expect(calls()).toBe(4);
});
