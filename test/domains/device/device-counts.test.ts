import { expect, test } from 'vitest';
import { beforeEsperThat } from '../../support/strange-esper.js';

const device = (n: number) => ({ id: `d${n}`, name: `Device ${n}`, platform: 'ANDROID', state: 1, group_id: null });

/** A fleet of so many devices, of which the REST API counts `counted`, and says behind which page there is another. */
function fleet(length: number, counted: number, saysNext = true) {
  const devices = Array.from({ length }, (_, n) => device(n));
  return beforeEsperThat(({ searchParams }) => {
    const [limit, offset] = [Number(searchParams.get('limit')), Number(searchParams.get('offset') ?? 0)];
    const results = devices.slice(offset, offset + limit);
    const next = saysNext && offset + limit < length ? 'http://esper.example/api/v2/devices/?offset=more' : null;
    return { content: { count: counted, next, prev: null, results } };
  });
}

/** Ids in the order a walk sees them, with the pages it took and what each said of the whole. */
async function walk({ query }: Awaited<ReturnType<typeof fleet>>, first: number, most = 40) {
  const seen: string[] = [];
  const counts: (number | null)[] = [];
  for (let [after, more] = ['', true]; more && counts.length < most;) {
    const args = `first: ${first}${after && `, after: "${after}"`}`;
    const { data, errors } = await query(
      `{ devices(${args}) { totalCount nodes { esperId } pageInfo { hasNextPage endCursor } } }`,
    );
    expect(errors).toBeUndefined();
    const { totalCount, nodes, pageInfo } = data.devices;
    seen.push(...nodes.map(({ esperId }: { esperId: string }) => esperId));
    counts.push(totalCount);
    ({ endCursor: after, hasNextPage: more } = pageInfo);
  }
  return { seen, counts };
}
const ids = (length: number) => Array.from({ length }, (_, n) => `d${n}`);

test.each([
  [20, 50, 3],
  [17, 50, 2],
])(
  'a walk of %i a page through 40 devices, of which 50 are counted, ends where they end',
  async (first, counted, pages) => {
    const { seen, counts } = await walk(await fleet(40, counted), first);
    expect(seen).toEqual(ids(40));
    expect(counts.length).toBeLessThanOrEqual(pages + 1);
  },
);

test('a page that no other follows says so though more are counted', async () => {
  const { query, calls } = await fleet(30, 50);
  const { data } = await query('{ devices(first: 40) { totalCount nodes { esperId } pageInfo { hasNextPage } } }');
  expect(data.devices.nodes).toHaveLength(30);
  expect(data.devices).toMatchObject({ totalCount: 30, pageInfo: { hasNextPage: false } });
  expect(calls).toHaveLength(2);
});

test('an empty page has no next one, and no cursor to go on from', async () => {
  const { query } = await fleet(0, 50);
  const { data } = await query('{ devices { nodes { esperId } pageInfo { hasNextPage hasPreviousPage endCursor } } }');
  expect(data.devices).toEqual({
    nodes: [],
    pageInfo: { hasNextPage: false, hasPreviousPage: false, endCursor: null },
  });
});

test.each([250, 1000])(
  'of more devices than are counted a walk of %i a page sees all, and is told how many are counted',
  async (first) => {
    const { seen, counts } = await walk(await fleet(2300, 1000), first);
    expect(seen).toEqual(ids(2300));
    expect(new Set(counts)).toEqual(new Set([1000]));
  },
);

test('where nothing says that there is more, the count is believed', async () => {
  const { seen } = await walk(await fleet(600, 500, false), 250);
  expect(seen).toEqual(ids(500));
});
