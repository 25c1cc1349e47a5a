import { beforeAll, describe, expect, test } from 'vitest';
import type { Group } from '../../../src/simulator/group/group.seed.js';
import { createWorld } from '../../../src/simulator/world.js';
import { useGateway } from '../../support/gateway.js';

const gateway = useGateway();
const world = createWorld(1, 1000);
const { groups, fleet } = world;

const at = (path: string) => groups.byPath(`All devices/${path}`)!;
const germany = at('Europe/Germany');
const kiosks = at('Europe/Germany/Berlin/Stores/Kiosks');
const base = `GET /enterprise/${world.enterpriseId}/devicegroup/`;
const itemCall = ({ id }: Group) => `${base}${id}/`;
const membersOf = (...indexes: number[]) => indexes.reduce((sum, index) => sum + fleet.members(index).length, 0);
const ask = (group: Group, selection: string, key = 'demo-admin') =>
  gateway.query(`{ group(id: "${group.id}") { ${selection} } }`, { key });

test('the id of the parent costs nothing', async () => {
  const { data, calls } = await ask(kiosks, 'parent { id esperId }');
  expect(data.group.parent.esperId).toBe(groups.at(kiosks.parent!).id);
  expect(calls).toEqual([itemCall(kiosks)]);
});

test('more of the parent comes with the group itself', async () => {
  const { data, calls } = await ask(kiosks, 'parent { name path }');
  expect(data.group.parent).toEqual({ name: 'Stores', path: 'All devices/Europe/Germany/Berlin/Stores' });
  expect(calls).toEqual([`${base}?limit=250`]);
});

test('ancestors come root first, with the group itself', async () => {
  const { data, calls } = await ask(kiosks, 'ancestors { name }');
  expect(data.group.ancestors.map(({ name }: { name: string }) => name)).toEqual([
    'All devices',
    'Europe',
    'Germany',
    'Berlin',
    'Stores',
  ]);
  expect(calls).toEqual([`${base}?limit=250`]);
});

test('the ancestors of a page of groups are read from the list of groups', async () => {
  const { data, calls } = await gateway.query('{ groups(first: 250) { nodes { path ancestors { name } } } }');
  for (const { path, ancestors } of data.groups.nodes) {
    const names = ancestors.map(({ name }: { name: string }) => `${name}/`).join('');
    expect(path.startsWith(names)).toBe(true);
  }
  expect(calls).toEqual([`${base}?limit=250`]);
});

test.each([
  '{ groups(first: 3) { nodes { name totalDeviceCount } } }',
  '{ groups(first: 3) { edges { node { name ancestors { name } } } } }',
  '{ enterprise { groups(last: 3) { nodes { name parent { name } children { totalCount } } } } }',
])('what hangs on a few groups comes with the list of groups: %s', async (query) => {
  const { errors, calls } = await gateway.query(query);
  expect(errors).toBeUndefined();
  expect(calls).toEqual([`${base}?limit=250`]);
});

test('the parent that the key may not see is null, and ancestors begin below it', async () => {
  const top = await ask(germany, 'name parent { name } ancestors { name }', 'demo-viewer');
  expect({ data: top.data, errors: top.errors }).toEqual({
    data: { group: { name: 'Germany', parent: null, ancestors: [] } },
    errors: undefined,
  });
  const below = await ask(kiosks, 'ancestors { name }', 'demo-viewer');
  expect(below.errors).toBeUndefined();
  expect(below.data.group.ancestors.map(({ name }: { name: string }) => name)).toEqual(['Germany', 'Berlin', 'Stores']);
});

test('a key that sees some groups only lists those', async () => {
  const { data } = await gateway.query('{ groups(first: 250) { totalCount nodes { path } } }', { key: 'demo-viewer' });
  const seen = [...world.rights.get('demo-viewer')!.groups!].map((index) => groups.at(index).path);
  expect(data.groups.totalCount).toBe(seen.length);
  expect(data.groups.nodes.map(({ path }: { path: string }) => path).toSorted()).toEqual(seen.toSorted());
});

test('children are the groups directly below, and come with the group itself', async () => {
  const { data, calls } = await ask(groups.root, 'childrenCount children { totalCount nodes { name parent { id } } }');
  const names = groups.root.children.map((index) => groups.at(index).name);
  expect(data.group.childrenCount).toBe(names.length);
  expect(data.group.children.totalCount).toBe(names.length);
  expect(data.group.children.nodes.map(({ name }: { name: string }) => name)).toEqual(names);
  expect(calls).toEqual([`${base}?limit=250`]);
});

test('the counts of own and of all devices agree, for one call each', async () => {
  const { data, errors, calls } = await ask(
    germany,
    `deviceCount totalDeviceCount own: devices { totalCount } all: devices(includeSubgroups: true) { totalCount }`,
  );
  const [own, all] = [membersOf(germany.index), membersOf(...groups.withSubgroups(germany.index))];
  expect(errors).toBeUndefined();
  expect(data.group).toEqual({
    deviceCount: own,
    totalDeviceCount: all,
    own: { totalCount: own },
    all: { totalCount: all },
  });
  expect(calls.toSorted()).toEqual([
    `${base}?limit=250`,
    `GET /v2/devices/?group_multi=${germany.id}&limit=1&ordering=name`,
    `GET /v2/devices/?group_multi_immediate=${germany.id}&limit=1&ordering=name`,
  ]);
});

