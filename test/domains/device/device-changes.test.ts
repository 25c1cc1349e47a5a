import { expect, test } from 'vitest';
import { nodeId } from '../../../src/graphql/node-id.js';
import { useGateway } from '../../support/gateway.js';
import { deviceThat, first, itemCall, world } from './fleet.js';

const gateway = useGateway({ env: { CACHE_ENABLED: 'true' } });
const NOBODY = '00000000-0000-4000-8000-000000000000';
const base = `/enterprise/${world.enterpriseId}`;
const germany = new Set(world.groups.withSubgroups(world.groups.byPath('All devices/Europe/Germany')!.index));
/** An Android device that the viewer and the manager see too. */
const till = deviceThat(
  ({ number, platform }) => platform === 'ANDROID' && germany.has(world.fleet.groupOf(number)?.index ?? -1),
);

const setTags = (input: object, key?: string, told = 'tags { name }') =>
  gateway.query(
    `mutation ($input: SetDeviceTagsInput!) { setDeviceTags(input: $input) {
      device { ${told} } userErrors { field code message } } }`,
    { variables: { input }, ...(key && { key }) },
  );
const tagsOf = (id: string, key = 'demo-admin') =>
  gateway
    .query(`{ device(id: "${id}") { tags { name } } }`, { key })
    .then(({ data }) => data.device.tags.map(({ name }: { name: string }) => name).sort());

test('a device has the tags it is given and no others, known ones and new ones, and all see it at once', async () => {
  const tagged = '{ devices(filter: { tags: ["front door"] }) { nodes { esperId } } }';
  for (const key of ['demo-admin', 'demo-manager']) await tagsOf(till.id, key);
  expect((await gateway.query(tagged)).errors).toMatchObject([{ message: 'No tag is named "front door".' }]);
  const { data, errors, calls } = await setTags({ device: till.id, tags: ['vip-1', ' front door ', 'vip-1'] });
  expect(errors).toBeUndefined();
  expect(data.setDeviceTags.userErrors).toEqual([]);
  expect(data.setDeviceTags.device.tags.map(({ name }: { name: string }) => name).sort()).toEqual([
    'front door',
    'vip-1',
  ]);
  expect(calls.slice(0, 2)).toEqual([`PATCH ${base}/device/${till.id}/`, itemCall(till)]);
  for (const key of ['demo-admin', 'demo-manager']) expect(await tagsOf(till.id, key)).toEqual(['front door', 'vip-1']);

  const { data: found } = await gateway.query(tagged);
  expect(found.devices.nodes).toEqual([{ esperId: till.id }]);
});

test('a device takes five tags', async () => {
  const tags = ['a', 'b', 'c', 'd', 'e'];
  expect((await setTags({ device: till.id, tags: [...tags, 'a'] })).data.setDeviceTags.userErrors).toEqual([]);
  expect(await tagsOf(till.id)).toEqual(tags);
});

test('an empty list takes all tags away, and what the id tells costs no further call', async () => {
  const device = nodeId('AndroidDevice', till.id);
  const { data, calls } = await setTags({ device, tags: [] }, undefined, 'id esperId __typename');
  expect(data.setDeviceTags.device).toEqual({ id: device, esperId: till.id, __typename: 'AndroidDevice' });
  expect(calls).toEqual([`PATCH ${base}/device/${till.id}/`]);
  expect(await tagsOf(till.id)).toEqual([]);
});

test('an Android device that the routes of tags do not know is told as none of theirs, not as one of another platform', async () => {
  gateway.simulator.faults.inject({ kind: 'status', status: 404, match: `${base}/device/` });
  const { data, errors, calls } = await setTags({ device: till.id, tags: ['a'] });
  expect(errors).toBeUndefined();
  expect(data.setDeviceTags).toMatchObject({ device: null, userErrors: [{ field: ['device'], code: 'NOT_FOUND' }] });
  expect(calls).toEqual([`PATCH ${base}/device/${till.id}/`, itemCall(till)]);
});

