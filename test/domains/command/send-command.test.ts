import { afterEach, beforeEach, expect, test } from 'vitest';
import { nodeId } from '../../../src/graphql/node-id.js';
import { violations } from '../../contract/check.js';
import { useGateway } from '../../support/gateway.js';
import { beforeEsperThat, Refusal } from '../../support/strange-esper.js';
import { offline, online, POST, SEND, time, world } from './commands.js';

/** What the REST API was sent. */
const sent: Record<string, unknown>[] = [];
const faults: string[] = [];
const gateway = useGateway({
  now: time.now,
  env: { CACHE_ENABLED: 'true' },
  onExchange: (exchange) => {
    faults.push(...violations(exchange));
    if (exchange.method === 'POST') sent.push(JSON.parse(exchange.requestBody ?? '{}'));
  },
});
afterEach(() => expect(faults).toEqual([]));
beforeEach(() => {
  sent.length = 0;
  time.pass(60_000);
});

const send = (input: object, key?: string) =>
  gateway.query(SEND, { variables: { input: { devices: [online[0]], ...input } }, ...(key && { key }) });

const version = world.apps.apps.at(-1)!.versions[0]!.id;
const pkg = 'com.example.kiosk';

test.each<[object, string, object, object?]>([
  [{ plain: 'REBOOT' }, 'REBOOT', {}],
  [{ plain: 'SYNC_CONTENT' }, 'SYNC_CONTENT', {}],
  [{ lockdown: { locked: true, message: 'Lost' } }, 'SET_DEVICE_LOCKDOWN_STATE', { state: 'LOCKED', message: 'Lost' }],
  [{ lockdown: { locked: false } }, 'SET_DEVICE_LOCKDOWN_STATE', { state: 'UNLOCKED', message: '' }],
  [{ wipe: {} }, 'WIPE', { is_factory_reset: true }, { confirm: true }],
  [{ install: { version } }, 'INSTALL', { app_version: version }],
  [{ install: { version: nodeId('AppVersion', 'app', version) } }, 'INSTALL', { app_version: version }],
  [{ uninstall: { packageName: pkg } }, 'UNINSTALL', { package_name: pkg }, { confirm: true }],
  [{ setAppState: { packageName: pkg, state: 'HIDE' } }, 'SET_APP_STATE', { package_name: pkg, app_state: 'HIDE' }],
  [{ setKioskApp: { packageName: pkg } }, 'SET_KIOSK_APP', { package_name: pkg }],
  [{ beep: {} }, 'BEEP_DEVICE', {}],
  [{ beep: { seconds: null } }, 'BEEP_DEVICE', {}],
  [{ beep: { seconds: 30 } }, 'BEEP_DEVICE', { duration: '30' }],
  [{ notify: { title: 'Hello', message: 'World' } }, 'NOTIFY_DEVICE', { title: 'Hello', message: 'World' }],
  [{ updateConfig: { alias: 'Till 1', config: null } }, 'UPDATE_DEVICE_CONFIG', { device_alias_name: 'Till 1' }],
  [{ updateConfig: { alias: null, config: { a: 1 } } }, 'UPDATE_DEVICE_CONFIG', { custom_settings_config: { a: 1 } }],
  [{ setPolicy: { url: 'https://x.example/p' } }, 'SET_NEW_POLICY', { policy_url: 'https://x.example/p' }],
  [{ removeWifi: { ssids: ['Old'] } }, 'REMOVE_WIFI_AP', { wifi_access_points: [{ wifi_ssid: 'Old' }] }],
  [{ custom: { name: 'SET_VOLUME', arguments: { volume_level: 3 } } }, 'SET_VOLUME', { volume_level: 3 }],
])('%j is said as %s', async (command, name, args, more = {}) => {
  const { data, errors, calls } = await send({ command, ...more });
  expect(errors).toBeUndefined();
  expect(data.sendCommand).toEqual({
    commands: [{ esperId: expect.any(String), commandName: name, deviceCount: 1, targetKind: 'DEVICE' }],
    unsent: null,
    userErrors: [],
  });
  expect(calls).toEqual([POST]);
  const schedule = { schedule: 'IMMEDIATE', schedule_args: {} };
  const targets = { command_type: 'DEVICE', devices: [online[0]], device_type: 'all' };
  expect(sent[0]).toEqual({ ...targets, command: name, command_args: args, ...schedule });
});

