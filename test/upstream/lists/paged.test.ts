import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PAGE_SIZE, WHOLE } from '../../../src/upstream/lists/paged.js';
import { numbers, pagedNumbers, range, type ListOptions } from '../../support/paged.js';
import { rejection } from '../../support/upstream.js';

test('a short stretch is one call for just its rows', async () => {
  const { rows, calls } = numbers(1000);
  expect(await rows.slice(40, 20)).toEqual({ rows: range(40, 60), offset: 40, total: 1000 });
  expect(calls).toEqual([[20, 40]]);
});

test('a long stretch of a list of unknown length is its first page, then the others side by side', async () => {
  const { rows, calls, most } = numbers(1000);
  expect((await rows.slice(10, 800)).rows).toEqual(range(10, 810));
  expect(calls).toEqual([
    [250, 10],
    [251, 259],
    [251, 509],
    [51, 759],
  ]);
  expect(most.atOnce).toBe(3);
});

test.each([
  [251, [251]],
  [501, [251, 251]],
  [252, [250, 3]],
  [1, [1]],
])('a stretch of %i rows is pages of %j: one row more does not make one more page', async (limit, sizes) => {
  const { rows, calls } = numbers(2000);
  expect((await rows.slice(249, limit)).rows).toEqual(range(249, 249 + limit));
  expect(calls.map(([size]) => size)).toEqual(sizes);
});

test.each<[string, ListOptions]>([
  ['never had one', {}],
  ['had one once', { remembered: 600 }],
])('a stretch of a list without a count that %s does not pass for the whole of it', async (_, options) => {
  const { rows } = numbers(600, { ...options, counts: false });
  expect((await rows.slice(0, 300)).rows).toEqual(range(0, 300));
  expect(rows.isAtHand()).toBe(false);
  expect((await rows.slice(0, WHOLE)).rows).toEqual(range(0, 600));
});

test('any part of a list that was read whole is here, unless it has to be fresh', async () => {
  const { rows, calls } = numbers(300);
  await rows.slice(0, WHOLE);
  calls.length = 0;
  expect(await rows.slice(280, 50)).toEqual({ rows: range(280, 300), offset: 280, total: 300 });
  expect(await rows.slice(40, 20)).toEqual({ rows: range(40, 60), offset: 40, total: 300 });
  expect(calls).toEqual([]);
  expect((await rows.slice(280, 50, true)).rows).toEqual(range(280, 300));
  expect(calls).toEqual([[50, 280]]);
});

test('a count that is less than the rows there are is no count', async () => {
  const rows = pagedNumbers(async (limit, offset) => ({ rows: range(0, 30).slice(offset, offset + limit), total: 10 }));
  expect(await rows.slice(0, 20)).toEqual({ rows: range(0, 20), offset: 0, total: null });
  expect(await rows.slice(10, 1)).toEqual({ rows: [10], offset: 10, total: null });
});

test.each([
  [500, ['0 interactive', '249 bulk']],
  [WHOLE, ['0 bulk', '249 bulk', '499 bulk']],
])(
  'of %d rows what others wait for goes first: the whole list, and what follows on a first page',
  async (limit, how) => {
    const asked: string[] = [];
    const rows = pagedNumbers(async (limit, offset, { priority }) => {
      asked.push(`${offset} ${priority}`);
      return { rows: range(0, 600).slice(offset, offset + limit), total: 600 };
    });
    await rows.slice(0, limit);
    expect(asked).toEqual(how);
  },
);

test('all pages go out at once when the length of the list is remembered', async () => {
  const { rows, calls, most } = numbers(1000, { remembered: 1000 });
  expect((await rows.slice(0, WHOLE)).rows).toEqual(range(0, 1000));
  expect(calls).toHaveLength(4);
  expect(most.atOnce).toBe(4);
});

test('a list that has grown since it was remembered is read to its end', async () => {
  const { rows, calls } = numbers(1000, { remembered: 300 });
  expect((await rows.slice(0, WHOLE)).rows).toEqual(range(0, 1000));
  expect(calls.map(([, offset]) => offset)).toEqual([0, 249, 499, 749]);
});

test('a list that has shrunk since it was remembered ends where it ends', async () => {
  const { rows } = numbers(300, { remembered: 1000 });
  expect(await rows.slice(0, WHOLE)).toEqual({ rows: range(0, 300), offset: 0, total: 300 });
});

test('no page is asked for that lies beyond the end', async () => {
  const { rows, calls } = numbers(260);
  expect((await rows.slice(0, 1000)).rows).toEqual(range(0, 260));
  expect(calls.map(([, offset]) => offset)).toEqual([0, 249]);
});

test('no rows cost what a count costs', async () => {
  const { rows, calls } = numbers(1000);
  expect(await rows.slice(30, 0)).toEqual({ rows: [], offset: 30, total: 1000 });
  expect(calls).toEqual([[1, 0]]);
});

