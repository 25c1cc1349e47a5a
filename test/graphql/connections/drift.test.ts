import fc from 'fast-check';
import { expect, test } from 'vitest';
import { connection, type Connection } from '../../../src/graphql/connections/connection.js';
import { NEIGHBOURS } from '../../../src/graphql/connections/cursor.js';
import type { PageArgs } from '../../../src/graphql/connections/paging.js';
import { movingList, numbered, type MovingList } from './moving-list.js';

/** What GraphQL makes of a connection. */
type Read = { [F in keyof Connection<string>]: () => Promise<Connection<string>[F]> };
const pageOf = async (list: MovingList, args: PageArgs) => {
  const page = connection(list, args) as unknown as Read;
  return { nodes: await page.nodes(), ...(await page.pageInfo()) };
};

type Direction = 'forward' | 'backward';
interface Page {
  readonly nodes: readonly string[];
  readonly reanchored: boolean;
  /** The list when the page was read. */
  readonly ids: ReadonlySet<string>;
}

/** Walks through the whole list, which `change` is let loose on after each page; `last` is the row its cursor names. */
async function walk(
  list: MovingList,
  size: number,
  direction: Direction,
  change: (step: number, last: string) => void,
) {
  const pages: Page[] = [];
  for (let cursor: string | null = null; ;) {
    const at: string | null = cursor;
    const page = await pageOf(list, direction === 'forward' ? { first: size, after: at } : { last: size, before: at });
    const nodes = direction === 'forward' ? page.nodes : page.nodes.toReversed();
    pages.push({ nodes, reanchored: page.reanchored, ids: new Set(list.ids) });
    cursor = direction === 'forward' ? page.endCursor : page.startCursor;
    const more = direction === 'forward' ? page.hasNextPage : page.hasPreviousPage;
    if (!more) return { pages, seen: pages.flatMap((one) => one.nodes) };
    change(pages.length - 1, nodes.at(-1) ?? '');
  }
}

/** The rows that were there all the time and were not seen once and only once. */
function faulty({ pages, seen }: Awaited<ReturnType<typeof walk>>): string[] {
  const times = new Map<string, number>();
  for (const id of seen) times.set(id, (times.get(id) ?? 0) + 1);
  const stayed = [...(pages[0]?.ids ?? [])].filter((id) => pages.every(({ ids }) => ids.has(id)));
  return stayed.filter((id) => times.get(id) !== 1);
}

let born = 0;
const born1 = () => `new-${born++}`;

/** Rows that come or go, `at` that part of the list. */
const change = fc.record({
  rows: fc.integer({ min: -50, max: 50 }),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
});
const drifting = fc.record({
  size: fc.integer({ min: 2, max: 60 }),
  length: fc.integer({ min: 0, max: 600 }),
  steps: fc.array(fc.array(change, { maxLength: 5 }), { minLength: 1, maxLength: 6 }),
});

for (const direction of ['forward', 'backward'] as const) {
  test(`walking ${direction} while up to 250 rows come and go a page skips and repeats nothing that stays`, async () => {
    let exact = 0;
    await fc.assert(
      fc.asyncProperty(drifting, async ({ size, length, steps }) => {
        const list = movingList(numbered(length));
        const walked = await walk(list, size, direction, (step) => {
          for (const { rows, at } of steps[step] ?? []) {
            const place = Math.floor(at * list.ids.length);
            list.ids.splice(place, Math.max(0, -rows), ...Array.from({ length: Math.max(0, rows) }, born1));
          }
        });
        if (walked.pages.some(({ reanchored }) => reanchored)) return;
        exact++;
        expect(faulty(walked)).toEqual([]);
      }),
      { numRuns: 100 },
    );
    expect(exact, 'walks that were promised to be exact').toBeGreaterThan(50);
  });

  test(`walking ${direction} while the cursor's own row is removed skips and repeats nothing that stays`, () =>
    fc.assert(
      fc.asyncProperty(drifting, async ({ size, length, steps }) => {
        const list = movingList(numbered(length));
        const walked = await walk(list, size, direction, (step, last) => {
          if (!steps[step]) return;
          list.ids.splice(list.ids.indexOf(last), 1);
          for (const { rows, at } of steps[step]) {
            const place = Math.floor(at * list.ids.length);
            list.ids.splice(place, 0, ...Array.from({ length: Math.abs(rows) }, born1));
          }
        });
        expect(faulty(walked)).toEqual([]);
      }),
      { numRuns: 100 },
    ));

  test(`walking ${direction} while the cursor's own row moves elsewhere skips and repeats nothing else`, () =>
    fc.assert(
      fc.asyncProperty(drifting, fc.double({ min: 0, max: 1, noNaN: true }), async ({ size, length, steps }, part) => {
        const list = movingList(numbered(length));
        const movers = new Set<string>();
        const walked = await walk(list, size, direction, (step, last) => {
          const [from, to] = [list.ids.indexOf(last), Math.floor(part * list.ids.length)];
          // Nobody can say which of two neighbours passed the other.
          if (!steps[step] || Math.abs(from - to) <= NEIGHBOURS) return;
          movers.add(last);
          list.ids.splice(from, 1);
          list.ids.splice(to, 0, last);
        });
        expect(faulty(walked).filter((id) => !movers.has(id))).toEqual([]);
        const cursorRows = walked.pages.map(({ nodes }) => nodes.at(-1));
        walked.pages.slice(1).forEach(({ nodes }, i) => expect(nodes).not.toContain(cursorRows[i]));
      }),
      { numRuns: 100 },
    ));
}

test.each(['forward', 'backward'] as const)(
  'a page %s of more rows than are looked through for the place of its cursor is as long as was asked',
  async (direction) => {
    const list = movingList(numbered(1000));
    const { pages } = await walk(list, 400, direction, () => void list.ids.splice(100, 1));
    expect(pages.map(({ nodes }) => nodes.length)).toEqual([400, 400, direction === 'forward' ? 200 : 198]);
  },
);

test.each(['forward', 'backward'] as const)(
  'behind the last row, walking %s, there is nothing, nor a way on',
  async (direction) => {
    const list = movingList(numbered(5));
    const { endCursor, startCursor } = await pageOf(list, { first: 5 });
    const page = await pageOf(list, direction === 'forward' ? { after: endCursor } : { before: startCursor });
    expect(page).toEqual({
      nodes: [],
      hasNextPage: false,
      hasPreviousPage: false,
      startCursor: null,
      endCursor: null,
      reanchored: false,
    });
  },
);
