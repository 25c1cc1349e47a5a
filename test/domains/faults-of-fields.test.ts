import { expect, test } from 'vitest';
import { nodeId } from '../../src/graphql/node-id.js';
import { beforeEsperThat, Refusal } from '../support/strange-esper.js';

const ID = '11111111-1111-4111-8111-111111111111';
const OTHER = '22222222-2222-4222-8222-222222222222';
const apple = nodeId('AppleDevice', ID);

/** Changes, the name the REST API has for what is wrong with them, and the field of the input that this is. */
const cases: [change: string, theirs: string, ours: string][] = [
  ['inviteUser(input: { email: "a@b.example", role: "Viewer" })', 'meta.email', 'email'],
  ['inviteUser(input: { email: "a@b.example", role: "Viewer" })', 'meta.profile.role', 'role'],
  ['inviteUser(input: { email: "a@b.example", role: "Viewer" })', 'authz_role_id', 'role'],
  [`updateUserRole(input: { user: "${ID}", role: "Viewer" })`, 'authz_role_id', 'role'],
  [`setDeviceAlias(input: { device: "${ID}", alias: "Till" })`, 'devices', 'device'],
  [`setDeviceAlias(input: { device: "${ID}", alias: "Till" })`, 'command_args.device_alias_name', 'alias'],
  [`moveGroup(input: { group: "${ID}", parent: "${OTHER}" })`, 'name', 'parent'],
  [`deleteDevice(input: { device: "${apple}", confirm: true })`, 'id', 'device'],
];

test.each(cases)('%s: what is wrong with "%s" is told on "%s"', async (change, theirs, ours) => {
  const record = {
    id: ID,
    authn_user_id: ID,
    name: 'Till',
    parent: `https://x/api/enterprise/e/devicegroup/${OTHER}/`,
  };
  const { query } = await beforeEsperThat((_, method) =>
    method === 'GET' ? record : new Refusal(400, { errors: [`${theirs}: Wrong.`] }),
  );
  const { data, errors } = await query(`mutation { done: ${change} { userErrors { code field message } } }`);
  expect(errors).toBeUndefined();
  expect(data.done.userErrors).toEqual([
    { code: 'BAD_USER_INPUT', field: [ours], message: expect.stringContaining('Wrong.') },
  ]);
});