test.each([
  [730, 100, 8],
  [10_000, 100, 102],
  [10_000, 249, 41],
  [1000, 250, 7],
  [12, 1, 12],
  [12, 2, 6],
  [12, 3, 6],
])(
  'of %i rows a server that gives %i at once is asked for no more, once it has shown so',
  async (length, cap, most) => {
    const { rows, calls } = numbers(length, { cap });
    expect(await rows.slice(0, WHOLE)).toEqual({ rows: range(0, length), offset: 0, total: length });
    expect(calls.length).toBe(most);
  },
);

test.each<[number, string[]]>([
  [20, ['20 from 0']],
  [100, ['100 from 0']],
  [250, ['99 from 0', '100 from 98', '53 from 197']],
])('a stretch of %i rows of an endpoint that takes a limit of 100 at most is pages of that', async (limit, pages) => {
  const { rows, calls, most } = numbers(1000, { most: 100 });
  expect((await rows.slice(0, limit)).rows).toEqual(range(0, limit));
  expect(calls.map(([size, offset]) => `${size} from ${offset}`)).toEqual(pages);
  expect(most.atOnce).toBe(Math.max(1, pages.length - 1));
});

test('a list without a count is read until a page is not full', async () => {
  const { rows, calls } = numbers(600, { counts: false });
  expect(await rows.slice(0, 2000)).toEqual({ rows: range(0, 600), offset: 0, total: null });
  expect(calls.map(([, offset]) => offset)).toEqual([0, 249, 499]);
});

test.each([
  [230, 50],
  [230, 7],
  [9, 3],
  [9, 2],
  [3, 1],
  [50, 50],
])(
  'of a list of %i rows without a count, %i to a page, all are read while it says that there are more',
  async (length, cap) => {
    const { rows } = numbers(length, { cap, counts: false, tellsMore: true, most: 100 });
    expect((await rows.slice(0, WHOLE)).rows).toEqual(range(0, length));
    expect((await rows.slice(0, 120, true)).rows).toEqual(range(0, Math.min(120, length)));
  },
);

test('that a list without a count says of more rows and sends none ends it', async () => {
  for (const length of range(1, 70)) {
    let calls = 0;
    const rows = pagedNumbers(async (limit, offset) => {
      if (++calls > 20) throw new Error('There is no end to it.');
      return { rows: range(0, length).slice(offset, offset + Math.min(limit, 20)), total: null, hasMore: true };
    });
    expect((await rows.slice(0, WHOLE)).rows).toEqual(range(0, length));
  }
});

test('an empty page ends the list, whatever its count says', async () => {
  const calls: number[] = [];
  const rows = pagedNumbers(async (_, offset) => {
    calls.push(offset);
    return { rows: offset === 0 ? [0, 1, 2] : [], total: 9999 };
  });
  expect((await rows.slice(0, 20)).rows).toEqual([0, 1, 2]);
  expect(calls).toEqual([0, 2]);
});

test('behind a page that is not full one more is asked for, and not all that the count tells of', async () => {
  const calls: number[] = [];
  const rows = pagedNumbers(async (limit, offset) => {
    calls.push(offset);
    return { rows: [0, 1, 2].slice(offset, offset + limit), total: 9999 };
  }, 9999);
  expect((await rows.slice(0, 500)).rows).toEqual([0, 1, 2]);
  expect(calls).toEqual([0, 249, 2]);
});

test('a stretch whose pages fail is rejected, and leaves no rejection behind', async () => {
  const rows = pagedNumbers(async (_, offset) => {
    if (offset > 0) await Promise.resolve();
    throw new Error(`page at ${offset}`);
  }, 1000);
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => unhandled.push(reason);
  process.on('unhandledRejection', note);
  expect((await rejection(rows.slice(0, WHOLE))).message).toBe('page at 0');
  await new Promise((resolve) => setImmediate(resolve));
  process.off('unhandledRejection', note);
  expect(unhandled).toEqual([]);
});

test('any stretch of any list is what it would be of an array, in pages of at most 250 and one, or as many as the endpoint takes', () =>
  fc.assert(
    fc.asyncProperty(
      fc.nat({ max: 1500 }),
      fc.nat({ max: 1600 }),
      fc.oneof(fc.nat({ max: 1200 }), fc.constant(WHOLE)),
      fc.record({
        cap: fc.integer({ min: 1, max: 600 }),
        remembered: fc.option(fc.nat({ max: 2000 }), { nil: undefined }),
        most: fc.option(fc.integer({ min: 2, max: PAGE_SIZE }), { nil: undefined }),
      }),
      async (length, offset, limit, options) => {
        const { rows, calls } = numbers(length, options as ListOptions);
        const found = await rows.slice(offset, limit);
        expect(found).toEqual({ rows: range(0, length).slice(offset, offset + limit), offset, total: length });
        const most = options.most ?? PAGE_SIZE + 1;
        expect(calls.every(([asked]) => asked >= 1 && asked <= most)).toBe(true);
        expect(new Set(calls.map(String)).size).toBe(calls.length);
      },
    ),
  ));
