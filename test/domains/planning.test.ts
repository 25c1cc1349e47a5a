import { expect, test } from 'vitest';
import { useGateway, type Answer } from '../support/gateway.js';

const gateway = useGateway({ env: { LIMIT_COST_ROWS: '2000000' } });

const groupsWithDevices = 'groups(first: 100) { nodes { path devices(first: 5) { totalCount nodes { name } } } }';
const groupCount = () => gateway.simulator.world.groups.all.length;
const kinds = ({ calls }: Answer) =>
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

test('the devices of many groups are asked for group by group while nobody knows how long the whole list is', async () => {
  const { calls, errors } = await gateway.query(`{ ${groupsWithDevices} }`);
  expect(errors).toBeUndefined();
  expect(calls).toHaveLength(1 + groupCount());
});

test('the devices of many groups are cut from the whole list when that is known to be cheaper, with the same rows', async () => {
  const apart = await gateway.query(`{ ${groupsWithDevices} }`);
  await gateway.query('{ devices { totalCount } }');
  const together = await gateway.query(`{ ${groupsWithDevices} }`);
  expect(together.data).toEqual(apart.data);
  const pages = gateway.simulator.fleet.size / 250;
  expect(kinds(together)).toEqual(['GET /enterprise/{id}/devicegroup/', ...Array(pages).fill('GET /v2/devices/')]);
});

test('few groups are asked by themselves even when the whole list is known', async () => {
  await gateway.query('{ devices { totalCount } }');
  const { calls } = await gateway.query(
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
  // Two by themselves while nobody knows how many versions there are, then all of them at once.
  expect(Math.max(...perApp.values())).toBeLessThanOrEqual(3);
});
