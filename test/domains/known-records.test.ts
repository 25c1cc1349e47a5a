import { describe, expect, test } from 'vitest';
import { nodeId } from '../../src/graphql/node-id.js';
import { installedVersions } from '../../src/simulator/app/installed-app.seed.js';
import { createWorld } from '../../src/simulator/world.js';
import { useGateway } from '../support/gateway.js';
import { routesOf } from '../support/routes-of.js';

const DEVICES = 60;
/** Stands still, so that nothing grows old but by `pass`. */
let time = Date.now();
const pass = (ms: number) => void (time += ms);
const env = { CACHE_ENABLED: 'true', SINGLE_FLIGHT: 'false', UPSTREAM_ATTEMPTS: '1' };
const gateway = useGateway({ devices: DEVICES, env, wallClock: () => time });

const { fleet, groups, ...world } = createWorld(1, DEVICES);
const numbers = Array.from({ length: DEVICES }, (_, number) => number);
const android = fleet.idOf(numbers.find((n) => installedVersions({ fleet, groups, ...world }, n).length > 6)!);
const apple = fleet.idOf(numbers.find((n) => fleet.platformOf(n) === 'APPLE')!);
const group = groups.at(2).id;
const noCache = { headers: { 'cache-control': 'no-cache' } };

/** A list, as `list` in the answer, and what its rows tell. */
const lists = [
  ['Device', 'list: devices(first: 10)', 'name state'],
  ['Group', 'list: groups(first: 10)', 'name path deviceCount'],
  ['App', 'list: apps(first: 5)', 'name packageName isHidden'],
  ['AppVersion', `apps(first: 2) { nodes { list: versions(first: 2)`, 'versionName versionCode sizeMb'],
  ['User', 'list: users(first: 3)', 'email fullName'],
  ['Role', 'enterprise { list: roles(first: 9)', 'name description'],
  ['InstalledApp', `device(id: "${android}") { list: apps(first: 3)`, 'name packageName'],
  ['InstalledApp', `device(id: "${apple}") { list: apps(first: 3)`, 'type createdAt'],
  ['AppInstall', `device(id: "${android}") { list: installs(first: 3)`, 'name state'],
  ['Command', 'list: commands(first: 3)', 'commandName deviceCount'],
  ['CommandResult', `device(id: "${android}") { list: commandResults(first: 3)`, 'state createdAt'],
] as const;

/** The rows of the first list that is called `list`. */
function rowsIn(value: unknown): Record<string, unknown>[] {
  if (typeof value !== 'object' || value === null) return [];
  const { list } = value as { list?: { nodes: Record<string, unknown>[] } };
  return (
    list?.nodes ??
    Object.values(value)
      .map(rowsIn)
      .find(({ length }) => length > 0) ??
    []
  );
}

const closed = (list: string) => '}'.repeat(list.split('{').length - list.split('}').length);

