import { describe, expect, test } from 'vitest';
import { Counts } from '../../../src/upstream/memory.js';
import { byParent } from '../../../src/upstream/planning/by-parent.js';
import { pagesOf, type Costs } from '../../../src/upstream/planning/costs.js';
import { Filters } from '../../../src/upstream/planning/filters.js';
import { pagedRows } from '../../support/paged.js';
import { rowsOf, world } from '../../support/wide.js';

type Row = ReturnType<typeof rowsOf>[number];

/** What calls cost: each as much as another, and so much more for each row of a page. */
const costsOf = (forRow: number): Costs => {
  const pages = (calls: number, rows: number) => calls * (1 + rows * forRow);
  return {
    page: 250,
    singles: (calls) => calls,
    pages,
    list: (rows) => pages(Math.max(1, pagesOf(rows)), Math.min(rows, 250)),
  };
};

interface Setting {
  /** How long the list of all is thought to be while nobody has seen it. */
  readonly guess?: number;
  /** Whether a filter may take several parents. */
  readonly isWide?: boolean;
  /** Whether the list of all tells how long it is. */
  readonly isCounted?: boolean;
  /** What a row costs, in calls. */
  readonly forRow?: number;
}

/** Parents with so many rows each, whose lists can be read together, and what calls are made for them. */
function parents(
  lengths: Readonly<Record<string, number>>,
  { guess, isWide = false, isCounted = true, forRow = 0 }: Setting = {},
) {
  const rows = rowsOf(lengths);
  const { calls, listOf } = world(rows);
  const every = pagedRows<Row>('every', async (limit, offset) => {
    calls.push(['every']);
    return { rows: rows.slice(offset, offset + limit), total: isCounted ? rows.length : null };
  });
  const counts = new Counts();
  const filters = new Filters({ isTried: () => isWide });
  const list = byParent<Row>(
    {
      listOf,
      every,
      parentOf: ({ parent }) => parent,
      counts,
      filters,
      costs: costsOf(forRow),
      ...(guess !== undefined && { guess: () => guess }),
      ...(isWide && { wide: { filter: 'parent', listOf: (some) => listOf(...some), isPlain: true } }),
    },
    (make) => {
      let made: ReturnType<typeof make> | undefined;
      return () => (made ??= make());
    },
  );
  const know = (...names: string[]) => names.forEach((name) => counts.set(name, lengths[name] ?? rows.length));
  /** The first rows of each, which are held against what the list of each by itself has. */
  const read = async (names: readonly string[], end = 5) => {
    const slices = await Promise.all(names.map((name) => list(name).slice(0, end)));
    const own = (name: string) => rows.filter(({ parent }) => parent === name);
    expect(slices.map((slice) => slice.rows)).toEqual(names.map((name) => own(name).slice(0, end)));
    return calls.map((call) => call.join()).toSorted();
  };
  return { list, every, counts, filters, calls, know, read };
}

const some = { a: 3, b: 0, c: 9, d: 2 };
const names = Object.keys(some);

describe('the lists of several parents', () => {
  test('are asked for one by one while nobody knows how long the list of all is', async () => {
    expect(await parents(some).read(names)).toEqual(names);
  });

  test('are cut from the list of all where that is thought to be short, and is', async () => {
    expect(await parents(some, { guess: 100 }).read(names)).toEqual(['every']);
  });

  test('are cut from the list of all where it was seen to be short, however long it was taken to be', async () => {
    const { know, read } = parents(some, { guess: 10_000 });
    know('every');
    expect(await read(names)).toEqual(['every']);
  });

  test('are asked for one by one after the first page of a list of all that has grown', async () => {
    const grown = parents({ a: 400, b: 400, c: 400, d: 400 }, { guess: 100 });
    expect(await grown.read(names)).toEqual([...names, 'every']);
  });

  test('are asked for one by one after the first page of a list of all that does not tell how long it is', async () => {
    const { read } = parents({ a: 200, b: 200 }, { guess: 100, isCounted: false });
    expect(await read(['a', 'b'])).toEqual(['a', 'b', 'every']);
  });

  test('are cut from what is left of a list of all, where that is less than one by one', async () => {
    const { read } = parents({ a: 200, b: 200, c: 200, d: 200 }, { guess: 100 });
    expect(await read(names)).toEqual(['every', 'every', 'every', 'every']);
  });

  test('are looked for once more where lengths are known from before a change', async () => {
    const { counts, read } = parents({ a: 400, b: 400, c: 400 });
    counts.set('every', 10);
    counts.doubt();
    expect(await read(['a', 'b', 'c'])).toEqual(['a', 'b', 'c', 'every']);
  });

  test('cost no call where the list of all is at hand', async () => {
    const { every, read, calls } = parents(some);
    await every.slice(0, 1000);
    calls.length = 0;
    expect(await read(names)).toEqual([]);
  });

  test('cost no call where somebody asks at this moment for all that there is, as far as anybody knows', async () => {
    const { every, know, read } = parents(some);
    know('every');
    const whole = every.slice(0, 20);
    expect(await read(names)).toEqual(['every']);
    await whole;
  });

  test('are asked for one by one beside a page that does not hold all, or fails', async () => {
    const { every, know, read } = parents(some);
    know('every');
    const page = every.slice(0, 10);
    expect(await read(['a'])).toEqual(['a', 'every']);
    await page;

    const failing = parents(some);
    failing.know('every');
    Object.assign(failing.every, { coming: () => Promise.reject(new Error('no such list')) });
    expect(await failing.read(['a'])).toEqual(['a']);
  });

  test('are asked for by themselves when the list of all that is on its way is longer than it was', async () => {
    const { every, counts, read } = parents({ a: 900, b: 900, c: 900, d: 900 });
    counts.set('every', 100, 10 * 60_000);
    Object.assign(every, { coming: async () => counts.set('every', 3600) });
    expect(await read(['a', 'b', 'c'])).toEqual(['a', 'b', 'c']);
  });

  test('are no longer than the rows known of them tell, so that the list of all cannot be short', async () => {
    const { know, read } = parents({ a: 500, b: 500, c: 500 }, { guess: 1 });
    know('a', 'b', 'c');
    expect(await read(['a', 'b', 'c'])).toEqual(['a', 'b', 'c']);
  });

  test('of which one is wanted are asked for by it alone', async () => {
    expect(await parents(some, { guess: 100 }).read(['c'])).toEqual(['c']);
  });
});

