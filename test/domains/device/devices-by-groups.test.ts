import { describe, expect, test } from 'vitest';
import { nodeId } from '../../../src/graphql/node-id.js';
import { useGateway } from '../../support/gateway.js';
import { beforeEsperThat, ENTERPRISE } from '../../support/strange-esper.js';

const env = { LIMIT_COST_ROWS: '2000000' };
const alone = { ...env, DEVICES_BY_GROUPS: 'false' };
const apart = useGateway({ env: alone });
const together = useGateway({ env });

const COMMA = /group_multi_immediate=[^&]*%2C/;
const listCalls = (calls: readonly string[]) => calls.filter((call) => call.startsWith('GET /v2/devices/?'));
const page =
  'nodes { id name state group { id } } edges { cursor } pageInfo { hasNextPage hasPreviousPage startCursor endCursor reanchored }';
const children = (devices: string) => `{ rootGroup { children(first: 50) { nodes { name deviceCount ${devices} } } } }`;

test.each<[string, string, number]>([
  ['their first rows and counts', children(`devices(first: 5) { totalCount ${page} }`), 1],
  ['their counts alone', children('devices { totalCount }'), 1],
  ['all their rows', children(`devices(first: 1000) { ${page} }`), 1],
  ['their last rows', children(`devices(last: 3) { totalCount ${page} }`), 1],
  [
    'another order',
    children('devices(first: 5, orderBy: { field: SERIAL, direction: DESC }) { nodes { serialNumber } }'),
    1,
  ],
  [
    'two questions about each',
    children('a: devices(first: 2) { nodes { name } } b: devices(first: 7) { totalCount nodes { name } }'),
    1,
  ],
  ['all groups', `{ groups(first: 1000) { nodes { path devices(first: 5) { totalCount ${page} } } } }`, 4],
])('the devices of several groups come by few calls, as by a call for each: %s', async (_, query, calls) => {
  const expected = await apart.query(query);
  const found = await together.query(query);
  expect(found.errors).toBeUndefined();
  expect(found.data).toEqual(expected.data);
  expect(listCalls(found.calls)).toHaveLength(calls);
  expect(listCalls(found.calls).every((call) => COMMA.test(call))).toBe(true);
});

test('a filtered list is asked for together once the REST API has been seen to understand it', async () => {
  const filtered = children(`devices(first: 5, filter: { state: ACTIVE }) { totalCount ${page} }`);
  const expected = await apart.query(filtered);
  const before = await together.query(filtered);
  await together.query(children('devices { totalCount }'));
  const after = await together.query(filtered);
  expect([before.data, after.data]).toEqual([expected.data, expected.data]);
  expect(listCalls(before.calls).some((call) => COMMA.test(call))).toBe(false);
  expect(listCalls(after.calls)).toHaveLength(2);
});

test('a key that sees some groups only is told what it is told group by group', async () => {
  const query = '{ groups(first: 50) { nodes { path devices(first: 5) { totalCount nodes { name } } } } }';
  const expected = await apart.query(query, { key: 'demo-viewer' });
  const found = await together.query(query, { key: 'demo-viewer' });
  expect(found.data).toEqual(expected.data);
  expect(listCalls(expected.calls).some((call) => COMMA.test(call))).toBe(false);
  expect(listCalls(found.calls)).toHaveLength(2);
});

test.each([
  [400, 1],
  [500, 3],
])(
  'several groups that are answered with %i are asked for alone, which is remembered for the tenant',
  async (status, attempts) => {
    const query = children(`devices(first: 5) { totalCount ${page} }`);
    const expected = await apart.query(query);
    together.simulator.faults.inject({ kind: 'status', status, match: COMMA });
    const first = await together.query(query);
    const second = await together.query('{ groups(first: 3) { nodes { devices { totalCount } } } }', {
      key: 'demo-viewer',
    });
    expect([first.errors, first.data]).toEqual([undefined, expected.data]);
    expect(first.calls.length).toBeLessThanOrEqual(first.extensions.upstream.cost!.estimated.calls);
    const { length } = expected.data.rootGroup.children.nodes;
    expect([listCalls(first.calls).length, listCalls(second.calls).length]).toEqual([attempts + length, 3]);
  },
);

const group = (id: string, device_count: number) => ({ id, name: id, path: id, device_count, enterprise: ENTERPRISE });
const device = (id: string, group_id: string) => ({ id, name: id, group_id, platform: 'ANDROID', state: 1 });
const fleet = [device('a1', 'a'), device('x1', 'x'), device('b1', 'b'), device('a2', 'a')];

test.each<[string, (groups: readonly string[]) => readonly string[]]>([
  ['ignores the filter', () => ['a', 'b', 'x']],
  ['takes the first group alone', ([first = '']) => [first]],
  ['takes none of them', () => []],
])('where the REST API %s, the answer shows it, and each group is asked for alone', async (_, taken) => {
  const { query, calls } = await beforeEsperThat(({ pathname, searchParams }) => {
    if (pathname.includes('/devicegroup/')) return { count: 2, results: [group('a', 2), group('b', 1)] };
    const groups = searchParams.get('group_multi_immediate')!.split(',');
    const seen = groups.length > 1 ? taken(groups) : groups;
    const results = fleet.filter(({ group_id }) => seen.includes(group_id));
    return { content: { count: results.length, next: null, prev: null, results } };
  });
  const ask = () => query('{ groups { nodes { name devices(first: 5) { totalCount nodes { name } } } } }');
  const expected = [
    { name: 'a', devices: { totalCount: 2, nodes: [{ name: 'a1' }, { name: 'a2' }] } },
    { name: 'b', devices: { totalCount: 1, nodes: [{ name: 'b1' }] } },
  ];
  expect((await ask()).data.groups.nodes).toEqual(expected);
  expect(calls).toHaveLength(1 + 1 + 2);
  expect((await ask()).data.groups.nodes).toEqual(expected);
  expect(calls).toHaveLength(4 + 1 + 2);
});

test('with the setting off no call names several groups', async () => {
  const ids = apart.simulator.world.groups.all.slice(0, 3).map(({ id }) => nodeId('Group', id));
  const { calls } = await apart.query(
    'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Group { devices(first: 2) { nodes { name } } } } }',
    { variables: { ids } },
  );
  expect(listCalls(calls)).toHaveLength(3);
  expect(calls.some((call) => COMMA.test(call))).toBe(false);
});

describe('of groups too large for a page', () => {
  const singly = useGateway({ devices: 12_000, env: alone });
  const widely = useGateway({ devices: 12_000, env });

  test.each([
    ['devices(first: 3) { nodes { name } }', 11],
    ['devices(first: 20) { edges { cursor node { name } } pageInfo { hasNextPage endCursor } }', 20],
    ['devices(first: 3) { totalCount nodes { name } }', 48],
  ])('%s comes by about %i calls', async (selection, calls) => {
    const query = `{ groups(first: 100) { nodes { path ${selection} } } }`;
    const expected = await singly.query(query);
    const found = await widely.query(query);
    expect(found.errors).toBeUndefined();
    expect(found.data).toEqual(expected.data);
    expect(listCalls(expected.calls)).toHaveLength(12_000 / 250);
    expect(listCalls(found.calls).length).toBeLessThanOrEqual(calls);
  });
});
