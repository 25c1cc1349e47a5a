import fc from 'fast-check';
import { expect, test } from 'vitest';
import { WHOLE } from '../../../src/upstream/lists/paged.js';
import type { Wanted } from '../../../src/upstream/planning/bins.js';
import { Filters } from '../../../src/upstream/planning/filters.js';
import { failure } from '../../support/upstream.js';
import { read, rowsOf, wanted, world, type Server } from '../../support/wide.js';

const some = { a: 3, b: 0, c: 9, d: 2 };

test('the lists of several parents come by one call, with their lengths', async () => {
  const there = world(rowsOf(some));
  const { slices, filters } = await read(there, wanted(some));
  expect(slices.map(({ rows, total }) => [rows.length, total])).toEqual(
    [3, 0, 5, 2].map((n, i) => [n, [3, 0, 9, 2][i]]),
  );
  expect(there.calls).toEqual([['a', 'b', 'c', 'd']]);
  expect(filters.proven('parent')).toBe(3);
});

test.each<[Server, boolean, number]>([
  ['understands', true, 1],
  ['refuses', false, 1 + 4],
  ['breaks', false, 1 + 4],
  ['is too slow', false, 1 + 4],
  ['ignores', false, 1 + 4],
  ['takes the first', false, 1 + 4],
  ['takes the last', false, 1 + 4],
  ['finds nothing', false, 1 + 4],
  ['takes three', true, 1 + 1],
  ['may not tell', false, 1 + 4],
])('where the REST API %s, every list is right all the same', async (server, isTriedAgain, calls) => {
  const there = world(rowsOf({ ...some, stranger: 4 }), server);
  const { slices, filters } = await read(there, wanted(some));
  expect(slices.map(({ total }) => total)).toEqual(Object.values(some));
  expect(there.calls).toHaveLength(calls);
  expect(filters.mayTry('parent')).toBe(isTriedAgain);
  if (isTriedAgain) return;
  await read(there, wanted(some), { filters });
  expect(there.calls).toHaveLength(calls + 4);
});

test('one call finds out whether the filter is understood before others are made', async () => {
  const many = Object.fromEntries(Array.from({ length: 120 }, (_, n) => [`p${n}`, 2]));
  const refusing = world(rowsOf(many), 'refuses');
  expect((await read(refusing, wanted(many))).togetherCalls).toBe(1);
  const understanding = world(rowsOf(many));
  expect((await read(understanding, wanted(many))).togetherCalls).toBe(3);
  expect(understanding.calls).toHaveLength(3);
});

test('where the REST API refuses many parents no more are asked for together than were seen to be taken', async () => {
  const there = world(rowsOf(some), 'refuses more than three');
  const { filters } = await read(there, wanted({ a: 3, c: 9, d: 2 }));
  await read(there, wanted(some), { filters });
  await read(there, wanted(some), { filters });
  expect(there.calls.slice(1).map(({ length }) => length)).toEqual([4, 1, 1, 1, 1, 3, 1]);
});

test('a list that something else narrows is asked for together only when the filter was seen to take so many values', async () => {
  const there = world(rowsOf(some));
  const filters = new Filters({ isTried: () => true });
  await read(there, wanted(some), { filters, isPlain: false });
  expect(there.calls).toHaveLength(4);
  filters.prove('parent', 2);
  await read(there, wanted(some), { filters, isPlain: false });
  expect(there.calls.slice(4)).toEqual([
    ['a', 'c'],
    ['b', 'd'],
  ]);
});

test.each([
  ['seen to be understood', 3],
  ['not tried yet', 0],
])(
  'of long lists the beginning comes by one call, as far as it is certain: where the filter was %s',
  async (_, proven) => {
    const there = world([...rowsOf({ a: 300, b: 300 }), ...rowsOf({ c: 300 })]);
    const filters = new Filters({ isTried: () => true });
    if (proven) filters.prove('parent', proven);
    const { slices } = await read(there, wanted({ a: 300, b: 300, c: 300 }, 5, false), { filters });
    expect(slices.map(({ rows }) => rows.map(({ id }) => id))).toEqual(
      ['a', 'b', 'c'].map((name) => [0, 1, 2, 3, 4].map((n) => `${name}/${n}`)),
    );
    expect(there.calls).toEqual([['a', 'b', 'c'], ['c']]);
    expect(filters.proven('parent')).toBe(proven || 2);
  },
);

test('long lists of which one fills the page say nothing of the filter, and the others are asked for alone', async () => {
  const there = world([...rowsOf({ a: 300 }), ...rowsOf({ b: 300, c: 300 })]);
  const { slices, filters } = await read(there, wanted({ a: 300, b: 300, c: 300 }, 5, false));
  expect(slices.map(({ rows }) => rows.length)).toEqual([5, 5, 5]);
  expect(there.calls).toEqual([['a', 'b', 'c'], ['b'], ['c']]);
  expect([filters.proven('parent'), filters.isRefuted('parent'), filters.mayTry('parent')]).toEqual([0, false, false]);
});

