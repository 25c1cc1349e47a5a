import { expect, test } from 'vitest';
import { useGateway, type Answer } from '../support/gateway.js';

const gateway = useGateway();

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
  expect(calls).toHaveLength(2 + 3);
});
