import { expect, test } from 'vitest';
import { createWorld } from '../../src/simulator/world.js';
import { useGateway } from '../support/gateway.js';

const gateway = useGateway();
const { groups, fleet } = createWorld(1, 1000);
const [, group, other] = groups.all;
const device = fleet.idAt(3)!;
const capitals = (id: string) => id.toUpperCase();

test('a thing is found by its id in capitals, and tells the id as the REST API writes it', async () => {
  const { data } = await gateway.query(
    `{ device(id: "${capitals(device)}") { esperId } group(id: "${capitals(group!.id)}") { esperId name } }`,
  );
  expect(data).toEqual({ device: { esperId: device }, group: { esperId: group!.id, name: group!.name } });
});

test('so are many that are looked up in their list', async () => {
  const wanted = groups.all.slice(0, 12);
  const { data, calls } = await gateway.query(
    `{ ${wanted.map(({ id }, at) => `g${at}: group(id: "${capitals(id)}") { esperId name }`).join(' ')} }`,
  );
  expect(Object.values(data)).toEqual(wanted.map(({ id, name }) => ({ esperId: id, name })));
  expect(calls).toHaveLength(1);
});

test('a filter and a change take them too', async () => {
  const { data } = await gateway.query(
    `{ devices(filter: { groups: ["${capitals(group!.id)}"] }) { totalCount } group(id: "${group!.id}") { deviceCount } }`,
  );
  expect(data.devices.totalCount).toBe(data.group.deviceCount);
  const moved = await gateway.query(
    `mutation { moveDevice(input: { device: "${capitals(device)}", group: "${capitals(other!.id)}" }) {
      device { esperId group { esperId } } userErrors { message } } }`,
  );
  expect(moved.data.moveDevice).toEqual({ device: { esperId: device, group: { esperId: other!.id } }, userErrors: [] });
});