test.each([
  ['itself', false, 'group_multi_immediate', [germany.index], 2],
  ['and its subgroups', true, 'group_multi', groups.withSubgroups(germany.index), 3],
])('the devices listed are those of the group %s', async (_, includeSubgroups, filter, indexes, cost) => {
  const { data, calls } = await ask(
    germany,
    `devices(first: 250, includeSubgroups: ${includeSubgroups}) { nodes { group { path } } }`,
  );
  const paths = indexes.flatMap((index) => fleet.members(index).map(() => groups.at(index).path));
  const listed = data.group.devices.nodes.map(({ group }: { group: { path: string } }) => group.path);
  expect(listed.toSorted()).toEqual(paths.toSorted());
  expect(calls).toHaveLength(cost);
  expect(calls).toContain(`GET /v2/devices/?${filter}=${germany.id}&limit=250&ordering=name`);
});

test.each(['demo-admin', 'demo-viewer'])(
  'the totals of many groups are summed up from their list, and are what counting each gives: %s',
  async (key) => {
    const { data, errors, calls } = await gateway.query('{ groups(first: 100) { nodes { id totalDeviceCount } } }', {
      key,
    });
    expect(errors).toBeUndefined();
    expect(calls).toEqual([`${base}?limit=250`]);
    const { nodes } = data.groups as { nodes: { id: string; totalDeviceCount: number }[] };
    expect(nodes.length).toBeGreaterThan(5);
    for (const { id, totalDeviceCount } of nodes.slice(0, 6)) {
      const counted = await gateway.query(`{ group(id: "${id}") { devices(includeSubgroups: true) { totalCount } } }`, {
        key,
      });
      expect(counted.data.group.devices.totalCount).toBe(totalDeviceCount);
    }
  },
);

test('the total of devices comes with the group itself', async () => {
  const { data, calls } = await ask(groups.root, 'totalDeviceCount');
  expect(data.group.totalDeviceCount).toBe(membersOf(...groups.withSubgroups(0)));
  expect(calls).toEqual([`${base}?limit=250`]);
});

describe('of more groups than a page holds', () => {
  const many = useGateway();
  beforeAll(() => {
    const { groups } = many.simulator.world;
    for (let n = 0; n < 250; n++) groups.create(`Group ${n}`, groups.root);
  });

  test('the tree around one is asked for by itself once that is known', async () => {
    const query = `{ group(id: "${kiosks.id}") { parent { name } children { totalCount } totalDeviceCount } }`;
    const first = await many.query(query);
    const second = await many.query(query);
    expect([first.errors, second.data]).toEqual([undefined, first.data]);
    expect(first.calls[0]).toBe(`${base}?limit=250`);
    expect(second.calls.toSorted()).toEqual(
      [
        itemCall(kiosks),
        itemCall(groups.at(kiosks.parent!)),
        `${base}?limit=1&parent=${kiosks.id}`,
        `GET /v2/devices/?group_multi=${kiosks.id}&limit=1&ordering=name`,
      ].toSorted(),
    );
  });

  test('one that stands in no page that was read is asked for by itself', async () => {
    const last = many.simulator.world.groups.all.at(-1)!;
    const { data, errors, calls } = await many.query(`{ group(id: "${last.id}") { name children { totalCount } } }`);
    expect(errors).toBeUndefined();
    expect(data.group).toEqual({ name: 'Group 249', children: { totalCount: 0 } });
    expect(calls).toEqual([`${base}?limit=250`, itemCall(last), `${base}?limit=1&parent=${last.id}`]);
  });
});

test('the devices of a group take a filter and an order of their own', async () => {
  const { data, calls } = await ask(
    germany,
    'devices(first: 5, includeSubgroups: true, filter: { platforms: [ANDROID] }, orderBy: { field: SERIAL }) { nodes { platform } }',
  );
  expect(data.group.devices.nodes).toEqual(Array.from({ length: 5 }, () => ({ platform: 'ANDROID' })));
  const call = `GET /v2/devices/?group_multi=${germany.id}&limit=5&ordering=serial&platform=ANDROID`;
  expect(calls).toEqual([itemCall(germany), call]);
});

test('other groups cannot be filtered by within a group', async () => {
  const { data, errors, calls } = await ask(
    germany,
    `name devices(filter: { groups: ["${kiosks.id}"] }) { totalCount }`,
  );
  expect(data.group).toEqual({ name: 'Germany', devices: null });
  expect(errors).toMatchObject([{ path: ['group', 'devices'], extensions: { code: 'BAD_USER_INPUT' } }]);
  expect(calls).toEqual([itemCall(germany)]);
});

test('the users of a group are those whose access names it', async () => {
  const { data, errors } = await ask(germany, 'users { nodes { fullName groups { nodes { name } } } }');
  expect(errors).toBeUndefined();
  const named = data.group.users.nodes.map(({ fullName }: { fullName: string }) => fullName);
  expect(named.toSorted()).toEqual(['Margaret Hamilton', 'Victor Viewer']);
});

test('the total of devices of a linked group costs no reading of the group', async () => {
  const device = world.fleet.idOf(0);
  const { data, calls } = await gateway.query(`{ device(id: "${device}") { group { id totalDeviceCount } } }`);
  expect(data.device.group.totalDeviceCount).toBeGreaterThan(0);
  expect(calls.map((call) => call.replace(/\?.*/, ''))).toEqual([`GET /v2/devices/${device}`, 'GET /v2/devices/']);
});
