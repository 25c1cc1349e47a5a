import { expect, test } from 'vitest';
import { nodeId } from '../../../src/graphql/node-id.js';
import { useGateway } from '../../support/gateway.js';
import { devicesThat, first, instant, itemCall, listCall, platforms, recordOf, world } from './fleet.js';

const gateway = useGateway();

const FIELDS = `__typename id esperId name alias serialNumber platform os osVersion stateCode lastSeen provisionedAt
  createdAt updatedAt managedBy provisionedWith isSeamless globalDeviceId`;
const TYPES = { ANDROID: 'AndroidDevice', APPLE: 'AppleDevice', LINUX: 'LinuxDevice', WINDOWS: 'WindowsDevice' };

function told(record: ReturnType<typeof recordOf>) {
  const type = TYPES[record.platform as keyof typeof TYPES];
  return {
    __typename: type,
    id: nodeId(type, record.id),
    esperId: record.id,
    name: record.name,
    alias: record.alias || null,
    serialNumber: record.serial,
    platform: record.platform,
    os: record.os,
    osVersion: record.os_version,
    stateCode: record.state,
    lastSeen: instant(record.last_seen),
    provisionedAt: instant(record.provisioned_on),
    createdAt: instant(record.created_at),
    updatedAt: instant(record.updated_at),
    managedBy: record.managed_by,
    provisionedWith: record.provisioned_with,
    isSeamless: record.is_seamless,
    globalDeviceId: record.global_device_id,
  };
}

test('a page of devices tells what their rows hold, for one call', async () => {
  const { data, errors, calls } = await gateway.query(`{ devices(first: 250) { nodes { ${FIELDS} } } }`);
  expect(errors).toBeUndefined();
  expect(calls).toEqual([listCall('limit=250&ordering=name')]);
  const rows = devicesThat(() => true).slice(0, 250);
  expect(data.devices.nodes).toEqual(rows.map((facts) => told(recordOf(facts, 'row'))));
});

test.each(platforms)('a device on %s looked up by its id tells what its item holds, for one call', async (platform) => {
  const { data, errors, calls } = await gateway.query(`{ device(id: "${first[platform].id}") { ${FIELDS} } }`);
  expect(errors).toBeUndefined();
  expect(calls).toEqual([itemCall(first[platform])]);
  expect(data.device).toEqual(told(recordOf(first[platform], 'item')));
});

test('instants are given in UTC with milliseconds, in whichever form they came', async () => {
  const { data } = await gateway.query('{ devices(first: 50) { nodes { lastSeen } } }');
  const rows = devicesThat(() => true).slice(0, 50);
  const sent = rows.map((facts) => recordOf(facts, 'row').last_seen).filter((text) => typeof text === 'string');
  for (const form of [/\.\d{6}Z$/, /\+00:00$/, /T\d\d:\d\dZ$/]) {
    expect(sent.some((text) => form.test(text))).toBe(true);
  }
  for (const { lastSeen } of data.devices.nodes) {
    expect(lastSeen ?? '2026-01-31T12:00:00.000Z').toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  }
});

test('the ids of group and enterprise cost nothing more than the device', async () => {
  const { data, calls } = await gateway.query(
    `{ device(id: "${first.ANDROID.id}") { group { id esperId } enterprise { id esperId } } }`,
  );
  const group = world.fleet.groupOf(0)!.id;
  expect(data.device).toEqual({
    group: { id: nodeId('Group', group), esperId: group },
    enterprise: { id: nodeId('Enterprise', world.enterpriseId), esperId: world.enterpriseId },
  });
  expect(calls).toEqual([itemCall(first.ANDROID)]);
});

test('the ids of group and enterprise cost nothing more than the page of devices', async () => {
  const { data, calls } = await gateway.query('{ devices(first: 100) { nodes { group { id } enterprise { id } } } }');
  expect(calls).toEqual([listCall('limit=100&ordering=name')]);
  const rows = devicesThat(() => true).slice(0, 100);
  const groups = rows
    .map(({ number }) => world.fleet.groupOf(number))
    .map((group) => group && nodeId('Group', group.id));
  expect(data.devices.nodes.map((node: any) => node.group?.id)).toEqual(groups);
});

test('the groups of many devices are read as one page of groups', async () => {
  const { data, calls } = await gateway.query('{ devices(first: 100) { nodes { group { name } } } }');
  expect(calls).toEqual([
    listCall('limit=100&ordering=name'),
    `GET /enterprise/${world.enterpriseId}/devicegroup/?limit=250`,
  ]);
  const rows = devicesThat(() => true).slice(0, 100);
  const names = rows.map(({ number }) => world.fleet.groupOf(number)?.name);
  expect(data.devices.nodes.map((node: any) => node.group?.name)).toEqual(names);
});

test('the group that devices share is asked for once', async () => {
  const [group] = world.groups.homes;
  const { data, calls } = await gateway.query(
    `{ devices(first: 10, filter: { groups: ["${group!.id}"] }) { nodes { group { name } enterprise { name } } } }`,
  );
  expect(data.devices.nodes).toHaveLength(10);
  expect(calls.toSorted()).toEqual([
    `GET /enterprise/${world.enterpriseId}/devicegroup/${group!.id}/`,
    `GET /v1/enterprise/${world.enterpriseId}/`,
    listCall(`group_multi_immediate=${group!.id}&limit=10&ordering=name`),
  ]);
});

test('a device that is in no group has none, for no call', async () => {
  const { data, errors, calls } = await gateway.query(`{ device(id: "${first.LINUX.id}") { group { name path } } }`);
  expect({ data, errors }).toEqual({ data: { device: { group: null } }, errors: undefined });
  expect(calls).toEqual([itemCall(first.LINUX)]);
});

test('a group that is not there for the key is null, not an error', async () => {
  gateway.simulator.faults.inject({ kind: 'status', status: 404, match: '/devicegroup/' });
  const { data, errors } = await gateway.query(`{ device(id: "${first.ANDROID.id}") { name group { name } } }`);
  expect(errors).toBeUndefined();
  expect(data.device).toEqual({ name: first.ANDROID.name, group: null });
});
