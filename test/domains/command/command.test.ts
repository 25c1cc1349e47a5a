import { beforeEach, expect, test } from 'vitest';
import { nodeId } from '../../../src/graphql/node-id.js';
import { useGateway } from '../../support/gateway.js';
import { beforeEsperThat } from '../../support/strange-esper.js';
import { offline, online, SEND, time, world } from './commands.js';

const gateway = useGateway({ now: time.now });
const history = world.commands.all;

beforeEach(() => time.pass(60_000));

const send = async (input: object) => {
  const { data } = await gateway.query(SEND, { variables: { input: { command: { plain: 'REBOOT' }, ...input } } });
  return data.sendCommand.commands[0].esperId as string;
};
const progress = async (id: string) => {
  const { data, calls } = await gateway.query(
    `{ command(id: "${id}") { phase isDone counts { total queued inProgress succeeded } } }`,
  );
  return { ...data.command, calls: calls.length };
};

test('a command tells what it was, who sent it, and to whom', async () => {
  const { admin } = world.users;
  const { id, devices } = history.find(({ command }) => command === 'ADD_WIFI_AP')!;
  const { data, errors, calls } = await gateway.query(`{ command(id: "${id}") {
    id command commandName targetKind deviceCount deviceIds rawArgs args { wifiNetworks packageName }
    schedule { kind days } groups { totalCount } issuer { email } } }`);
  expect(errors).toBeUndefined();
  expect(data.command).toEqual({
    id: nodeId('Command', id),
    command: 'ADD_WIFI_AP',
    commandName: 'ADD_WIFI_AP',
    targetKind: 'DEVICE',
    deviceCount: devices.length,
    deviceIds: devices,
    rawArgs: { wifi_access_points: [{ wifi_ssid: 'Warehouse' }] },
    args: { wifiNetworks: ['Warehouse'], packageName: null },
    schedule: { kind: 'IMMEDIATE', days: [] },
    groups: { totalCount: 0 },
    issuer: { email: admin.email },
  });
  expect(calls).toEqual([`GET /commands/v0/commands/${id}/`, `GET /user/${admin.id}/`]);
});

test('a command nobody knows yet is told by its own name', async () => {
  const { id } = history.find(({ command }) => command === 'SET_WIDGET')!;
  const { data } = await gateway.query(`{ command(id: "${id}") { command commandName } }`);
  expect(data.command).toEqual({ command: 'SET_WIDGET', commandName: 'SET_WIDGET' });
});

test('a command just sent is not done while nothing is known of one of its devices', async () => {
  const command = { id: 'c-1', command: 'REBOOT', devices: ['d-1', 'd-2'], created_at: new Date().toISOString() };
  const rows = [{ id: 'r-1', request: 'c-1', device: 'd-1', state: 'Command Success' }];
  const { query, calls } = await beforeEsperThat(({ pathname }) => ({
    content: pathname.includes('status') ? { count: rows.length, results: rows } : command,
  }));
  const ask = () => query('{ command(id: "c-1") { phase isDone counts { total } } }');
  expect((await ask()).data.command).toEqual({ phase: 'IN_PROGRESS', isDone: false, counts: { total: 1 } });
  rows.push({ ...rows[0]!, id: 'r-2', device: 'd-2', state: 'Command Failure' });
  expect((await ask()).data.command).toEqual({ phase: 'DONE', isDone: true, counts: { total: 2 } });
  const each = ['/api/commands/v0/commands/c-1/', '/api/commands/v0/status/?limit=250&request=c-1'];
  expect(calls).toEqual([...each, ...each]);
});

test('a command goes from nothing known, by queue and work, to done', async () => {
  const id = await send({ devices: online.slice(0, 3) });
  expect(await progress(id)).toMatchObject({ phase: 'PENDING', isDone: false, counts: { total: 0 }, calls: 2 });
  time.pass(900);
  expect(await progress(id)).toMatchObject({ phase: 'QUEUED', isDone: false, counts: { total: 3, queued: 3 } });
  time.pass(3500);
  expect(await progress(id)).toMatchObject({ phase: 'IN_PROGRESS', isDone: false });
  time.pass(60_000);
  expect(await progress(id)).toMatchObject({ phase: 'DONE', isDone: true, counts: { total: 3, inProgress: 0 } });
});

test('a command that waits for devices that are offline is queued, not done', async () => {
  const id = await send({ devices: [...online.slice(0, 2), ...offline.slice(0, 2)] });
  time.pass(60_000);
  expect(await progress(id)).toMatchObject({ phase: 'QUEUED', isDone: false, counts: { total: 4, queued: 2 } });
});

