import { expect, test } from 'vitest';
import { ordered } from '../../../src/simulator/device/device.order.js';
import { useGateway } from '../../support/gateway.js';
import { listCall, world } from './fleet.js';

const gateway = useGateway();
const rights = world.rights.get('demo-admin')!;

const FIELDS = [
  'NAME',
  'ALIAS',
  'SERIAL',
  'STATE',
  'PLATFORM',
  'MODEL',
  'OS_VERSION',
  'LAST_SEEN',
  'CREATED_AT',
  'PROVISIONED_ON',
  'BATTERY_LEVEL',
  'DPC_VERSION',
  'EEA_VERSION',
  'IS_GMS',
  'SECURITY_STATE',
  'WIFI_SSID',
  'TEMPLATE_NAME',
  'POLICY_NAME',
];

test('every order the schema offers is tested here', async () => {
  const { data } = await gateway.query('{ __type(name: "DeviceOrderField") { enumValues { name } } }');
  expect(data.__type.enumValues.map(({ name }: { name: string }) => name)).toEqual(FIELDS);
});

test.each(FIELDS)('devices come in the order of %s, either way', async (field) => {
  const { data, errors, calls } = await gateway.query(`{
    up: devices(first: 5, orderBy: { field: ${field} }) { nodes { esperId } }
    down: devices(first: 5, orderBy: { field: ${field}, direction: DESC }) { nodes { esperId } } }`);
  expect(errors).toBeUndefined();
  const name = field.toLowerCase();
  const inOrder = (ordering: string) => ({
    nodes: ordered(world, world.fleet.visible(rights), ordering)
      .slice(0, 5)
      .map((number) => ({ esperId: world.fleet.idOf(number) })),
  });
  expect(data).toEqual({ up: inOrder(name), down: inOrder(`-${name}`) });
  expect(calls.toSorted()).toEqual([listCall(`limit=5&ordering=-${name}`), listCall(`limit=5&ordering=${name}`)]);
});

test('an order of null is the order of names', async () => {
  const { calls } = await gateway.query('{ devices(first: 1, orderBy: null) { nodes { name } } }');
  expect(calls).toEqual([listCall('limit=1&ordering=name')]);
});
