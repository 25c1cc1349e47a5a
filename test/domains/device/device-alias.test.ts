import { expect, test } from 'vitest';
import { nodeId } from '../../../src/graphql/node-id.js';
import { useGateway } from '../../support/gateway.js';
import { deviceThat, first } from './fleet.js';

const MINUTE = 60_000;
let now = Date.UTC(2026, 10, 20, 12);
const gateway = useGateway({ now: () => now, env: { CACHE_ENABLED: 'true' } });
const NOBODY = '00000000-0000-4000-8000-000000000000';

const setAlias = (input: object, key?: string) =>
  gateway.query(
    `mutation ($input: SetDeviceAliasInput!) { setDeviceAlias(input: $input) {
      command { esperId commandName deviceCount } userErrors { field code message } } }`,
    { variables: { input }, ...(key && { key }) },
  );

/** What is asked for past the cache: a device is kept for seconds, and changes of its own accord here. */
const alias = async (id: string) =>
  (await gateway.query(`{ device(id: "${id}") { alias } }`, { headers: { 'cache-control': 'no-cache' } })).data.device
    .alias;

test('a device has its new alias when it has carried out the command that tells it', async () => {
  const online = deviceThat(({ platform, state }) => platform === 'ANDROID' && state === 1);
  const { data, errors, calls } = await setAlias({ device: nodeId('AndroidDevice', online.id), alias: 'Till 7' });
  expect(errors).toBeUndefined();
  expect(data.setDeviceAlias).toEqual({
    command: { esperId: expect.any(String), commandName: 'UPDATE_DEVICE_CONFIG', deviceCount: 1 },
    userErrors: [],
  });
  expect(calls).toEqual(['POST /commands/v0/commands/']);
  expect(await alias(online.id)).toBe(online.alias);

  now += 10 * MINUTE;
  const { esperId } = data.setDeviceAlias.command;
  const { data: done } = await gateway.query(
    `{ command(id: "${esperId}") { isDone counts { succeeded failed timedOut } } }`,
  );
  expect(done.command).toEqual({ isDone: true, counts: { succeeded: 1, failed: 0, timedOut: 0 } });
  expect(await alias(online.id)).toBe('Till 7');
});

test('a device that is offline keeps its alias until it is back', async () => {
  const offline = deviceThat(({ platform, state }) => platform === 'ANDROID' && state === 60);
  const { data } = await setAlias({ device: offline.id, alias: 'Later' });
  now += 10 * MINUTE;
  const told = `{ command(id: "${data.setDeviceAlias.command.esperId}") { isDone } }`;
  expect((await gateway.query(told)).data.command.isDone).toBe(false);
  expect(await alias(offline.id)).toBe(offline.alias);
});

test.each([
  ['a blank alias', { device: first.ANDROID.id, alias: ' ' }, ['alias'], 'BAD_USER_INPUT', 0],
  ['a device nobody has', { device: NOBODY, alias: 'Lost' }, ['device'], 'NOT_FOUND', 1],
  ['a group', { device: nodeId('Group', NOBODY), alias: 'Lost' }, ['device'], 'BAD_USER_INPUT', 0],
])('%s is refused on its field', async (_, input, field, code, asked) => {
  const { data, errors, calls } = await setAlias(input);
  expect(errors).toBeUndefined();
  expect(data.setDeviceAlias).toMatchObject({ command: null, userErrors: [{ field, code }] });
  expect(calls).toHaveLength(asked);
});

test('who may only look gives no alias, and one that is given twice under a key is told once', async () => {
  const { data, errors } = await setAlias({ device: first.ANDROID.id, alias: 'Mine' }, 'demo-viewer');
  expect(data).toEqual({ setDeviceAlias: null });
  expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);

  const input = { device: first.ANDROID.id, alias: 'Once', idempotencyKey: 'alias-1' };
  const one = await setAlias(input);
  const again = await setAlias(input);
  expect(again.data.setDeviceAlias.command.esperId).toBe(one.data.setDeviceAlias.command.esperId);
  expect(again.calls.filter((call) => call.startsWith('POST'))).toEqual([]);
});
