import { expect, test } from 'vitest';
import { beforeEsperThat } from '../../support/strange-esper.js';

const COMMAND = `{ command(id: "c1") { targetKind deviceCount rawArgs args { duration wifiNetworks }
  schedule { kind startAt endAt dailyFrom dailyUntil days } issuer { email } } }`;

const told = async (command: object) => {
  const { query } = await beforeEsperThat(() => ({ content: { id: 'c1', command: 'SET_VOLUME', ...command } }));
  const { data, errors } = await query(COMMAND);
  expect(errors).toBeUndefined();
  return data.command;
};

test('what a command was sent with is told, in whatever form it is kept', async () => {
  const command_args = { duration: 30, wifi_access_points: ['Old', { wifi_ssid: 'New' }, { wifi_ssid: 5 }, null] };
  const schedule_args = {
    start_datetime: '2027-01-01T22:00:00Z',
    end_datetime: '2027-01-15T05:00:00Z',
    window_start_time: '22:00:00',
    window_end_time: '05:30:00',
    days: ['Monday', null],
  };
  const devices = ['d1', null];
  expect(
    await told({ command_type: 'DEVICE', devices, command_args, schedule: 'RECURRING', schedule_args }),
  ).toMatchObject({
    targetKind: 'DEVICE',
    deviceCount: 1,
    args: { duration: '30', wifiNetworks: ['Old', 'New'] },
    schedule: {
      kind: 'RECURRING',
      startAt: '2027-01-01T22:00:00.000Z',
      endAt: '2027-01-15T05:00:00.000Z',
      dailyFrom: '22:00:00',
      dailyUntil: '05:30:00',
      days: ['Monday'],
    },
    issuer: null,
  });
});

test.each([
  ['left out', {}],
  [
    'null',
    { command_type: null, devices: null, command_args: null, schedule: null, schedule_args: null, created_by: null },
  ],
  [
    'empty',
    { command_type: '', devices: [], command_args: {}, schedule_args: { start_datetime: '', end_datetime: '' } },
  ],
])('what of a command is %s is nothing, and no error', async (_, command) => {
  expect(await told(command)).toEqual({
    targetKind: null,
    deviceCount: 0,
    rawArgs: 'command_args' in command ? command.command_args : null,
    args: { duration: null, wifiNetworks: [] },
    schedule: { kind: 'IMMEDIATE', startAt: null, endAt: null, dailyFrom: null, dailyUntil: null, days: [] },
    issuer: null,
  });
});

test('results are counted by how far they have come, whatever the REST API calls that', async () => {
  const states = [
    'Command Scheduled',
    'Command Queued',
    'Command Initiated',
    'Command Acknowledged',
    'Command In Progress',
    'Command Success',
    'Command Failure',
    'Command TimeOut',
    'Command Cancelled',
    'Command Forgotten',
  ];
  const status = states.map((state, at) => ({ state, total: 2 ** at }));
  const { query } = await beforeEsperThat(({ pathname }) => ({
    content: pathname.endsWith('/stats/') ? { id: 'c1', status } : { id: 'c1', command: 'REBOOT', groups: ['g1'] },
  }));
  const { data, errors } = await query(`{ command(id: "c1") { phase counts {
    scheduled queued inProgress succeeded failed timedOut cancelled unknown total } } }`);
  expect(errors).toBeUndefined();
  expect(Object.values(data.command.counts)).toEqual([1, 2, 4 + 8 + 16, 32, 64, 128, 256, 512, 1023]);
});

test('results cannot be filtered by a state that is not known, which no REST API would find', async () => {
  const { query, calls } = await beforeEsperThat(() => ({ content: { id: 'c1', command: 'REBOOT' } }));
  const { errors } = await query('{ command(id: "c1") { results(filter: { state: UNKNOWN }) { totalCount } } }');
  expect(errors).toMatchObject([{ path: ['command', 'results'], extensions: { code: 'BAD_USER_INPUT' } }]);
  expect(calls).toHaveLength(1);
});
