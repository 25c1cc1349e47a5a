import { beforeEach, expect, test } from 'vitest';
import { NOW } from '../../src/simulator/timestamps.js';
import { simulatedEsper } from './simulated-esper.js';

let time = NOW;
const esper = await simulatedEsper({ devices: 200, now: () => time });
const { fleet, apps, groups } = esper.world;
const numbers = Array.from({ length: 200 }, (_, number) => number);
const [online, other] = numbers.filter(
  (number) => fleet.stateOf(number) === 1 && fleet.platformOf(number) === 'ANDROID',
);
const offline = numbers.find((number) => fleet.stateOf(number) === 60)!;
const id = (number: number | undefined) => fleet.idOf(number!);

beforeEach(() => {
  time += 60_000;
});

/** What is read here of answers. */
interface Envelope<Content> {
  readonly code: number;
  readonly message: string;
  readonly content: Content;
}
interface Command {
  readonly id: string;
  readonly groups: readonly string[] | null;
}
interface Result {
  readonly id: string;
  readonly device: string;
  readonly state: string;
}
interface Count {
  readonly state: string;
  readonly total: number;
}
interface Device {
  readonly alias: string;
  readonly last_seen: string;
}
interface Installed {
  readonly results: readonly { readonly id: string; readonly package_name: string }[];
}
interface Results {
  readonly results: readonly Result[];
}

