import { expect, test } from 'vitest';
import { useGateway, type Answer } from '../support/gateway.js';

const env = { LIMIT_COST_ROWS: '2000000' };
const gateway = useGateway({ env });
const singly = useGateway({ env: { ...env, DEVICES_BY_GROUPS: 'false' } });

const kinds = ({ calls }: Pick<Answer, 'calls'>) =>
  calls.map((call) => call.replace(/\?.*/, '').replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '{id}'));

test('the children of many groups are cut from the list of groups, and are those the REST API gives for each', async () => {
  const children = 'children(first: 1000) { totalCount nodes { path } }';
  const all = await gateway.query(`{ groups(first: 1000) { nodes { esperId path ${children} } } }`);
  expect(kinds(all)).toEqual(['GET /enterprise/{id}/devicegroup/']);
  for (const { esperId, path, children: cut } of all.data.groups.nodes) {
    const { data } = await gateway.query(`{ group(id: "${esperId}") { path ${children} } }`);
    expect(data.group).toEqual({ path, children: cut });
  }
});

test.each([
  ['when nobody knows how long it is', 'first: 5', '{ viewer { fullName } }', 4],
  ['when it is known to be short', 'first: 5', '{ devices { totalCount } }', 4],
  ['when it is filtered', 'first: 5, filter: { platforms: [ANDROID] }', '{ viewer { fullName } }', 3],
])('the devices of many groups are cut from the whole list %s, with the same rows', async (_, args, before, pages) => {
  const devices = `path devices(${args}) { totalCount nodes { name } }`;
  await singly.query(before);
  const { data, errors, calls } = await singly.query(`{ groups(first: 100) { nodes { esperId ${devices} } } }`);
  expect(errors).toBeUndefined();
  expect(kinds({ calls })).toEqual(['GET /enterprise/{id}/devicegroup/', ...Array(pages).fill('GET /v2/devices/')]);
  for (const { esperId, ...cut } of data.groups.nodes) {
    const alone = await singly.query(`{ group(id: "${esperId}") { ${devices} } }`);
    expect(alone.data.group).toEqual(cut);
  }
});

test('few groups are asked by themselves even when the whole list is known', async () => {
  await singly.query('{ devices { totalCount } }');
  const { calls } = await singly.query(
    '{ rootGroup { children(first: 3) { nodes { devices(first: 5) { nodes { name } } } } } }',
  );
  expect(calls).toHaveLength(1 + 3);
});

test('the versions of one app that many devices have are looked up together', async () => {
  const { data, calls, errors } = await gateway.query(`{ devices(first: 60, filter: { platforms: [ANDROID] }) { nodes {
    apps { nodes { packageName versionName versionCode version { versionName versionCode app { packageName } } } } } } }`);
  expect(errors).toBeUndefined();
  type Row = { packageName: string; versionName: string; versionCode: string; version: null | Record<string, unknown> };
  const rows: Row[] = data.devices.nodes.flatMap((device: { apps: { nodes: Row[] } }) => device.apps.nodes);
  for (const { version, packageName, versionName, versionCode } of rows) {
    if (version) expect(version).toEqual({ versionName, versionCode, app: { packageName } });
  }
  expect(rows.filter(({ version }) => version).length).toBeGreaterThan(100);
  const lookups = calls.filter((call) => call.includes('/version/'));
  const perApp = new Map<string, number>();
  for (const call of lookups) perApp.set(call.replace(/\?.*/, ''), 1 + (perApp.get(call.replace(/\?.*/, '')) ?? 0));
  // One by itself, then all of them at once: an app is taken to have few.
  expect(Math.max(...perApp.values())).toBeLessThanOrEqual(2);
});

const nodesOf = (count: number, fields: string) => {
  const { fleet } = gateway.simulator;
  const ids = Array.from({ length: count }, (_, n) => fleet.idOf(n * 3));
  return ids.map((id, n) => `d${n}: device(id: "${id}") { ${fields} }`).join(' ');
};

