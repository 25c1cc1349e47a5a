import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nothingLearnt } from '../../../src/upstream/learnt.js';
import { createMemory } from '../../../src/upstream/memory.js';
import { MOST_RATIO, unmeasured } from '../../../src/upstream/planning/latency.js';
import type { Send } from '../../../src/upstream/send.js';
import { Upstream } from '../../../src/upstream/upstream.js';
import { answered } from '../../support/upstream.js';

interface Thing {
  id: string;
}
const thing = (number: number): Thing => ({ id: `t${number}` });

/** Things that can be had one by one or from their list, a page of which takes `ratio` times as long, if that is known. */
function planned(length: number, remembered?: number, ratio?: number) {
  const paths: string[] = [];
  const send: Send = async ({ path }) => {
    paths.push(path);
    const { pathname, searchParams } = new URL(path, 'https://esper.test');
    const id = /^\/things\/(\w+)\/$/.exec(pathname)?.[1];
    if (id) return { ...answered, body: { id } };
    const [limit, offset] = [Number(searchParams.get('limit')), Number(searchParams.get('offset'))];
    const results = Array.from({ length: Math.min(limit, length - offset) }, (_, i) => thing(offset + i));
    return { ...answered, body: { count: length, results } };
  };
  const memory = createMemory()('');
  const learnt = { ...nothingLearnt(), latency: { ...unmeasured(), ratio: () => ratio } };
  if (remembered !== undefined) memory.counts.set('/things/', remembered);
  const esper = new Upstream({ send, caller: { identity: 'a', authorization: 'Bearer a' }, memory, learnt });
  const every = esper.list<Thing>('/things/', ({ id }) => id);
  const things = esper.planned<Thing>('/things/{id}/', every);
  return { every, load: (...numbers: number[]) => Promise.all(numbers.map((n) => things.load(`t${n}`))), paths };
}
const pages = (...offsets: number[]) =>
  offsets.map((offset) => (offset === 0 ? '/things/?limit=250' : `/things/?limit=251&offset=${offset - 1}`));

test.each<[string, number, number | undefined, number[], string[]]>([
  ['two of a list of unknown length one by one', 600, undefined, [1, 2], ['/things/t1/', '/things/t2/']],
  ['more than two from the first page, when that holds them', 600, undefined, [1, 2, 3], pages(0)],
  ['what the first page leaves over one by one', 900, undefined, [1, 2, 800], [...pages(0), '/things/t800/']],
  [
    'the whole list when more is left over than it has pages',
    600,
    undefined,
    [1, 2, 300, 400, 500],
    pages(0, 250, 500),
  ],
  [
    'as many as the remembered list has pages one by one',
    900,
    900,
    [1, 2, 3, 4],
    [1, 2, 3, 4].map((n) => `/things/t${n}/`),
  ],
  ['two of a list that fits on one page from the page', 200, 200, [1, 2], pages(0)],
])('plans to read %s', async (_, length, remembered, wanted, expected) => {
  const { load, paths } = planned(length, remembered);
  expect(await load(...wanted)).toEqual(wanted.map(thing));
  expect(paths).toEqual(expected);
});

test('what is wanted while the first page is under way is looked for in it', async () => {
  const { load, paths } = planned(200);
  const first = load(1, 2, 3);
  await new Promise(process.nextTick);
  expect(await Promise.all([first, load(4)])).toEqual([[1, 2, 3].map(thing), [thing(4)]]);
  expect(paths).toEqual(pages(0));
});

test('a list that was read to its end tells everything that is planned to be read, at once', async () => {
  const { every, load, paths } = planned(20);
  expect((await every.slice(0, 100)).rows).toHaveLength(20);
  expect(await load(7)).toEqual([thing(7)]);
  expect((await every.slice(5, 2)).rows).toEqual([thing(5), thing(6)]);
  expect(paths).toEqual(['/things/?limit=100']);
});

test('what the list that is asked for at the same moment turns out to lack is read by itself', async () => {
  const { every, load, paths } = planned(600, 20);
  void every.slice(0, 50);
  expect(await load(7, 70)).toEqual([thing(7), thing(70)]);
  expect(paths).toEqual(['/things/?limit=50', '/things/t70/']);
});

test('what a planned read finds in no page is not there', async () => {
  const { load, paths } = planned(10);
  expect(await load(1, 2, 77)).toEqual([thing(1), thing(2), null]);
  expect(paths).toEqual(pages(0));
});

test.each([
  [1, 1],
  [2, 1],
  [3, 0],
  [3.5, 0],
])(
  'when a page takes %d times as long, three of a list that fits on one come from %i page',
  async (ratio, expected) => {
    const { load, paths } = planned(200, 200, ratio);
    expect(await load(1, 2, 3)).toEqual([1, 2, 3].map(thing));
    expect(paths.filter((path) => path.includes('limit=')).length).toBe(expected);
  },
);

test('whatever comes first, an only key costs one call, any other two at most, and the pages of the list bound them all', () =>
  fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 1000 }),
      fc.option(fc.integer({ min: 0, max: 1000 }), { nil: undefined }),
      fc.option(fc.double({ min: 1, max: MOST_RATIO, noNaN: true }), { nil: undefined }),
      fc.array(fc.uniqueArray(fc.nat({ max: 999 }), { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 30 }),
      async (length, remembered, ratio, batches) => {
        const { load, paths } = planned(length, remembered, ratio);
        const keys = new Set<number>();
        for (const batch of batches) {
          const wanted = batch.map((n) => n % length);
          expect(await load(...wanted)).toEqual(wanted.map(thing));
          for (const one of wanted) keys.add(one);
        }
        // Prices rest on this: see `most` in the schema, and spending.ts.
        expect(paths.length).toBeLessThanOrEqual(keys.size > 1 ? 2 * keys.size : 1);
        expect(paths.length).toBeLessThanOrEqual(11);
      },
    ),
    { numRuns: 500 },
  ));
