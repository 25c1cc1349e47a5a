import { expect, test } from 'vitest';
import { nodeId } from '../../../src/graphql/node-id.js';
import { useGateway } from '../../support/gateway.js';
import { createWorld } from '../../../src/simulator/world.js';

const gateway = useGateway({ devices: 2600, env: { CACHE_ENABLED: 'true' } });
const { groups, fleet, enterpriseId } = createWorld(1, 2600);

const at = (path: string) => groups.byPath(`All devices/${path}`)!;
const patch = (id: string, action: string) => `PATCH /enterprise/${enterpriseId}/devicegroup/${id}/?action=${action}`;
const NOBODY = '00000000-0000-4000-8000-000000000000';
const devices = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => fleet.idAt(from + i)!);

const onMany = (name: 'addDevicesToGroup' | 'removeDevicesFromGroup', input: object, key?: string) => {
  const Name = name[0]!.toUpperCase() + name.slice(1);
  const done = name === 'addDevicesToGroup' ? 'added' : 'removed';
  return gateway.query(
    `mutation ($input: ${Name}Input!) { ${name}(input: $input) {
      group { name deviceCount } done: ${done} failures { ids message code } notSent userErrors { field code message } } }`,
    { variables: { input }, ...(key && { key }) },
  );
};
const add = (input: object, key?: string) => onMany('addDevicesToGroup', input, key);
const remove = (input: object, key?: string) => onMany('removeDevicesFromGroup', input, key);

/** What a group holds, as a key sees it. */
const held = (id: string, key = 'demo-admin') =>
  gateway
    .query(`{ group(id: "${id}") { deviceCount devices(first: 1) { totalCount } } }`, { key })
    .then(({ data }) => [data.group.deviceCount, data.group.devices.totalCount]);

test('of a device named by its id in the REST API nothing is asked that only Android devices have, unless it is one', async () => {
  const apple = devices(0, 100).find((id) => fleet.platformOf(fleet.find(id)!) === 'APPLE')!;
  const input = { device: apple, group: at('Lab').id };
  const { data, calls } = await gateway.query(
    'mutation ($input: MoveDeviceInput!) { moveDevice(input: $input) { device { platform software { osBuildTime } } } }',
    { variables: { input } },
  );
  expect(data.moveDevice.device).toEqual({ platform: 'APPLE', software: { osBuildTime: null } });
  expect(calls).toEqual([patch(at('Lab').id, 'add'), `GET /v2/devices/${apple}`]);
});

test('thousands of devices go into a group by calls of a thousand, and all see it at once', async () => {
  const spain = at('Europe/Spain');
  for (const key of ['demo-admin', 'demo-manager']) expect(await held(spain.id, key)).toEqual([0, 0]);
  const ids = devices(0, 2500);
  const { data, errors, calls } = await add({ group: nodeId('Group', spain.id), devices: ids });
  expect(errors).toBeUndefined();
  expect(data.addDevicesToGroup).toEqual({
    group: { name: 'Spain', deviceCount: 2500 },
    done: ids,
    failures: [],
    notSent: [],
    userErrors: [],
  });
  expect(calls).toEqual([1, 2, 3].map(() => patch(spain.id, 'add')));
  for (const key of ['demo-admin', 'demo-manager']) expect(await held(spain.id, key)).toEqual([2500, 2500]);
});

test('a device is told by the id it was named with, and sent once whatever it is called', async () => {
  const [a, b] = devices(2510, 2512);
  const global = nodeId('AndroidDevice', a!);
  const { data, calls } = await add({ group: at('Lab').id, devices: [global, b, a] });
  expect(data.addDevicesToGroup.done).toEqual([global, b]);
  expect(calls).toEqual([patch(at('Lab').id, 'add')]);
});

test('what is taken out of a group is in the one above; what was in another stays there', async () => {
  const [munich, germany] = [at('Europe/Germany/Munich'), at('Europe/Germany')];
  const [a, b, other] = devices(2520, 2523);
  await add({ group: munich.id, devices: [a, b] });
  await add({ group: at('Lab').id, devices: [other] });
  const before = await held(germany.id);
  const { data, calls } = await remove({ group: munich.id, devices: [a, other] });
  expect(data.removeDevicesFromGroup).toMatchObject({ done: [a, other], failures: [], userErrors: [] });
  expect(calls).toEqual([patch(munich.id, 'remove')]);
  expect(await held(germany.id)).toEqual(before.map((count) => count + 1));
  const { data: where } = await gateway.query(
    `{ a: device(id: "${a}") { group { name } } other: device(id: "${other}") { group { name } } }`,
  );
  expect(where).toEqual({ a: { group: { name: 'Germany' } }, other: { group: { name: 'Lab' } } });
});