test('the results of one command come with its counts in one call, with their devices in one more for each', async () => {
  const id = await send({ devices: [...online.slice(4, 6), offline[0]] });
  time.pass(60_000);
  const { data, calls } = await gateway.query(`{ command(id: "${id}") { isDone counts { total }
    results { totalCount nodes { deviceId state stateName isDone device { name } command { esperId } } } } }`);
  expect(data.command.results.totalCount).toBe(3);
  expect(data.command.results.nodes[2]).toEqual({
    deviceId: offline[0],
    state: 'QUEUED',
    stateName: 'Command Queued',
    isDone: false,
    device: { name: expect.stringMatching(/^ESR-/) },
    command: { esperId: id },
  });
  expect(calls.slice(0, 2)).toEqual([
    `GET /commands/v0/commands/${id}/`,
    `GET /commands/v0/status/?limit=250&request=${id}`,
  ]);
  expect(calls.length).toBe(5);
});

test('results are filtered by their state', async () => {
  const id = await send({ devices: [online[7], offline[1], offline[2]] });
  time.pass(60_000);
  const { data } = await gateway.query(
    `{ command(id: "${id}") { results(filter: { state: QUEUED }) { totalCount nodes { deviceId } } } }`,
  );
  expect(data.command.results.totalCount).toBe(2);
  expect(data.command.results.nodes.map((row: { deviceId: string }) => row.deviceId)).toEqual(offline.slice(1, 3));
});

test('a page of twenty commands with counts and results costs two calls', async () => {
  const { data, errors, calls } = await gateway.query(`{ commands(first: 20) { nodes {
    commandName isDone counts { total } results(first: 3) { totalCount nodes { state } } } } }`);
  expect(errors).toBeUndefined();
  const { nodes } = data.commands;
  for (const { counts, results } of nodes) expect(counts.total).toBe(results.totalCount);
  expect(calls).toEqual([
    expect.stringMatching(/^GET \/commands\/v0\/commands\/\?limit=20$/),
    expect.stringMatching(/^GET \/commands\/v0\/status\/\?limit=250&request=[\w-]+(%2C[\w-]+){19}$/),
  ]);
});

test.each([
  'counts { total queued } results(filter: { state: QUEUED }, first: 2) { totalCount nodes { stateName } }',
  'results(filter: { state: QUEUED }, first: 2) { totalCount nodes { stateName } } counts { total queued }',
])('results of one state are cut from those that are counted: %s', async (fields) => {
  const ids = [await send({ devices: offline.slice(3, 6) }), await send({ devices: [online[8], offline[6]] })];
  time.pass(60_000);
  const one = await gateway.query(`{ command(id: "${ids[0]}") { ${fields} } }`);
  expect(one.data.command.counts).toEqual({ total: 3, queued: 3 });
  expect(one.data.command.results).toEqual({
    totalCount: 3,
    nodes: [{ stateName: 'Command Queued' }, { stateName: 'Command Queued' }],
  });
  expect(one.calls.slice(1)).toEqual([`GET /commands/v0/status/?limit=250&request=${ids[0]}`]);

  const several = await gateway.query(`{ commands(first: 2) { nodes { esperId ${fields} } } }`);
  const { nodes } = several.data.commands;
  expect(nodes.map(({ results }: { results: { totalCount: number } }) => results.totalCount)).toEqual([1, 3]);
  expect(nodes[0].counts).toEqual({ total: 2, queued: 1 });
  expect(several.calls.slice(1)).toEqual([expect.stringMatching(/^GET \/commands\/v0\/status\/\?limit=250&request=/)]);
});

test('results of one state are asked for by themselves where all of them are more than a page', async () => {
  const id = await send({ devices: [...online.slice(0, 400), ...offline.slice(0, 2)] });
  time.pass(60_000);
  const { data, calls } = await gateway.query(
    `{ command(id: "${id}") { counts { queued } results(filter: { state: QUEUED }) { totalCount } } }`,
  );
  expect(data.command).toEqual({ counts: { queued: 2 }, results: { totalCount: 2 } });
  expect(calls.slice(1).toSorted()).toEqual([
    `GET /commands/v0/commands/${id}/stats/`,
    `GET /commands/v0/status/?limit=1&request=${id}&state=Command+Queued`,
  ]);
});