test('a command is to be seen at once where it was not, and its effect when it has come about', async () => {
  const devices = online.slice(30, 36).map((id) => nodeId('AndroidDevice', id));
  const ask = `{ nodes(ids: ${JSON.stringify(devices)}) { ... on Device { alias commands { totalCount } } } }`;
  const before = await gateway.query(ask);
  await send({ devices, command: { updateConfig: { alias: 'Renamed' } } });
  const after = await gateway.query(ask);
  const counts = ({ data }: { data: { nodes: { commands: { totalCount: number } }[] } }) =>
    data.nodes.map(({ commands }) => commands.totalCount);
  expect(counts(after)).toEqual(counts(before).map((count) => count + 1));
  time.pass(60_000);
  const { data } = await gateway.query(ask, { headers: { 'cache-control': 'no-cache' } });
  expect(data.nodes.filter(({ alias }: { alias: string }) => alias === 'Renamed').length).toBeGreaterThan(2);
});

test('a group is told by either of its ids, once', async () => {
  const { id } = world.groups.all[0]!;
  const { data } = await send({ devices: [], groups: [nodeId('Group', id), id], command: { plain: 'REBOOT' } });
  expect(data.sendCommand).toMatchObject({ commands: [{ targetKind: 'GROUP' }], unsent: null, userErrors: [] });
  expect(sent).toMatchObject([{ command_type: 'GROUP', groups: [id] }]);
});

const TIMES = {
  name: 'name',
  start_datetime: 'startAt',
  end_datetime: 'endAt',
  time_type: 'clock',
  window_start_time: 'dailyFrom',
  window_end_time: 'dailyUntil',
  days: 'days',
};
test.each([
  ['window', '{ startAt: "2027-01-01T22:00Z", endAt: "2027-01-15T05:00Z" }'],
  [
    'recurring',
    '{ startAt: "2027-01-01T22:00Z", endAt: "2027-01-15T05:00Z", dailyFrom: "22:00", dailyUntil: "05:30" }',
  ],
])('what the REST API finds wrong with the time of a %s is told on its field', async (kind, given) => {
  const errors = Object.keys(TIMES).map((key) => `schedule_args.${key}: Not so.`);
  const { query } = await beforeEsperThat(() => new Refusal(400, { errors, message: errors[0], status: 400 }));
  const { data } = await query(`mutation { sendCommand(input: { devices: ["d1"], command: { plain: REBOOT },
    schedule: { ${kind}: ${given} } }) { userErrors { field message } } }`);
  expect(data.sendCommand.userErrors).toEqual(
    Object.values(TIMES).map((field) => ({ field: ['schedule', kind, field], message: 'Not so.' })),
  );
});

test.each([
  [
    'window',
    { name: 'Night', startAt: '2027-01-01T22:00Z', endAt: '2027-01-15T05:00Z', clock: 'DEVICE' },
    'WINDOW',
    {},
  ],
  [
    'recurring',
    {
      name: 'Night',
      startAt: '2027-01-01T22:00Z',
      endAt: '2027-01-15T05:00Z',
      clock: 'DEVICE',
      dailyFrom: '22:00',
      dailyUntil: '05:30',
      days: ['MONDAY', 'FRIDAY'],
    },
    'RECURRING',
    { window_start_time: '22:00:00', window_end_time: '05:30:00', days: ['Monday', 'Friday'] },
  ],
])('a command can be sent for a %s', async (kind, given, schedule, more) => {
  const { data } = await send({ command: { plain: 'REBOOT' }, schedule: { [kind]: given } });
  const span = { start_datetime: '2027-01-01T22:00:00.000Z', end_datetime: '2027-01-15T05:00:00.000Z' };
  expect(sent[0]).toMatchObject({
    schedule,
    schedule_args: { name: 'Night', ...span, time_type: 'device', ...more },
  });
  const [{ esperId }] = data.sendCommand.commands;
  time.pass(2000);
  const told = await gateway.query(`{ command(id: "${esperId}") { phase schedule { kind startAt dailyFrom } } }`);
  expect(told.data.command).toMatchObject({
    phase: 'SCHEDULED',
    schedule: { kind: schedule, startAt: span.start_datetime },
  });
});