test('a batch with a stranger in it is refused, the others go on, and the stranger is told by its place', async () => {
  const ids = [...devices(0, 1000), ...devices(1000, 1999), NOBODY, ...devices(1999, 2100)];
  const { data, calls } = await add({ group: at('Retired').id, devices: ids });
  const { group, done, failures, notSent, userErrors } = data.addDevicesToGroup;
  expect(group).toEqual({ name: 'Retired', deviceCount: 1101 });
  expect(done).toEqual([...ids.slice(0, 1000), ...ids.slice(2000)]);
  expect(failures).toMatchObject([{ ids: ids.slice(1000, 2000), code: 'BAD_USER_INPUT' }]);
  expect(notSent).toEqual([]);
  expect(userErrors).toMatchObject([{ field: ['devices', '1999'], message: expect.stringContaining(NOBODY) }]);
  expect(calls).toHaveLength(3);
});

test('after a failure the rest is not sent; under the same key the same is told, and nothing is sent', async () => {
  const spare = at('Spare');
  const ids = devices(0, 2500);
  const input = { group: spare.id, devices: ids, idempotencyKey: 'partly' };
  gateway.simulator.faults.inject({ kind: 'status', status: 503, match: 'PATCH', after: 1, times: 1 });
  const first = await add(input);
  expect(first.errors).toBeUndefined();
  expect(first.data.addDevicesToGroup).toMatchObject({
    group: { name: 'Spare' },
    done: ids.slice(0, 1000),
    failures: [{ ids: ids.slice(1000, 2000), code: 'UPSTREAM_UNAVAILABLE', message: expect.stringMatching(/failing/) }],
    notSent: ids.slice(2000),
    userErrors: [],
  });
  expect(first.calls.filter((call) => call.startsWith('PATCH'))).toHaveLength(2);

  const again = await add(input);
  expect(again.data.addDevicesToGroup).toMatchObject({ done: ids.slice(0, 1000), notSent: ids.slice(2000) });
  expect(again.calls.filter((call) => call.startsWith('PATCH'))).toEqual([]);

  const rest = await add({ group: spare.id, devices: ids.slice(1000), idempotencyKey: 'the rest' });
  expect(rest.data.addDevicesToGroup).toMatchObject({ group: { deviceCount: 2500 }, failures: [], notSent: [] });
});

test('what was wholly refused is not kept: under the same key it is done when the cause is gone', async () => {
  const input = { group: at('Lab').id, devices: devices(0, 1001), idempotencyKey: 'refused' };
  gateway.simulator.faults.inject({ kind: 'status', status: 404, match: 'PATCH', times: 2 });
  const first = await add(input);
  expect(first.data.addDevicesToGroup).toMatchObject({ done: [], userErrors: [{}, {}], failures: [{}, {}] });
  expect(first.calls).toHaveLength(2);
  const again = await add(input);
  expect(again.data.addDevicesToGroup).toMatchObject({ failures: [], userErrors: [] });
  expect(again.data.addDevicesToGroup.done).toHaveLength(1001);
  expect((await add(input)).calls.filter((call) => call.startsWith('PATCH'))).toEqual([]);
});

test('what was refused in part is kept, as that which was done must not be done again', async () => {
  const input = { group: at('Lab').id, devices: devices(0, 1001), idempotencyKey: 'refused in part' };
  gateway.simulator.faults.inject({ kind: 'status', status: 404, match: 'PATCH', times: 1 });
  const first = await add(input);
  expect(first.data.addDevicesToGroup).toMatchObject({ done: devices(1000, 1001), failures: [{}] });
  const again = await add(input);
  expect(again.data.addDevicesToGroup.failures).toEqual(first.data.addDevicesToGroup.failures);
  expect(again.calls.filter((call) => call.startsWith('PATCH'))).toEqual([]);
});

test('a failure of the first call is an error, and the change may be asked for again', async () => {
  gateway.simulator.faults.inject({ kind: 'status', status: 403, match: 'PATCH', times: 1 });
  const input = { group: at('Lab').id, devices: devices(0, 1001), idempotencyKey: 'at first' };
  const { data, errors, calls } = await add(input);
  expect(data).toEqual({ addDevicesToGroup: null });
  expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  expect(calls).toHaveLength(1);
  expect((await add(input)).data.addDevicesToGroup.done).toHaveLength(1001);
});