test('counts of commands to many devices are asked for one by one when their results would be more pages', async () => {
  for (let n = 0; n < 3; n++) await send({ devices: online.slice(0, 600) });
  time.pass(60_000);
  const { data, calls } = await gateway.query('{ commands(first: 3) { nodes { counts { total } } } }');
  expect(data.commands.nodes.map(({ counts }: { counts: { total: number } }) => counts.total)).toEqual([
    online.slice(0, 600).length,
    online.slice(0, 600).length,
    online.slice(0, 600).length,
  ]);
  expect(calls.filter((call) => call.endsWith('/stats/')).length).toBe(3);
  expect(calls.length).toBe(5);
});

test('a device knows what it was told and how it took it', async () => {
  const [device] = online.slice(20);
  const id = await send({ devices: [device] });
  time.pass(60_000);
  const { data, calls } = await gateway.query(`{ device(id: "${device}") {
    commands(first: 1) { nodes { esperId commandName } }
    commandResults(first: 1) { nodes { isDone command { esperId } } } } }`);
  expect(data.device.commands.nodes).toEqual([{ esperId: id, commandName: 'REBOOT' }]);
  expect(data.device.commandResults.nodes).toEqual([{ isDone: true, command: { esperId: id } }]);
  expect(calls.slice(1, 3).toSorted()).toEqual([
    `GET /commands/v0/commands/?devices=${device}&limit=1`,
    `GET /commands/v0/status/?device=${device}&limit=1`,
  ]);
});

test('how twenty devices took what they were told costs one call beside the list', async () => {
  const { data, calls } = await gateway.query(
    '{ devices(first: 20) { nodes { commandResults(first: 5) { nodes { state } } } } }',
  );
  expect(data.devices.nodes.length).toBe(20);
  expect(calls.length).toBe(2);
});

test('a group knows what it was told, with its groups by reference', async () => {
  const group = world.groups.byPath('All devices/Europe')!;
  const id = await send({ groups: [group.id] });
  const { data, calls } = await gateway.query(`{ group(id: "${group.id}") { commands(first: 1) { nodes {
    esperId targetKind deviceCount groups { nodes { esperId } } } } } }`);
  expect(data.group.commands.nodes).toEqual([
    { esperId: id, targetKind: 'GROUP', deviceCount: 0, groups: { nodes: [{ esperId: group.id }] } },
  ]);
  expect(calls.at(-1)).toBe(`GET /commands/v0/commands/?groups=${group.id}&limit=1`);
});

test('commands are filtered, and their ids found again', async () => {
  const filter = 'filter: { command: SET_KIOSK_APP, schedule: IMMEDIATE, excludeInternal: true }';
  const { data, calls } = await gateway.query(`{ commands(first: 2, ${filter}) { nodes { id command } } }`);
  expect(data.commands.nodes.map((one: { command: string }) => one.command)).toEqual([
    'SET_KIOSK_APP',
    'SET_KIOSK_APP',
  ]);
  expect(calls).toEqual([
    'GET /commands/v0/commands/?command=SET_KIOSK_APP&exclude_internal_commands=true&limit=2&schedule=IMMEDIATE',
  ]);
  const [{ id }] = data.commands.nodes;
  const found = await gateway.query(`{ node(id: "${id}") { __typename ... on Command { command } } }`);
  expect(found.data.node).toEqual({ __typename: 'Command', command: 'SET_KIOSK_APP' });
});

test.each([
  ['an unknown command', 'commands(filter: { command: UNKNOWN }) { totalCount }', /cannot be UNKNOWN/],
  ['no devices', 'commands(filter: { devices: [] }) { totalCount }', /"devices" is empty/],
  ['two ways to name it', 'commands(filter: { command: WIPE, commandName: "WIPE" }) { totalCount }', /not both/],
])('a filter with %s is refused', async (_, field, message) => {
  const { errors, calls } = await gateway.query(`{ ${field} }`);
  expect(errors).toMatchObject([{ message: expect.stringMatching(message), extensions: { code: 'BAD_USER_INPUT' } }]);
  expect(calls).toEqual([]);
});

test('what is not there is null', async () => {
  const { data, errors } = await gateway.query(`{ command(id: "${world.enterpriseId}") { id } }`);
  expect([data.command, errors]).toEqual([null, undefined]);
});

test('a command is done when all devices have ended that the key may see', async () => {
  const read = '{ commands(first: 100) { nodes { deviceCount phase isDone counts { total queued } } } }';
  const { data } = await gateway.query(read, { key: 'demo-viewer' });
  const inPart = data.commands.nodes.filter(
    ({ deviceCount, counts }: { deviceCount: number; counts: { total: number; queued: number } }) =>
      counts.total < deviceCount && counts.queued === 0,
  );
  expect(inPart).not.toEqual([]);
  for (const one of inPart) expect(one).toMatchObject({ phase: 'DONE', isDone: true });
});
