import { expect, onTestFinished, test, vi } from 'vitest';
import { NOW } from '../../../src/simulator/timestamps.js';
import { openStream } from '../../support/event-stream.js';
import { FakeClock } from '../../support/fake-clock.js';
import { useGateway } from '../../support/gateway.js';

const clock = new FakeClock();
const gateway = useGateway({ devices: 200, now: () => NOW, clock, env: { SUBSCRIPTION_DEVICES: '20' } });

let time = NOW;
const keeping = useGateway({
  devices: 20,
  now: () => NOW,
  clock,
  wallClock: () => time,
  env: { CACHE_ENABLED: 'true' },
});

const watch = async (args: string, fields = 'deviceId isGone device { alias }', { url } = gateway) => {
  const stream = await openStream(url, `subscription { deviceChanged(${args}) { ${fields} } }`);
  onTestFinished(stream.close);
  return { raw: stream.next, next: async () => (await stream.next())?.data.data.deviceChanged };
};
const pollers = (count: number) =>
  vi.waitFor(() => expect(clock.pending).toBe(count), { interval: 1, timeout: 15_000 });
const calls = () => gateway.simulator.calls.map(({ method, path }) => `${method} ${path}`);
const settled = async (count: number) => {
  await clock.pass(2000);
  await pollers(count);
};

test('devices are told as they are, and again when something that is selected of them has changed', async () => {
  const { fleet } = gateway.simulator;
  const ids = [fleet.idOf(0), fleet.idOf(1)];
  gateway.simulator.clearCalls();
  const stream = await watch(`ids: ${JSON.stringify([...ids, ids[0]])}`);
  const first = [await stream.next(), await stream.next()];
  expect(first.map(({ deviceId }) => deviceId).toSorted()).toEqual(ids.toSorted());
  await pollers(2);
  expect(calls().toSorted()).toEqual(ids.map((id) => `GET /v2/devices/${id}`).toSorted());

  fleet.change(0, { updatedAt: NOW + 1 });
  await settled(2);
  fleet.change(1, { alias: 'Renamed' });
  await clock.pass(3000);
  expect(await stream.next()).toEqual({ deviceId: ids[1], isGone: false, device: { alias: 'Renamed' } });

  await pollers(2);
  fleet.removeDevice(ids[0]!);
  await clock.pass(3000);
  expect(await stream.next()).toEqual({ deviceId: ids[0], isGone: true, device: null });
  await pollers(1);
});

test('a change is told by the next question, though what is kept of the device could be used a while longer', async () => {
  const { fleet } = keeping.simulator;
  const stream = await watch(`ids: ["${fleet.idOf(0)}"]`, 'device { alias }', keeping);
  await stream.next();
  await pollers(1);
  time += 7000; // five seconds it is fresh, and five more it may be told while it is asked for
  fleet.change(0, { alias: 'Renamed' });
  await clock.pass(3000);
  expect(await stream.next()).toEqual({ device: { alias: 'Renamed' } });
});

test('the devices of a group are watched by one list, those who come and go included', async () => {
  const { fleet, world } = gateway.simulator;
  const group = world.groups.homes.find(({ index }) => [2, 3, 4, 5].includes(fleet.members(index).length))!;
  const members = fleet.members(group.index).map((number) => fleet.idOf(number));
  const [leaver] = members;
  const comer = fleet.idOf(fleet.visible(world.rights.get('demo-admin')!).find((n) => fleet.groupOf(n) !== group)!);
  gateway.simulator.clearCalls();
  const [stream, other] = [await watch(`group: "${group.id}"`), await watch(`group: "${group.id}"`)];
  const first = [];
  for (const _ of members) first.push((await stream.next()).deviceId);
  expect(first.toSorted()).toEqual(members.toSorted());
  for (const _ of members) await other.next();
  await pollers(1);
  fleet.moveDevice(leaver!, null);
  fleet.moveDevice(comer, group.id);
  await settled(1);
  const told = [await stream.next(), await stream.next()].map(({ deviceId, isGone }) => [deviceId, isGone]);
  expect(new Map(told as [string, boolean][])).toEqual(
    new Map([
      [comer, false],
      [leaver!, true],
    ]),
  );
  const list = `GET /v2/devices/?group_multi_immediate=${group.id}&limit=21&ordering=name`;
  expect(calls()).toEqual([list, list]);
  // Of those who have stayed nothing is told before they change.
  const stayer = members.at(-1)!;
  fleet.change(fleet.find(stayer)!, { alias: 'Stayed' });
  await settled(1);
  expect(await stream.next()).toEqual({ deviceId: stayer, isGone: false, device: { alias: 'Stayed' } });
});