describe('where a filter may take several parents', () => {
  test('their lists are read by one call, once it is known how long each is', async () => {
    const { know, read } = parents(some, { isWide: true });
    know(...names);
    expect(await read(names)).toEqual(['a,b,c,d']);
  });

  test('what is too long to be read with the others is asked for by itself', async () => {
    const { know, read } = parents({ ...some, z: 300 }, { isWide: true });
    know(...names, 'z');
    expect(await read([...names, 'z'])).toEqual(['a,b,c,d', 'z']);
  });

  test('they are cut from the list of all where that takes fewer calls', async () => {
    const lengths = { a: 200, b: 200, c: 30, d: 30, e: 200, f: 30 };
    const { counts, know, read } = parents(lengths, { isWide: true });
    know(...Object.keys(lengths));
    counts.set('every', 200);
    expect((await read(Object.keys(lengths))).filter((call) => call !== 'every')).toEqual([]);
  });

  test('they are read by one call where the list of all would take one as well', async () => {
    const { know, read } = parents(some, { isWide: true });
    know(...names, 'every');
    expect(await read(names)).toEqual(['a,b,c,d']);
  });

  test('they are asked for one by one where a page with all their rows costs more', async () => {
    const { know, read } = parents({ a: 120, b: 120 }, { isWide: true, forRow: 0.01 });
    know('a', 'b');
    expect(await read(['a', 'b'])).toEqual(['a', 'b']);
  });

  test('how many rows each has at most may be told by who asks', async () => {
    const { list, calls } = parents({ a: 3, b: 9 }, { isWide: true });
    await Promise.all(['a', 'b'].map((name) => list(name, { atMost: 9 }).slice(0, 5)));
    expect(calls.map((call) => call.join())).toEqual(['a,b']);
  });

  test.each([
    ['if little is wanted of each', [5], false, ['a,b']],
    ['unless much is wanted of one in another place', [5, 200], false, ['a', 'b']],
    ['unless one is counted in another place', [5], true, ['a', 'b']],
  ])('the beginnings of long lists come by one call, %s', async (_, ends, isCounted, expected) => {
    const { list, calls, know } = parents({ a: 300, b: 300 }, { isWide: true });
    know('a', 'b');
    await Promise.all([
      ...['a', 'b'].flatMap((name) => ends.map((end) => list(name, { isCounted: false }).slice(0, end))),
      ...(isCounted ? [list('a').count()] : []),
    ]);
    expect([...new Set(calls.map((call) => call.join()))].toSorted()).toEqual(expected);
  });

  test('the beginnings of long lists that are counted come one by one', async () => {
    const { know, read } = parents({ a: 300, b: 300 }, { isWide: true });
    know('a', 'b');
    expect(await read(['a', 'b'])).toEqual(['a', 'b']);
  });

  test('nothing is asked for together of which nobody knows how long it is', async () => {
    expect(await parents(some, { isWide: true }).read(names)).toEqual(names);
  });
});

test('what is wanted of one parent in several places is read once, as far as the furthest', async () => {
  const { list, calls, know } = parents({ a: 240, b: 240 }, { isWide: true });
  know('a', 'b');
  const [few, many, count] = await Promise.all([list('a').slice(0, 5), list('a').slice(0, 200), list('a').count()]);
  expect([few.rows.length, many.rows.length, count]).toEqual([5, 200, 240]);
  expect(calls.filter((call) => call.join() === 'a').length).toBeLessThanOrEqual(2);
});