async function ask<Body>(path: string, body?: object, key = 'demo-admin', method = body ? 'POST' : 'GET') {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const response = await fetch(`${esper.url}${path}`, {
    method,
    headers,
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Body };
}

const send = async (changes: object, key?: string) => {
  const body = { command_type: 'DEVICE', device_type: 'all', command: 'REBOOT', schedule: 'IMMEDIATE', ...changes };
  return ask<Envelope<Command>>('/commands/v0/commands/', body, key);
};
const statsOf = async (command: string) =>
  (await ask<Envelope<{ readonly status: readonly Count[] }>>(`/commands/v0/commands/${command}/stats/`)).body.content
    .status;
const resultsOf = async (command: string) =>
  (await ask<Envelope<Results>>(`/commands/v0/status/?request=${command}`)).body.content.results;
const statesOf = async (command: string) => (await resultsOf(command)).map(({ state }) => state);

test('a command has no states at first, then devices take it, and those that are offline leave it in the queue', async () => {
  const { status, body } = await send({ devices: [id(online), id(offline)] });
  expect([status, body.code, body.content.groups]).toEqual([201, 201, null]);
  const command = body.content.id;
  expect(await statesOf(command)).toEqual([]);
  expect(await statsOf(command)).toEqual([]);
  time += 900;
  expect(await statsOf(command)).toEqual([{ state: 'Command Queued', total: 2 }]);
  time += 60_000;
  const [ended, queued] = await statesOf(command);
  expect([ended, queued]).toEqual([expect.stringMatching(/Success|Failure|TimeOut/), 'Command Queued']);
});

test('of many devices that are told something, most succeed and some fail', async () => {
  const group = groups.root.id;
  const { body } = await send({ command_type: 'GROUP', groups: [group], command: 'UPDATE_HEARTBEAT' });
  time += 60_000;
  const stats = await statsOf(body.content.id);
  const total = (state: string) => stats.find((one) => one.state === `Command ${state}`)?.total ?? 0;
  expect(total('Success')).toBeGreaterThan(100);
  expect(total('Failure') + total('TimeOut')).toBeGreaterThan(0);
  expect(total('Queued')).toBeGreaterThan(10);
});

test('what devices have carried out is to be seen', async () => {
  const devices = numbers.filter((number) => fleet.stateOf(number) === 1 && fleet.platformOf(number) === 'ANDROID');
  const targets = devices.slice(2, 12).map(id);
  const version = apps.apps.at(-1)!.versions[0]!;
  const package_name = apps.apps[0]!.packageName;
  await send({ devices: targets, command: 'UPDATE_DEVICE_CONFIG', command_args: { device_alias_name: 'Renamed' } });
  await send({ devices: targets, command: 'INSTALL', command_args: { app_version: version.id } });
  await send({ devices: targets, command: 'UNINSTALL', command_args: { package_name } });
  time += 60_000;
  const seen = await Promise.all(
    targets.map(async (target) => {
      const { enterpriseId } = esper.world;
      const { alias, last_seen } = (await ask<Envelope<Device>>(`/v2/devices/${target}`)).body.content;
      const installed = await ask<Installed>(`/enterprise/${enterpriseId}/device/${target}/app/?limit=250`);
      const names = installed.body.results.map((app) => app.package_name);
      expect(new Set(installed.body.results.map((app) => app.id)).size).toBe(names.length);
      const has = (name: string) => names.includes(name);
      return {
        alias,
        hasNew: has(version.app.packageName),
        hasOld: has(package_name),
        lastSeen: Date.parse(last_seen),
      };
    }),
  );
  expect(seen.filter(({ alias }) => alias === 'Renamed').length).toBeGreaterThan(5);
  expect(seen.filter(({ hasNew }) => hasNew).length).toBeGreaterThan(5);
  expect(seen.filter(({ hasOld }) => !hasOld).length).toBeGreaterThan(5);
  expect(seen.filter(({ lastSeen }) => lastSeen >= time - 60_000).length).toBeGreaterThan(5);
});

test('a window is waited for, and what was not reached in it has timed out', async () => {
  const at = (ms: number) => new Date(time + ms).toISOString();
  const schedule_args = { name: 'Night', start_datetime: at(3_600_000), end_datetime: at(7_200_000) };
  const { body } = await send({ devices: [id(offline)], schedule: 'WINDOW', schedule_args });
  const states = [];
  for (const step of [2000, 3_600_000, 3_600_000]) {
    time += step;
    states.push(...(await statesOf(body.content.id)));
  }
  expect(states).toEqual(['Command Scheduled', 'Command Queued', 'Command TimeOut']);
});

test('a command in the queue can be cancelled, one that has ended cannot', async () => {
  const { body } = await send({ devices: [id(offline), id(other)] });
  time += 60_000;
  const [first, second] = await resultsOf(body.content.id);
  const cancel = (row: Result | undefined) =>
    ask<Envelope<Result>>(`/commands/v0/status/${row?.id}/`, { state: 'Command Cancelled' }, 'demo-admin', 'PUT');
  const [queued, ended] = [await cancel(first), await cancel(second)];
  expect([queued.status, queued.body.content.state]).toEqual([200, 'Command Cancelled']);
  expect([ended.status, ended.body.message]).toEqual([400, expect.stringContaining('cannot be cancelled')]);
});

test.each([
  ['a device nobody has', { devices: ['00000000-0000-4000-8000-000000000000'] }, /^devices: Invalid pk/],
  ['no device', { devices: [] }, /^devices: This list may not be empty/],
  ['more devices than a call takes', { devices: Array(1001).fill(id(0)) }, /^devices: .* no more than 1000/],
  ['no groups', { command_type: 'GROUP' }, /^groups: /],
  ['an argument that is missing', { devices: [id(0)], command: 'INSTALL' }, /^command_args.app_version: .*required/],
  ['a window without a start', { devices: [id(0)], schedule: 'WINDOW' }, /^schedule_args.start_datetime: /],
])('%s is refused', async (_, changes, message) => {
  const { status, body } = await send(changes);
  expect([status, body.code, body.message]).toEqual([400, 400, expect.stringMatching(message)]);
});

test('a key tells nothing to a group that it may not see', async () => {
  const tell = (path: string) => send({ command_type: 'GROUP', groups: [groups.byPath(path)!.id] }, 'demo-manager');
  const [own, foreign] = [await tell('All devices/Europe'), await tell('All devices/Americas')];
  expect([own.status, foreign.status]).toEqual([201, 400]);
  expect(foreign.body.message).toMatch(/^groups: Invalid pk/);
});

test('a key that may not write sends no command, and sees only commands to its devices', async () => {
  const { status } = await send({ devices: [id(0)] }, 'demo-viewer');
  expect(status).toBe(403);
  const count = async (key: string) =>
    (await ask<Envelope<{ readonly count: number }>>('/commands/v0/commands/', undefined, key)).body.content.count;
  expect(await count('demo-viewer')).toBeLessThan(await count('demo-admin'));
});
