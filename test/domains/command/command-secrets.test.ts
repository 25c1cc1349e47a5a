import { expect, test } from 'vitest';
import { discreet } from '../../../src/domains/command/command-secrets.js';
import { UpstreamError } from '../../../src/upstream/errors.js';
import { useGateway } from '../../support/gateway.js';
import { online, SEND, time } from './commands.js';

const said: string[] = [];
let received = '';
const gateway = useGateway({
  now: time.now,
  env: { CACHE_ENABLED: 'true' },
  onExchange: ({ method, requestBody = '' }) => {
    if (method === 'POST') received = requestBody;
  },
});

const send = async (password: unknown, more: object = {}) => {
  const networks = [{ ssid: 'Warehouse', password, security: 'WPA2' }];
  const input = {
    devices: [online[0]],
    command: { addWifi: { networks, ...more } },
    idempotencyKey: `w-${String(password)}`,
  };
  const answer = await gateway.query(SEND, { variables: { input } });
  said.push(JSON.stringify([answer.data, answer.errors, answer.extensions]));
  return answer;
};

test('the password of a Wi-Fi network goes to the devices, and into no answer', async () => {
  const { data } = await send('correct-horse');
  expect(received).toContain('"wifi_password":"correct-horse"');
  const [{ esperId }] = data.sendCommand.commands;
  const read = await gateway.query(`{ command(id: "${esperId}") { rawArgs args { wifiNetworks } } }`);
  expect(read.data.command).toEqual({
    rawArgs: { wifi_access_points: [{ wifi_ssid: 'Warehouse', wifi_security_type: 'WPA2' }] },
    args: { wifiNetworks: ['Warehouse'] },
  });
  expect(said.join()).not.toContain('correct-horse');
});

test('a refusal that quotes the password is told without it', async () => {
  const { data } = await send('short7!');
  expect(data.sendCommand.userErrors).toEqual([
    {
      field: ['command', 'addWifi', 'networks'],
      code: 'BAD_USER_INPUT',
      message: expect.stringContaining('"[secret]" has fewer than 8 letters'),
    },
  ]);
  expect(said.join()).not.toContain('short7!');
});

test('a password that is no text is not quoted back', async () => {
  const { errors } = await send(9876543210);
  expect(errors).toMatchObject([{ message: expect.stringContaining('password') }]);
  await send('unheard-of', { channel: 3 });
  expect(said.join()).not.toMatch(/9876543210|unheard-of/);
});

test.each(['wifi_password', 'passcode', 'passphrase', 'api_key', 'access_token', 'client_secret'])(
  'a %s among the arguments of a command that is not fit is not quoted back',
  async (name) => {
    const input = { devices: [online[0]], command: { custom: { arguments: { [name]: 'correct-horse' } } } };
    const { errors } = await gateway.query(SEND, { variables: { input } });
    expect(errors).toMatchObject([{ message: expect.stringContaining('"name" of required type') }]);
    expect(JSON.stringify(errors)).not.toContain('correct-horse');
  },
);

test.each<[string, object, string]>([
  ['of which one begins with another', { wifi_password: 'horse', passcode: 'horse-and-cart' }, 'horse-and-cart'],
  ['that stand in a list', { tokens: ['none', 'horse'] }, 'horse'],
  ['that are numbers', { passcode: 271828 }, '271828'],
])('of secrets %s nothing is left in what the REST API said', (_, args, quoted) => {
  const faults = [{ field: 'command_args', message: `"${quoted}" is not fit` }];
  const told = discreet(new UpstreamError('BAD_USER_INPUT', { call: 'POST /', said: `no: ${quoted}`, faults }), args);
  expect(told).toMatchObject({
    message: expect.stringContaining('no: [secret] (POST /)'),
    detail: { said: 'no: [secret]', faults: [{ message: '"[secret]" is not fit' }] },
  });
});