test.each([
  ['a sixth tag', { device: till.id, tags: ['a', 'b', 'c', 'd', 'e', 'f'] }, ['tags'], 'BAD_USER_INPUT', 0],
  ['a blank tag', { device: till.id, tags: ['a', ' '] }, ['tags', '1'], 'BAD_USER_INPUT', 0],
  ["a tag's id", { device: till.id, tags: [nodeId('Tag', world.tags[0]!.id)] }, ['tags', '0'], 'BAD_USER_INPUT', 0],
  [
    'another platform, told by the id',
    { device: nodeId('LinuxDevice', first.LINUX.id), tags: ['a'] },
    ['device'],
    'BAD_USER_INPUT',
    0,
  ],
  ['another platform, not told by the id', { device: first.WINDOWS.id, tags: ['a'] }, ['device'], 'BAD_USER_INPUT', 2],
  ['a device nobody has', { device: NOBODY, tags: ['a'] }, ['device'], 'NOT_FOUND', 2],
  ['a group', { device: nodeId('Group', NOBODY), tags: ['a'] }, ['device'], 'BAD_USER_INPUT', 0],
])('tags are refused for %s', async (_, input, field, code, asked) => {
  const { data, errors, calls } = await setTags(input);
  expect(errors).toBeUndefined();
  expect(data.setDeviceTags).toMatchObject({ device: null, userErrors: [{ field, code }] });
  expect(calls).toHaveLength(asked);
});

const remove = (input: object, key?: string) =>
  gateway.query(
    `mutation ($input: DeleteDeviceInput!) { deleteDevice(input: $input) { deletedDeviceId userErrors { field code message } } }`,
    { variables: { input }, ...(key && { key }) },
  );
const countOf = () => gateway.query('{ devices { totalCount } }').then(({ data }) => data.devices.totalCount);

test.each([
  ['its global id, by one call', 'APPLE', 'AppleDevice', true],
  ['its global id, by one call', 'LINUX', 'LinuxDevice', true],
  ['its id in the REST API, by two', 'WINDOWS', 'WindowsDevice', false],
] as const)('a device is deleted by %s (%s)', async (_, platform, type, isGlobal) => {
  const { id } = first[platform];
  const before = await countOf();
  const { data, errors, calls } = await remove({ device: isGlobal ? nodeId(type, id) : id, confirm: true });
  expect(errors).toBeUndefined();
  expect(data.deleteDevice).toEqual({ deletedDeviceId: nodeId(type, id), userErrors: [] });
  expect(calls).toEqual([...(isGlobal ? [] : [`GET /v2/devices/${id}`]), `DELETE /device/v0/devices/${id}/`]);
  expect(await countOf()).toBe(before - 1);
  expect((await gateway.query(`{ device(id: "${id}") { name } }`)).data.device).toBeNull();
});

test.each([
  ['without a word', { device: first.LINUX.id }, ['confirm'], 'BAD_USER_INPUT', 0],
  [
    'of Android, told by the id',
    { device: nodeId('AndroidDevice', till.id), confirm: true },
    ['device'],
    'BAD_USER_INPUT',
    0,
  ],
  ['of Android, not told by the id', { device: till.id, confirm: true }, ['device'], 'BAD_USER_INPUT', 1],
  ['nobody has', { device: NOBODY, confirm: true }, ['device'], 'NOT_FOUND', 1],
  ['that is none', { device: nodeId('Group', NOBODY), confirm: true }, ['device'], 'BAD_USER_INPUT', 0],
])('no device %s is deleted', async (_, input, field, code, asked) => {
  const { data, errors, calls } = await remove(input);
  expect(errors).toBeUndefined();
  expect(data.deleteDevice).toMatchObject({ deletedDeviceId: null, userErrors: [{ field, code }] });
  expect(calls).toHaveLength(asked);
});

test('a deletion asked for twice under one key is one', async () => {
  const other = deviceThat(({ platform, number }) => platform === 'APPLE' && number !== first.APPLE.number);
  const input = { device: nodeId('AppleDevice', other.id), confirm: true, idempotencyKey: 'gone' };
  const { data } = await remove(input);
  const again = await remove(input);
  expect(again.data).toEqual(data);
  expect(data.deleteDevice.userErrors).toEqual([]);
  expect(again.calls).toEqual([]);
});

test('who may only look changes nothing', async () => {
  const apple = deviceThat(
    ({ number, platform }) => platform === 'APPLE' && germany.has(world.fleet.groupOf(number)?.index ?? -1),
  );
  for (const { data, errors } of [
    await setTags({ device: till.id, tags: ['mine'] }, 'demo-viewer'),
    await remove({ device: nodeId('AppleDevice', apple.id), confirm: true }, 'demo-viewer'),
  ]) {
    expect(Object.values(data)).toEqual([null]);
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  }
});
