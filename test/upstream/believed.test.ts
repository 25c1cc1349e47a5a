import { expect, test } from 'vitest';
import { believed } from '../../src/upstream/believed.js';
import { Filters } from '../../src/upstream/filters.js';
import { rowsOf } from '../../src/upstream/rows.js';

interface Row {
  readonly id: string;
  readonly parent: string | null;
}
/** A root and its children, and others in between. */
const every: Row[] = Array.from({ length: 300 }, (_, n) => ({ id: `g${n}`, parent: n % 40 < 30 ? 'root' : 'other' }));
const all: Row[] = [...every, { id: 'root', parent: null }];
const children = all.filter(({ parent }) => parent === 'root');
const idOf = ({ id }: Row) => id;

interface Options {
  readonly knows: boolean;
  readonly found?: readonly Row[];
  readonly filters?: Filters;
}

/** The children of the root, by a server that knows the filter or sends all groups in its place. */
function narrowed({ knows, found = children, filters = new Filters({ isTried: () => false }) }: Options) {
  const counted = { times: 0 };
  const list = believed(
    rowsOf('asked', idOf, () => (knows ? found : all)),
    {
      filter: 'by parent',
      filters,
      fits: ({ parent }) => parent === 'root',
      unfiltered: async () => {
        counted.times++;
        return all.length;
      },
      instead: rowsOf('asked', idOf, () => children),
    },
  );
  return { list, counted };
}

test.each([true, false])(
  'is the same walked in small pages whether the server knows the filter or not: %s',
  async (knows) => {
    for (const size of [1, 20, 50, 100, 400]) {
      const { list } = narrowed({ knows });
      const seen: Row[] = [];
      const totals = new Set<number | null>();
      for (let offset = 0; offset < children.length; offset += size) {
        const { rows, total } = await list.slice(offset, size);
        seen.push(...rows);
        totals.add(total);
      }
      expect(seen).toEqual(children);
      expect(totals).toEqual(new Set([children.length]));
      expect(await narrowed({ knows }).list.count()).toBe(children.length);
    }
  },
);

test('whether the filter works is found out once for a tenant, and not at all of a list that comes whole', async () => {
  const filters = new Filters({ isTried: () => false });
  const whole = narrowed({ knows: true, filters });
  await whole.list.slice(0, 400);
  const none = narrowed({ knows: true, found: [], filters });
  expect(await none.list.slice(20, 10)).toMatchObject({ rows: [], total: 0 });
  expect([whole.counted.times, none.counted.times]).toEqual([0, 0]);
  const first = narrowed({ knows: true, filters });
  await Promise.all([first.list.slice(0, 10), first.list.slice(10, 10), first.list.count()]);
  expect(first.counted.times).toBe(1);
  const second = narrowed({ knows: true, filters });
  await second.list.slice(0, 10);
  expect(second.counted.times).toBe(0);
});