test.each([
  ['no devices', { group: at('Lab').id, devices: [] }, [['devices']], 0],
  ['a group nobody has', { group: NOBODY, devices: devices(0, 1) }, [['group']], 1],
  ['a group that is none', { group: nodeId('App', NOBODY), devices: devices(0, 1) }, [['group']], 0],
  [
    'devices that are none',
    { group: at('Lab').id, devices: [nodeId('Group', NOBODY), ...devices(0, 1), '?'] },
    [
      ['devices', '0'],
      ['devices', '2'],
    ],
    0,
  ],
])('%s are told on their fields', async (_, input, fields, calls) => {
  const answer = await add(input);
  expect(answer.errors).toBeUndefined();
  expect(answer.data.addDevicesToGroup).toMatchObject({ group: null, done: [], notSent: [] });
  expect(answer.data.addDevicesToGroup.userErrors.map(({ field }: { field: string[] }) => field)).toEqual(fields);
  expect(answer.calls).toHaveLength(calls);
});

test('nothing is taken out of the root, nor no devices', async () => {
  const { errors, data: none } = await remove({ group: at('Lab').id, devices: [] });
  expect(errors).toBeUndefined();
  expect(none.removeDevicesFromGroup).toMatchObject({ group: null, done: [], userErrors: [{ field: ['devices'] }] });
  const { data } = await remove({ group: groups.root.id, devices: devices(0, 1) });
  expect(data.removeDevicesFromGroup).toMatchObject({
    group: null,
    done: [],
    userErrors: [{ code: 'BAD_USER_INPUT' }],
  });
});

const move = (input: object, key?: string, told = 'id group { name deviceCount }') =>
  gateway.query(
    `mutation ($input: MoveDeviceInput!) { moveDevice(input: $input) { device { ${told} } userErrors { field code message } } }`,
    { variables: { input }, ...(key && { key }) },
  );

test('the call that tells which platform a moved device is of was asked for by the field that leads to it', async () => {
  const [id] = devices(2532, 2533);
  const source = 'mutation ($input: MoveDeviceInput!) { moveDevice(input: $input) { device { name } } }';
  const { extensions } = await gateway.query(source, {
    variables: { input: { device: id, group: at('Lab').id } },
    headers: { 'x-esper-explain': '1' },
  });
  expect(extensions.upstream).toMatchObject({
    requests: [{ fields: ['moveDevice'] }, { fields: ['moveDevice.device'] }],
  });
});

test('a device is moved by one call, and what its id tells costs no other', async () => {
  const [id] = devices(2530, 2531);
  const type = { ANDROID: 'AndroidDevice', APPLE: 'AppleDevice', LINUX: 'LinuxDevice', WINDOWS: 'WindowsDevice' }[
    fleet.platformOf(2530)
  ];
  const [lab, tokyo] = [at('Lab'), at('Asia/Japan/Tokyo')];
  const { data, calls } = await move({ device: nodeId(type, id!), group: lab.id }, undefined, 'id esperId __typename');
  expect(data.moveDevice).toEqual({
    device: { id: nodeId(type, id!), esperId: id, __typename: type },
    userErrors: [],
  });
  expect(calls).toEqual([patch(lab.id, 'add')]);

  const moved = await move({ device: id, group: tokyo.id });
  expect(moved.data.moveDevice.device.group.name).toBe('Tokyo');
  expect(moved.calls).toEqual([patch(tokyo.id, 'add'), `GET /v2/devices/${id}`]);
  const { data: later } = await gateway.query(`{ device(id: "${id}") { group { path } } }`);
  expect(later.device.group.path).toBe(tokyo.path);
});

test.each([
  ['a device nobody has', { device: NOBODY, group: at('Lab').id }, ['device'], 'NOT_FOUND'],
  ['a group nobody has', { device: devices(0, 1)[0], group: NOBODY }, ['group'], 'NOT_FOUND'],
])('moving %s is refused', async (_, input, field, code) => {
  const { data, errors } = await move(input);
  expect(errors).toBeUndefined();
  expect(data.moveDevice).toMatchObject({ device: null, userErrors: [{ field, code }] });
});

test('who may only look moves nothing', async () => {
  const input = { group: at('Europe/Germany').id, devices: devices(0, 2) };
  for (const { data, errors } of [
    await add(input, 'demo-viewer'),
    await remove(input, 'demo-viewer'),
    await move({ group: input.group, device: input.devices[0] }, 'demo-viewer'),
  ]) {
    expect(Object.values(data)).toEqual([null]);
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  }
});