test('lists that are longer than was known are read on while that takes no more calls than each alone', async () => {
  const lengths = { a: 200, b: 150, c: 160 };
  const there = world(rowsOf(lengths));
  const { slices } = await read(there, wanted({ a: 80, b: 80, c: 80 }));
  expect(slices.map(({ total }) => total)).toEqual([200, 150, 160]);
  expect(there.calls.length).toBe(3);
});

test.each<[string, Parameters<typeof failure>, number]>([
  ['the REST API is away', ['UPSTREAM_UNAVAILABLE', { status: 503 }], 0],
  ['it takes no more', ['RATE_LIMITED', { status: 429 }], 0],
  ['so many were seen to be taken', ['UPSTREAM_TIMEOUT'], 50],
])('a failure that has nothing to do with several parents is a failure: %s', async (_, [code, detail], proven) => {
  const there = world(rowsOf(some));
  const filters = new Filters({ isTried: () => true });
  if (proven) filters.prove('parent', proven);
  const failing = {
    ...there,
    listOf: () => Object.assign(there.listOf('a'), { slice: () => Promise.reject(failure(code, detail)) }),
  };
  await expect(read(failing, wanted(some), { filters })).rejects.toMatchObject({ code });
  expect(filters.mayTry('parent')).toBe(true);
});

test('what could not show whether the filter is understood is not asked for together', async () => {
  const there = world(rowsOf({ a: 3 }));
  expect((await read(there, wanted({ a: 3, b: 0 }))).togetherCalls).toBe(0);
});

test('a page that holds rows of strangers is not read on', async () => {
  const there = world(rowsOf({ a: 80, b: 80, c: 80, stranger: 300 }), 'ignores');
  expect((await read(there, wanted({ a: 80, b: 80, c: 80 }))).togetherCalls).toBe(1);
});

test('a page that one parent fills is not read on while nobody knows whether the filter is understood', async () => {
  const lengths = { a: 300, b: 80, c: 80 };
  const there = world(rowsOf(lengths), 'takes the first');
  const { slices, togetherCalls } = await read(there, wanted({ ...lengths, a: 80 }));
  expect(slices.map(({ total }) => total)).toEqual([300, 80, 80]);
  expect(togetherCalls).toBe(1);
});

test.each<[Server, boolean]>([
  ['may not tell', true],
  ['takes the first', false],
  ['breaks', false],
])(
  'more values than were seen to be taken, where the REST API %s, are tried again at once: %s',
  async (server, isTried) => {
    const there = world(rowsOf(some), server);
    const filters = new Filters({ isTried: () => true });
    filters.prove('parent', 2);
    const { slices } = await read(there, wanted(some), { filters });
    expect(slices.map(({ total }) => total)).toEqual(Object.values(some));
    expect([filters.mayTry('parent'), filters.proven('parent')]).toEqual([isTried, 2]);
  },
);

test('whatever the lists and whatever is known of them, all ways give the same rows', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ length: fc.nat({ max: 400 }), known: fc.constantFrom('exactly', 'wrongly', 'not') }), {
        minLength: 1,
        maxLength: 12,
      }),
      fc.oneof(fc.nat({ max: 40 }), fc.constant(WHOLE)),
      fc.constantFrom<Server>('understands', 'refuses', 'ignores', 'takes the first', 'takes three', 'finds nothing'),
      fc.record({ isCounted: fc.boolean(), isPlain: fc.boolean(), isProven: fc.boolean() }),
      fc.nat(),
      async (parents, end, server, { isCounted, isPlain, isProven }, seed) => {
        const lengths = Object.fromEntries(parents.map(({ length }, n) => [`p${n}`, length]));
        const rows = rowsOf({ ...lengths, stranger: 3 }).toSorted((a, b) => hash(a.id, seed) - hash(b.id, seed));
        const asked = parents.map(({ length, known }, n): Wanted => {
          const atMost = { exactly: length, wrongly: 1 + ((length * 7 + n) % 300), not: Infinity }[known];
          return { parent: `p${n}`, atMost, end, isCounted };
        });
        const filters = new Filters({ isTried: () => true });
        if (isProven && server === 'understands') filters.prove('parent', 50);
        const there = world(rows, server);
        const { slices } = await read(there, asked, { filters, isPlain });
        // Prices rest on this: see `spare` in the schema.
        const isKnown = parents.every(({ known }) => known === 'exactly');
        if (isKnown && end !== WHOLE) expect(there.calls.length).toBeLessThanOrEqual(parents.length + 1);
        slices.forEach((slice, n) => {
          expect(slice.rows).toEqual(rows.filter(({ parent }) => parent === `p${n}`).slice(0, end));
          if (slice.total !== null) expect(slice.total).toBe(lengths[`p${n}`]);
        });
      },
    ),
    { numRuns: 300 },
  ));

const hash = (text: string, seed: number) =>
  [...text].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 100_003, (seed % 1000) + 7);
