import { describe, expect, test } from 'vitest';
import { beforeEsperThat } from '../support/strange-esper.js';

const PERSON = '11111111-1111-4111-8111-111111111111';

const changes: [name: string, input: string, fields: string][] = [
  ['createGroup', 'name: "x"', 'group { name }'],
  ['renameGroup', 'group: "g1", name: "x"', 'group { name }'],
  ['setDeviceTags', 'device: "d1", tags: ["till"]', 'device { esperId }'],
  ['setDeviceAlias', 'device: "d1", alias: "x"', 'command { id }'],
  ['sendCommand', 'devices: ["d1"], command: { plain: REBOOT }', 'commands { id }'],
  ['inviteUser', 'email: "a@example.com", role: "Viewer"', 'invite { id }'],
  ['updateUserRole', `user: "${PERSON}", role: "Viewer"`, 'user { username }'],
  ['updateEnterprise', 'name: "x"', 'enterprise { name }'],
  ['deleteApp', 'app: "a1"', 'deletedAppId'],
];

describe.each([
  ['legacy', { errors: ['detail: It cannot be done.'], message: 'detail: It cannot be done. ', status: 400 }],
  ['v2', { code: 400, message: 'It cannot be done.', content: {} }],
  ['authn2', { status: 400, error: 'It cannot be done.' }],
])('a refusal in the words of %s that comes with status 200', (_, body) => {
  test.each(changes)('is told by %s, and nothing is said to be done', async (name, input, fields) => {
    const { query } = await beforeEsperThat(() => body);
    const { data, errors } = await query(
      `mutation { ${name}(input: { ${input} }) { ${fields} userErrors { message } } }`,
    );
    expect(errors).toBeUndefined();
    const { userErrors, ...done } = data[name];
    expect(userErrors).toEqual([{ message: 'It cannot be done.' }]);
    expect(Object.values(done).flat().filter(Boolean)).toEqual([]);
  });
});

test('nothing at all in place of what was changed is no success', async () => {
  const { query } = await beforeEsperThat(() => ({ code: 200, message: 'ok', content: {} }));
  const told = await query(
    'mutation { sendCommand(input: { devices: ["d1"], command: { plain: REBOOT } }) { commands { id } } }',
  );
  expect(told.data.sendCommand).toBeNull();
  expect(told.errors).toMatchObject([{ extensions: { code: 'UPSTREAM_MALFORMED' } }]);
});

test.each([
  ['is not there', { code: 404, message: 'Not found.', content: {} }, null],
  ['cannot be told now', { code: 503, message: 'later' }, 'UPSTREAM_UNAVAILABLE'],
  ['is nothing', {}, 'UPSTREAM_MALFORMED'],
])('a device that %s by an answer with status 200 is told as such', async (_, body, code) => {
  const { query } = await beforeEsperThat(() => body, { UPSTREAM_ATTEMPTS: '1' });
  const { data, errors } = await query('{ device(id: "d1") { name } }');
  expect(data).toEqual({ device: null });
  expect(errors?.[0]?.extensions.code ?? null).toBe(code);
});
