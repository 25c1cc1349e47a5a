import { describe, expect, test } from 'vitest';
import { useGateway, type Ask } from '../support/gateway.js';

let now = 0;
const gateway = useGateway({ devices: 300, env: { CACHE_ENABLED: 'true' }, wallClock: () => 1_800_000_000_000 + now });

const ask = async (query: string, how?: Ask) => {
  const { data, errors, calls, extensions } = await gateway.query(query, how);
  expect(errors).toBeUndefined();
  return { data, calls, cached: extensions.upstream.cached };
};
/** Devices by their names; where they are filtered or ordered, so that no page of them is kept yet. */
const devices = (args: string, inner = 'nodes { name }') => ask(`{ devices(${args}) { ${inner} } }`);
const names = ({ data }: Awaited<ReturnType<typeof ask>>) =>
  (data.devices.nodes as { name: string }[]).map(({ name }) => name);

describe('what a page that is kept holds', () => {
  test('is not asked for again by whoever wants less of it, or only how many there are', async () => {
    const all = names(await devices('first: 50'));
    const fewer = await devices('first: 7', 'totalCount nodes { name } pageInfo { hasNextPage endCursor }');
    expect([fewer.calls, fewer.cached, names(fewer)]).toEqual([[], 1, all.slice(0, 7)]);
    expect(fewer.data.devices).toMatchObject({ totalCount: 300, pageInfo: { hasNextPage: true } });

    const count = await ask('{ enterprise { devices { totalCount } } }');
    expect([count.calls, count.data]).toEqual([[], { enterprise: { devices: { totalCount: 300 } } }]);

    const onward = await devices(`first: 20, after: "${fewer.data.devices.pageInfo.endCursor}"`);
    expect([onward.calls, names(onward)]).toEqual([[], all.slice(7, 27)]);
    const backward = await devices(`last: 3, before: "${fewer.data.devices.pageInfo.endCursor}"`);
    expect([backward.calls, names(backward)]).toEqual([[], all.slice(3, 6)]);
  });

  test('is not enough for whoever wants more of the list, unless that ends there', async () => {
    await devices('first: 50');
    expect((await devices('first: 51')).calls).toEqual(['GET /v2/devices/?limit=51&ordering=name']);
    const groups = await ask('{ groups(first: 100) { nodes { name } } }');
    const more = await ask('{ groups(first: 240) { totalCount nodes { name } pageInfo { hasNextPage } } }');
    expect(more.calls).toEqual([]);
    expect(more.data.groups).toMatchObject({ ...groups.data.groups, pageInfo: { hasNextPage: false } });
  });

  test.each([
    [
      'another filter',
      'first: 5, filter: { platforms: [ANDROID] }',
      'first: 5, filter: { platforms: [ANDROID, APPLE] }',
    ],
    ['another order', 'first: 5', 'first: 5, orderBy: { field: NAME, direction: DESC }'],
    ['no filter', 'first: 5, filter: { platforms: [ANDROID] }', 'first: 5'],
  ])('is not taken for the rows of %s', async (_, kept, wanted) => {
    await devices(kept.replace('5', '9'));
    expect((await devices(wanted)).calls).toHaveLength(1);
  });

  test('is not taken for what another key may see', async () => {
    const all = names(await devices('first: 50'));
    const seen = await ask('{ devices(first: 5) { nodes { name } } }', { key: 'demo-viewer' });
    expect(seen.calls).toHaveLength(1);
    expect(names(seen)).not.toEqual(all.slice(0, 5));
  });

  test('is taken while it is fresh, and not by whoever wants nothing that is kept', async () => {
    await devices('first: 50');
    now += 4999;
    expect((await devices('first: 5')).calls).toEqual([]);
    const anew = await ask('{ devices(first: 6) { nodes { name } } }', { headers: { 'cache-control': 'no-cache' } });
    expect(anew.calls).toHaveLength(1);
    now += 1;
    expect((await devices('first: 7')).calls).toHaveLength(1);
  });

  test('is taken from the newest page of several', async () => {
    const { data } = await devices('first: 50', 'nodes { name esperId }');
    gateway.simulator.fleet.removeDevice(data.devices.nodes[0].esperId);
    now += 10;
    const newer = await ask('{ devices(first: 9) { nodes { name } } }', { headers: { 'cache-control': 'no-cache' } });
    const fewer = await devices('first: 4');
    expect([fewer.calls, names(fewer)]).toEqual([[], names(newer).slice(0, 4)]);
    expect(names(newer)[0]).toBe(data.devices.nodes[1].name);
  });

  test('is forgotten with what was changed', async () => {
    const { data } = await devices('first: 50', 'nodes { id }');
    const { id } = data.devices.nodes[3];
    await ask(`mutation { setDeviceTags(input: { device: "${id}", tags: ["till"] }) { userErrors { message } } }`);
    const after = await devices('first: 5', 'nodes { tags { name } }');
    expect(after.calls[0]).toBe('GET /v2/devices/?limit=5&ordering=name');
    expect(after.data.devices.nodes[3]).toEqual({ tags: [{ name: 'till' }] });
  });
});

test('pages that have to fit together are read at one moment', async () => {
  await devices('first: 240');
  now += 3000;
  const { calls } = await devices('first: 260');
  expect(calls).toEqual([
    'GET /v2/devices/?limit=250&ordering=name',
    'GET /v2/devices/?limit=11&offset=249&ordering=name',
  ]);
});

describe('a gateway that must learn the enterprise to know what a list is called', () => {
  const learning = useGateway({ env: { CACHE_ENABLED: 'true', ESPER_ENTERPRISE_ID: '' } });
  const query = '{ apps(first: 5) { nodes { name } } }';

  test('goes on when a key is refused while it does, and finds kept pages once it has', async () => {
    const { errors } = await learning.query(query, { key: 'demo-expired' });
    expect(errors).toMatchObject([{ path: ['apps', 'nodes'], extensions: { code: 'UNAUTHENTICATED' } }]);
    expect((await learning.query(query)).calls).toHaveLength(2);
    expect((await learning.query('{ apps(first: 3) { totalCount nodes { name } } }')).calls).toEqual([]);
  });
});