const window = { startAt: '2027-01-02T00:00Z', endAt: '2027-01-01T00:00Z' };
const nightly = { startAt: '2027-01-01T00:00Z', endAt: '2027-01-02T00:00Z', dailyFrom: '22:00', dailyUntil: '5' };
test.each<[string, object, string[], RegExp]>([
  ['nobody to tell', { devices: [] }, ['devices'], /Nobody is to be told/],
  ['a group among the devices', { devices: [online[0], nodeId('Group', 'x')] }, ['devices', '1'], /type Group/],
  ['what is no id', { devices: ['../x'] }, ['devices', '0'], /not an id/],
  ['a device among the groups', { groups: ['x', nodeId('Tag', 'x')] }, ['groups', '1'], /type Tag, where Group/],
  ['a wipe that is not confirmed', { command: { wipe: {} } }, ['confirm'], /cannot be undone/],
  ['a removal that is not', { command: { uninstall: { packageName: pkg } } }, ['confirm'], /confirm: true/],
  ['the same in other words', { command: { custom: { name: 'WIPE' } } }, ['confirm'], /cannot be undone/],
  ['a beep of no length', { command: { beep: { seconds: 0 } } }, ['command', 'beep', 'seconds'], /10 to 300/],
  ['a beep too long', { command: { beep: { seconds: 900 } } }, ['command', 'beep', 'seconds'], /10 to 300/],
  ['a key that is empty', { idempotencyKey: '' }, ['idempotencyKey'], /empty/],
  ['no networks', { command: { removeWifi: { ssids: [] } } }, ['command', 'removeWifi', 'ssids'], /empty/],
  ['nothing to set', { command: { updateConfig: {} } }, ['command', 'updateConfig'], /"alias" or "config"/],
  ['a name that is none', { command: { custom: { name: 'a b' } } }, ['command', 'custom', 'name'], /SET_BRIGHTNESS/],
  [
    'arguments that are none',
    { command: { custom: { name: 'X_Y', arguments: 5 } } },
    ['command', 'custom', 'arguments'],
    /object/,
  ],
  ['a window that ends first', { schedule: { window } }, ['schedule', 'window', 'endAt'], /later than it starts/],
  ['a time that is none', { schedule: { recurring: nightly } }, ['schedule', 'recurring', 'dailyUntil'], /22:00/],
])('%s is refused before any call', async (_, input, field, message) => {
  const { data, errors, calls } = await send({ command: { plain: 'REBOOT' }, ...input });
  expect(errors).toBeUndefined();
  const told = { field, code: 'BAD_USER_INPUT', message: expect.stringMatching(message) };
  expect(data.sendCommand).toEqual({ commands: [], unsent: null, userErrors: [told] });
  expect(calls).toEqual([]);
});

test.each<[string, object, string[]]>([
  ['a device', { devices: [world.enterpriseId], command: { plain: 'REBOOT' } }, ['devices']],
  ['a version', { command: { install: { version: world.enterpriseId } } }, ['command', 'install', 'version']],
])('%s nobody has is told on its field', async (_, input, field) => {
  const { data, calls } = await send(input);
  expect(data.sendCommand.userErrors).toEqual([
    { field, code: 'NOT_FOUND', message: expect.stringContaining('does not exist') },
  ]);
  expect(calls).toEqual([POST]);
});

test('an instant that no calendar has is no instant', async () => {
  const schedule = { window: { startAt: '2026-02-30T10:00:00Z', endAt: '2027-01-01' } };
  const { errors, calls } = await send({ command: { plain: 'REBOOT' }, schedule });
  expect(errors).toMatchObject([
    { message: expect.stringContaining('cannot represent "2026-02-30'), extensions: { code: 'BAD_USER_INPUT' } },
  ]);
  expect(calls).toEqual([]);
});

test('exactly one command is given', async () => {
  const { errors } = await send({ command: { plain: 'REBOOT', beep: {} } });
  expect(errors).toMatchObject([{ message: expect.stringContaining('Exactly one key must be specified') }]);
});

test('a key without the right sends nothing', async () => {
  const { data, errors } = await send({ command: { plain: 'REBOOT' } }, 'demo-viewer');
  expect(data).toEqual({ sendCommand: null });
  expect(errors).toMatchObject([{ path: ['sendCommand'], extensions: { code: 'FORBIDDEN' } }]);
});

test('with an idempotency key a command is sent once, and once more after it was refused', async () => {
  const input = { command: { plain: 'REBOOT' }, idempotencyKey: 'c-1' };
  const [one, other] = await Promise.all([send(input), send(input)]);
  expect(other.data).toEqual(one.data);
  expect(sent.length).toBe(1);
  gateway.simulator.faults.inject({ kind: 'status', status: 400, match: 'POST', times: 1 });
  const again = { ...input, devices: [offline[0]], idempotencyKey: 'c-2' };
  expect((await send(again)).data.sendCommand.userErrors.length).toBe(1);
  expect((await send(again)).data.sendCommand.commands.length).toBe(1);
});