test('many devices by their ids are looked up in their list, and are those that each by itself is', async () => {
  const fields = 'esperId name state group { id } ... on AndroidDevice { battery { level } hardware { model } }';
  await gateway.query('{ devices { totalCount } }');
  const { data, errors, calls } = await gateway.query(`{ ${nodesOf(60, fields)} }`);
  expect(errors).toBeUndefined();
  const pages = gateway.simulator.fleet.size / 250;
  expect(kinds({ calls })).toEqual(Array(pages).fill('GET /v2/devices/'));
  for (const found of Object.values(data).slice(0, 5) as { esperId: string }[]) {
    const alone = await gateway.query(`{ device(id: "${found.esperId}") { ${fields} } }`);
    expect(found).toEqual(alone.data.device);
  }
});

test('many devices are looked up in their list as well when its first page has to tell how long it is', async () => {
  const { errors, calls } = await gateway.query(`{ ${nodesOf(60, 'name')} }`);
  expect(errors).toBeUndefined();
  expect(kinds({ calls })).toEqual(Array(gateway.simulator.fleet.size / 250).fill('GET /v2/devices/'));
});

test.each([
  ['a few', 3, 'name', '{ devices { totalCount } }'],
  ['a few, where nobody knows how long their list is', 3, 'name', '{ viewer { fullName } }'],
  [
    'many, where no row has what is wanted of them',
    60,
    '... on AndroidDevice { network { iccid1 } } name',
    '{ devices { totalCount } }',
  ],
])('devices by their ids are read one by one: %s', async (_, count, fields, before) => {
  await gateway.query(before);
  const { errors, calls } = await gateway.query(`{ ${nodesOf(count, fields)} }`);
  expect(errors).toBeUndefined();
  expect(kinds({ calls })).toEqual(Array(count).fill('GET /v2/devices/{id}'));
});

test.each([
  ['of those that are named', '{ devices { totalCount } }', (fields: string) => `{ ${nodesOf(5, fields)} }`],
  [
    'of those that have an app',
    '{ viewer { fullName } }',
    (fields: string) => `{ app(packageName: "com.example.kiosk") { devices { nodes { ${fields} } } } }`,
  ],
])('what rows of the list alone tell of several devices is read from the list: %s', async (_, before, query) => {
  const fields = 'esperId name battery { level } network { activeConnection }';
  await gateway.query(before);
  const { data, errors, calls } = await gateway.query(query(fields));
  expect(errors).toBeUndefined();
  const pages = gateway.simulator.fleet.size / 250;
  expect(kinds({ calls }).filter((call) => call.includes('/v2/devices/'))).toEqual(
    Array(pages).fill('GET /v2/devices/'),
  );
  const found: { esperId: string }[] = data.app?.devices.nodes ?? Object.values(data);
  for (const device of found.slice(0, 5)) {
    const alone = await gateway.query(`{ device(id: "${device.esperId}") { ${fields} } }`);
    expect(device).toEqual(alone.data.device);
  }
});

test('what is not among many devices is asked for by itself, and null when it is nowhere', async () => {
  await gateway.query('{ devices { totalCount } }');
  const nobody = '00000000-0000-4000-8000-000000000000';
  const { data, errors, calls } = await gateway.query(
    `{ ${nodesOf(60, 'name')} not: device(id: "${nobody}") { name } }`,
  );
  expect(errors).toBeUndefined();
  expect(data.not).toBeNull();
  expect(kinds({ calls }).filter((call) => call.includes('{id}'))).toHaveLength(1);
});

test('a key that may not list devices has them one by one', async () => {
  await gateway.query('{ devices { totalCount } }');
  gateway.simulator.faults.inject({ kind: 'status', status: 403, match: '/v2/devices/?' });
  const { data, errors } = await gateway.query(`{ ${nodesOf(30, 'name')} }`);
  gateway.simulator.faults.clear();
  expect(errors).toBeUndefined();
  expect(Object.values(data)).toHaveLength(30);
  expect(Object.values(data)).not.toContain(null);
});

test('many devices are read one by one when their list cannot be had', async () => {
  await gateway.query('{ devices { totalCount } }');
  gateway.simulator.faults.inject({ kind: 'status', status: 504, match: '/v2/devices/?' });
  const { data, errors, calls } = await gateway.query(`{ ${nodesOf(30, 'name')} }`);
  gateway.simulator.faults.clear();
  expect(errors).toBeUndefined();
  expect(Object.values(data)).not.toContain(null);
  expect(kinds({ calls }).filter((call) => call.includes('{id}'))).toHaveLength(30);
});