test('what a list tells of a device is made text once, however many watch its group', async () => {
  const { fleet, world } = gateway.simulator;
  const group = world.groups.homes.find(({ index }) => [2, 3, 4, 5].includes(fleet.members(index).length))!;
  const members = fleet.members(group.index).map((number) => fleet.idOf(number));
  const stringify = vi.spyOn(JSON, 'stringify');
  onTestFinished(() => stringify.mockRestore());
  for (const stream of [await watch(`group: "${group.id}"`), await watch(`group: "${group.id}"`)])
    for (const _ of members) await stream.next();
  const made = stringify.mock.calls.map(([value]) => (value as { id?: string } | null)?.id ?? '');
  expect(made.filter((id) => members.includes(id)).toSorted()).toEqual(members.toSorted());
});

test('a group that is not there is told, one without devices is waited for', async () => {
  const { fleet, world } = gateway.simulator;
  const nobody = '00000000-0000-4000-8000-000000000000';
  const [empty] = world.groups.homes;
  for (const id of fleet.members(empty!.index).map((number) => fleet.idOf(number))) fleet.moveDevice(id, null);
  gateway.simulator.clearCalls();
  const { errors } = (await (await watch(`group: "${nobody}"`)).raw())!.data;
  expect(errors).toMatchObject([{ message: expect.stringContaining(nobody), extensions: { code: 'NOT_FOUND' } }]);
  expect(calls()).toEqual([
    `GET /v2/devices/?group_multi_immediate=${nobody}&limit=21&ordering=name`,
    `GET /enterprise/${world.enterpriseId}/devicegroup/${nobody}/`,
  ]);
  const stream = await watch(`group: "${empty!.id}"`);
  await pollers(1);
  fleet.moveDevice(fleet.idOf(2), empty!.id);
  await clock.pass(3000);
  expect(await stream.next()).toMatchObject({ deviceId: fleet.idOf(2), isGone: false });
});

test.each([
  ['neither ids nor a group', '', /exactly one of/],
  ['both', 'ids: ["a"], group: ""', /exactly one of/],
  ['no ids', 'ids: []', /name at least one/],
  ['an id that names nothing', 'ids: ["a", ""]', /"" is not an id/],
  ['a group that names nothing', 'group: ""', /"" is not an id/],
  ['a group that names no group, which would be all devices', 'group: ","', /"," is not an id/],
])('to watch %s is refused before any call', async (_, args, message) => {
  gateway.simulator.clearCalls();
  const { errors } = (await (await watch(args || 'ids: null')).raw())!.data;
  expect(errors).toMatchObject([{ message: expect.stringMatching(message), extensions: { code: 'BAD_USER_INPUT' } }]);
  expect(calls()).toEqual([]);
});

test('more devices than may be watched are refused, by their ids and as those of a group', async () => {
  const { groups } = gateway.simulator.world;
  const { fleet } = gateway.simulator;
  const ids = Array.from({ length: 23 }, (_, number) => fleet.idOf(number + 2));
  const crowd = groups.byPath('All devices/Europe/Spain')!;
  for (const id of ids) fleet.moveDevice(id, crowd.id);
  for (const args of [`ids: ${JSON.stringify(ids)}`, `group: "${crowd.id}"`]) {
    const { errors } = (await (await watch(args)).raw())!.data;
    const limit = { name: 'SUBSCRIPTION_DEVICES', found: ids.length, most: 20 };
    expect(errors).toMatchObject([
      {
        message: expect.stringMatching(/^23 devices .*SUBSCRIPTION_DEVICES allows 20\. Watch fewer/),
        extensions: { code: 'LIMIT_EXCEEDED', limit },
      },
    ]);
  }
});
