import { expect, test } from 'vitest';
import { useGateway } from '../../support/gateway.js';
import { devicesThat, first, listCall, world } from './fleet.js';

const gateway = useGateway();
const seenByViewer = world.fleet.visible(world.rights.get('demo-viewer')!).length;

test.each([
  ['demo-admin', 1000],
  ['demo-viewer', seenByViewer],
])('the count alone costs one call for one row, and %s counts %i', async (key, totalCount) => {
  const { data, calls } = await gateway.query('{ devices { totalCount } }', { key });
  expect(data).toEqual({ devices: { totalCount } });
  expect(calls).toEqual([listCall('limit=1&ordering=name')]);
});

test('rows, cursors, page info and count cost one call together', async () => {
  const { data, calls } = await gateway.query(
    '{ devices { totalCount nodes { name } edges { cursor node { name } } pageInfo { endCursor hasNextPage } } }',
  );
  const { totalCount, nodes, edges, pageInfo } = data.devices;
  expect(totalCount).toBe(1000);
  expect(nodes).toHaveLength(20);
  expect(edges.map((edge: any) => edge.node)).toEqual(nodes);
  expect(pageInfo).toEqual({ endCursor: edges.at(-1).cursor, hasNextPage: true });
  expect(calls).toEqual([listCall('limit=20&ordering=name')]);
});

test('the last rows are one call once it is known how many there are, and are right when there are more since', async () => {
  const last = () => gateway.query('{ devices(last: 2) { totalCount nodes { name } } }');
  const counted = await last();
  expect(counted.calls).toEqual([listCall('limit=1&ordering=name'), listCall('limit=2&offset=998&ordering=name')]);
  const again = await last();
  expect([again.data, again.calls]).toEqual([counted.data, [listCall('limit=2&offset=998&ordering=name')]]);
  const added = gateway.simulator.fleet.insertDevice(0);
  const { data, calls } = await last();
  gateway.simulator.fleet.removeDevice(added);
  expect(data.devices).toEqual({ ...counted.data.devices, totalCount: 1001 });
  expect(calls).toEqual([listCall('limit=2&offset=998&ordering=name'), listCall('limit=2&offset=999&ordering=name')]);
});

test('one list under several aliases is read once', async () => {
  const { data, calls } = await gateway.query(
    '{ a: devices(first: 3) { nodes { name } } b: devices(first: 3) { nodes { serialNumber } totalCount } }',
  );
  expect(data.a.nodes).toHaveLength(3);
  expect(data.b.nodes).toHaveLength(3);
  expect(calls).toEqual([listCall('limit=3&ordering=name')]);
});

test('a device under several aliases is read once', async () => {
  const { id } = first.ANDROID;
  const { calls } = await gateway.query(`{ a: device(id: "${id}") { name } b: device(id: "${id}") { alias } }`);
  expect(calls).toEqual([`GET /v2/devices/${id}`]);
});

test('a thousand devices come in pages of at most 250', async () => {
  const { data, errors, calls } = await gateway.query('{ devices(first: 1000) { totalCount nodes { name } } }');
  expect(errors).toBeUndefined();
  expect(data.devices.nodes.map((node: any) => node.name)).toEqual(devicesThat(() => true).map(({ name }) => name));
  expect(calls.toSorted()).toEqual([
    listCall('limit=250&ordering=name'),
    listCall('limit=251&offset=249&ordering=name'),
    listCall('limit=251&offset=499&ordering=name'),
    listCall('limit=251&offset=749&ordering=name'),
  ]);
});

test('more than a thousand devices at once are refused before any call', async () => {
  const { data, errors, calls } = await gateway.query('{ devices(first: 1001) { nodes { name } } }');
  expect(data).toEqual({ devices: null });
  expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  expect(calls).toEqual([]);
});

test('a key that sees some groups only lists their devices only', async () => {
  const { data, calls } = await gateway.query('{ devices(first: 1000) { nodes { name group { path } } } }', {
    key: 'demo-viewer',
  });
  expect(data.devices.nodes).toHaveLength(seenByViewer);
  for (const { group } of data.devices.nodes) {
    expect(group.path).toMatch(/^All devices\/(Europe\/Germany|Americas\/Brazil\/Kiosks)/);
  }
  expect(calls).toHaveLength(3);
});

test('the devices of the enterprise are the devices of the query', async () => {
  const { data, calls } = await gateway.query(
    '{ devices(first: 5) { nodes { id } } enterprise { devices(first: 5) { nodes { id } } } }',
  );
  expect(data.enterprise.devices).toEqual(data.devices);
  expect(calls).toEqual([listCall('limit=5&ordering=name')]);
});