describe('what a list has told of', () => {
  test.each(lists)('%s, in { %s }, is not asked for by itself', async (type, list, fields) => {
    const asked = await gateway.query(`{ ${list} { nodes { id ${fields} } } ${closed(list)} }`);
    expect(asked.errors).toBeUndefined();
    const rows = rowsIn(asked.data);
    if (type !== 'Command' && type !== 'CommandResult') expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) {
      const { data, errors, calls, extensions } = await gateway.query(
        `query ($id: ID!) { node(id: $id) { id ... on ${type} { ${fields} } } }`,
        { variables: { id: row['id'] } },
      );
      expect(errors).toBeUndefined();
      expect(data.node).toEqual(row);
      expect(calls).toEqual([]);
      expect(extensions.upstream).toMatchObject({ calls: 0, cached: 1 });
    }
    const ids = rows.map(({ id }) => id);
    const all = await gateway.query(`query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on ${type} { ${fields} } } }`, {
      variables: { ids },
    });
    expect(all.data.nodes).toEqual(rows);
    expect(all.calls).toEqual([]);
    expect(all.extensions.upstream.cached).toBe(1);
  });

  test('is used through links too: a group and a page of devices tell of a device and its group', async () => {
    await gateway.query('{ devices(first: 60) { nodes { name group { name } } } }');
    const { data, calls, extensions } = await gateway.query(`{
      device(id: "${android}") { name state battery { level } group { esperId name path } }
    }`);
    expect(data.device.group.path).toBe(groups.find(data.device.group.esperId)!.path);
    expect(data.device.battery.level).toEqual(expect.any(Number));
    expect(calls).toEqual([]);
    expect(extensions.upstream.cached).toBe(2);
    expect((await gateway.query(`{ group(id: "${data.device.group.esperId}") { name deviceCount } }`)).calls).toEqual(
      [],
    );
  });

  test.each([
    [
      'installed on it',
      `device(id: "${android}") { apps(first: 1) { nodes { device { name state battery { level } } } } }`,
    ],
    [
      'that was to be installed',
      `device(id: "${android}") { installs(first: 1) { nodes { device { name lastSeen } } } }`,
    ],
    [
      'in one of its versions',
      'apps(first: 2) { nodes { latestVersion { devices(first: 9) { nodes { name state } } } } }',
    ],
  ])('is used where a device is told of by an app %s', async (_, query) => {
    await gateway.query('{ devices(first: 60) { nodes { name } } }');
    const { errors, calls } = await gateway.query(`{ ${query} }`);
    expect(errors).toBeUndefined();
    expect(calls.length).toBeGreaterThan(0);
    expect(calls.filter((call) => call.startsWith('GET /v2/devices/'))).toEqual([]);
  });

  test('is not asked for again among others that are', async () => {
    const { data: first } = await gateway.query('{ groups(first: 1) { nodes { id name } } }');
    const ids = [first.groups.nodes[0].id, nodeId('Group', group)];
    const { data, calls } = await gateway.query(
      'query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Group { name } } }',
      { variables: { ids } },
    );
    expect(data.nodes[0]).toEqual(first.groups.nodes[0]);
    expect(data.nodes[1].id).toBe(ids[1]);
    expect(routesOf(calls)).toEqual({ '/enterprise/{id}/devicegroup/{id}/': 1 });
  });

  test('is told with where it stood, and how long it may still be used', async () => {
    await gateway.query('{ groups(first: 10) { nodes { name } } }');
    pass(10_000);
    const { extensions, headers } = await gateway.query(`{ group(id: "${group}") { name } }`, {
      headers: { 'x-esper-explain': '1' },
    });
    expect(extensions.upstream.requests).toMatchObject([
      {
        path: `/enterprise/${world.enterpriseId}/devicegroup/?limit=10`,
        source: 'cache',
        status: 200,
        fields: ['group'],
      },
    ]);
    expect(headers.get('cache-control')).toBe('private, max-age=50');
  });

  test('stands in while the REST API fails, when it has been of no use before', async () => {
    await gateway.query('{ devices(first: 60) { nodes { name } } groups(first: 10) { nodes { name } } }');
    pass(100_000);
    gateway.simulator.faults.inject({ kind: 'status', status: 503 });
    const { data, errors, headers } = await gateway.query(
      `{ device(id: "${android}") { name state hardware { hardware } } group(id: "${group}") { name } }`,
    );
    expect(data).toMatchObject({ device: { name: expect.any(String) }, group: { name: groups.find(group)!.name } });
    expect(errors?.map(({ path }) => path?.join('.'))).toEqual(['device.hardware.hardware']);
    expect(headers.get('cache-control')).toBe('no-store');
  });

  test('stands in while the REST API asks for a pause, though the operation could wait for the end of that', async () => {
    await gateway.query('{ devices(first: 60) { nodes { name } } groups(first: 10) { nodes { name } } }');
    pass(100_000);
    gateway.simulator.faults.inject({ kind: 'status', status: 429, retryAfter: 30 });
    const { data, errors } = await gateway.query(
      `{ device(id: "${android}") { name state } group(id: "${group}") { name } }`,
    );
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({ device: { name: expect.any(String) }, group: { name: groups.find(group)!.name } });
  });

  test('does not stand for another shape: what a row lacks is asked for', async () => {
    await gateway.query('{ devices(first: 60) { nodes { name } } }');
    const { data, calls } = await gateway.query(
      `{ device(id: "${android}") { name hardware { model hardware } ... on AndroidDevice { timezone } } }`,
    );
    expect(data.device).toMatchObject({ hardware: { hardware: expect.any(String) }, timezone: expect.any(String) });
    expect(routesOf(calls)).toEqual({ '/enterprise/{id}/device/{id}/': 1 });
    await gateway.query('{ users(first: 3) { nodes { email } } }');
    const user = await gateway.query('{ user(id: "1001") { email isEmailVerified } }');
    expect(user.calls.length).toBeLessThanOrEqual(1);
  });
});

describe('what a list has told of is not used', () => {
  const name = `{ group(id: "${group}") { name } }`;
  const before = () => gateway.query('{ groups(first: 10) { nodes { name } } }');

  test('once it is older than such an answer stays fresh', async () => {
    await before();
    pass(59_999);
    expect((await gateway.query(name)).calls).toEqual([]);
    pass(1);
    expect((await gateway.query(name)).calls).toHaveLength(1);
  });

  test('by another key', async () => {
    await before();
    expect((await gateway.query(name, { key: 'demo-viewer' })).calls).toHaveLength(1);
  });

  test('by who wants fresh data', async () => {
    await before();
    expect((await gateway.query(name, noCache)).calls).toHaveLength(1);
  });

  test('after a change', async () => {
    const { data: made } = await gateway.query(
      'mutation { createGroup(input: { name: "Known" }) { group { esperId } } }',
    );
    const id = made.createGroup.group.esperId as string;
    await gateway.query('{ groups(first: 100) { nodes { name } } devices(first: 10) { nodes { name } } }');
    const renamed = await gateway.query(
      `mutation { renameGroup(input: { group: "${id}", name: "Renamed" }) { group { name parent { name } } } }`,
    );
    expect(renamed.data.renameGroup.group.name).toBe('Renamed');
    expect(renamed.calls.filter((call) => call.startsWith('GET'))).toHaveLength(1);
    const { data, calls } = await gateway.query(`{ group(id: "${id}") { name } device(id: "${android}") { name } }`);
    expect(data.group.name).toBe('Renamed');
    expect(routesOf(calls)).toEqual({ '/enterprise/{id}/devicegroup/{id}/': 1, '/v2/devices/{id}': 1 });
  });

  test('once the thing itself has told something later: that it has gone, or that it is different', async () => {
    await gateway.query('{ devices(first: 60) { nodes { name } } groups(first: 100) { nodes { name } } }');
    const gone = gateway.simulator.fleet.idOf(7);
    gateway.simulator.fleet.removeDevice(gone);
    const device = `{ device(id: "${gone}") { name } }`;
    expect((await gateway.query(device)).data.device).not.toBeNull();
    expect((await gateway.query(device, noCache)).data.device).toBeNull();
    expect((await gateway.query(device)).data.device).toBeNull();
    gateway.simulator.world.groups.find(group)!.name = 'Different';
    expect((await gateway.query(name)).data.group.name).not.toBe('Different');
    expect((await gateway.query(name, noCache)).data.group.name).toBe('Different');
    const { data, calls } = await gateway.query(name);
    expect({ data, calls }).toEqual({ data: { group: { name: 'Different' } }, calls: [] });
  });
});
