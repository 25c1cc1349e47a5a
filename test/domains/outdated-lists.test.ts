import { expect, test } from 'vitest';
import { nodeId } from '../../src/graphql/node-id.js';
import { useGateway } from '../support/gateway.js';
import { beforeEsperThat, ENTERPRISE } from '../support/strange-esper.js';
import { routesOf } from '../support/routes-of.js';

/** Stands still, so that nothing grows old but by `pass`. */
let time = Date.now();
const pass = (ms: number) => void (time += ms);
const env = { CACHE_ENABLED: 'true', SINGLE_FLIGHT: 'false' };
const gateway = useGateway({ devices: 60, env, wallClock: () => time });

/** Changes something past the gateway, as the console does. */
async function elsewhere(
  method: 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body: object = {},
): Promise<{ id: string }> {
  const { url, world } = gateway.simulator;
  const headers = { authorization: 'Bearer demo-admin', 'content-type': 'application/json' };
  const init = { method, headers, ...(method !== 'DELETE' && { body: JSON.stringify(body) }) };
  const response = await fetch(`${url}/enterprise/${world.enterpriseId}${path}`, init);
  expect(response.ok).toBe(true);
  return method === 'DELETE' ? { id: '' } : ((await response.json()) as { id: string });
}
const android = () => {
  const { fleet } = gateway.simulator;
  return fleet.idOf(Array.from({ length: 60 }, (_, n) => n).find((n) => fleet.platformOf(n) === 'ANDROID')!);
};

test('a group that was made since its list was kept is found: by its devices, by id and by path', async () => {
  await gateway.query('{ groups(first: 250) { nodes { name } } }');
  pass(20_000);
  const { id } = await elsewhere('POST', '/devicegroup/', { name: 'Brand new' });
  await elsewhere('PATCH', `/devicegroup/${id}/?action=add`, { device_ids: [android()] });
  const asked = `{ device(id: "${android()}") { group { name } } group(id: "${id}") { name } }`;
  const { data, errors, calls } = await gateway.query(asked);
  expect(errors).toBeUndefined();
  expect(data).toEqual({ device: { group: { name: 'Brand new' } }, group: { name: 'Brand new' } });
  expect(routesOf(calls)).toEqual({ '/v2/devices/{id}': 1, '/enterprise/{id}/devicegroup/{id}/': 1 });

  const byPath = await gateway.query('{ group(path: "All devices/Brand new") { esperId } }');
  expect(byPath.data).toEqual({ group: { esperId: id } });
});

test('what a kept list lacks is asked for once in ten seconds', async () => {
  await gateway.query('{ groups(first: 250) { nodes { name } } }');
  const lookup = '{ group(path: "All devices/Nowhere") { name } }';
  const callsAfter = async (ms: number) => {
    pass(ms);
    const { data, calls } = await gateway.query(lookup);
    expect(data).toEqual({ group: null });
    return calls.length;
  };
  expect(await callsAfter(9_000)).toBe(0);
  expect(await callsAfter(2_000)).toBe(1);
  expect(await callsAfter(9_000)).toBe(0);
  expect(await callsAfter(2_000)).toBe(1);
});

test('a tag that came since tags were kept is known by its name', async () => {
  const asked = '{ devices(filter: { tags: ["seldom"] }) { totalCount } }';
  expect((await gateway.query(asked)).errors).toMatchObject([{ message: 'No tag is named "seldom".' }]);
  await elsewhere('PATCH', `/device/${android()}/`, { tags: ['seldom'] });
  pass(11_000);
  const { data, errors } = await gateway.query(asked);
  expect(errors).toBeUndefined();
  expect(data).toEqual({ devices: { totalCount: 1 } });
});

test('an invitation that was sent since they were kept is found by its id', async () => {
  const { invites } = gateway.simulator.world;
  await gateway.query('{ enterprise { invites { nodes { email } } } }');
  const { id, email } = invites.create('late@stores.example', invites.all[0]!.meta!.profile!);
  pass(11_000);
  const { data } = await gateway.query(`{ node(id: "${nodeId('Invite', id)}") { ... on Invite { email } } }`);
  expect(data).toEqual({ node: { email } });
});

test('the last rows are the last there are now, though the count is of before', async () => {
  const names = ['Zz one', 'Zz two', 'Zz three'];
  const made = [];
  for (const name of names) made.push(await elsewhere('POST', '/devicegroup/', { name }));
  const { data: before } = await gateway.query('{ groups { totalCount } }');
  for (const { id } of made.slice(0, 2)) await elsewhere('DELETE', `/devicegroup/${id}/`);
  pass(30_000);
  const asked = '{ groups(last: 2) { totalCount nodes { name } pageInfo { hasNextPage hasPreviousPage } } }';
  const { data } = await gateway.query(asked);
  expect(data.groups).toMatchObject({
    totalCount: before.groups.totalCount - 2,
    nodes: [expect.anything(), { name: 'Zz three' }],
    pageInfo: { hasNextPage: false, hasPreviousPage: true },
  });
});

test('of a list that tells no end the last rows are refused, and not the first given for them', async () => {
  const { query } = await beforeEsperThat(() => ({ results: [{ id: 'g', name: 'G', path: 'G', parent: null }] }));
  const { data, errors } = await query('{ groups(last: 2) { nodes { name } } }');
  expect(data).toEqual({ groups: null });
  expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
});

test('of several apps with one package name the first is meant, however it is looked up', async () => {
  const app = (id: string) => ({
    id,
    application_name: id,
    package_name: 'com.twice',
    is_hidden: false,
    latest_version: null,
  });
  const row = {
    id: 'i',
    app_name: 'Twice',
    package_name: 'com.twice',
    app_type: 'ENTERPRISE',
    version_code: '1',
    device: 'd',
  };
  const list = (...results: object[]) => ({ count: results.length, next: null, previous: null, results });
  const { query } = await beforeEsperThat(
    ({ pathname }) => {
      if (pathname.endsWith('/application/')) return list(app('one'), app('other'));
      if (pathname.endsWith('/app/')) return list(row);
      return { content: { id: 'd', platform: 'ANDROID', name: 'd', state: 1, enterprise: ENTERPRISE } };
    },
    { CACHE_ENABLED: 'true' },
  );
  const link = '{ device(id: "d") { apps { nodes { app { esperId } } } } }';
  const before = await query(link);
  await query('{ apps(first: 20) { nodes { name } } }');
  const after = await query(link);
  expect(before.data.device.apps.nodes).toEqual([{ app: { esperId: 'one' } }]);
  expect(after.data).toEqual(before.data);
});
