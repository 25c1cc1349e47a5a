import { expect, test } from 'vitest';
import { useGateway } from '../../support/gateway.js';

const gateway = useGateway({ devices: 5, env: { CACHE_ENABLED: 'true' } });
const call = () => `/v1/enterprise/${gateway.simulator.world.enterpriseId}/`;

const update = (input: object, key?: string) =>
  gateway.query(
    `mutation ($input: UpdateEnterpriseInput!) { updateEnterprise(input: $input) {
      enterprise { name shortCode location contactPerson contactNumber contactEmail updatedAt } userErrors { field code message } } }`,
    { variables: { input }, ...(key && { key }) },
  );

test('what is given is changed, the rest stays, and all see it at once', async () => {
  const told = '{ enterprise { name shortCode location contactPerson contactNumber contactEmail updatedAt } }';
  const before = (await gateway.query(told)).data.enterprise;
  await gateway.query(told, { key: 'demo-viewer' });
  const { data, errors, calls } = await update({ name: 'Stores of Tomorrow', contactPerson: null });
  expect(errors).toBeUndefined();
  const now = { ...before, name: 'Stores of Tomorrow', contactPerson: null, updatedAt: expect.any(String) };
  expect(data.updateEnterprise).toEqual({ enterprise: now, userErrors: [] });
  expect(calls).toEqual([`PATCH ${call()}`]);
  for (const key of ['demo-admin', 'demo-viewer']) {
    expect((await gateway.query(told, { key })).data.enterprise).toEqual(now);
  }
});

test.each([
  ['nothing', {}, [null], 0],
  ['a name that is null', { name: null, zipcode: null }, [['name'], ['zipcode']], 0],
  ['a blank name', { name: ' ' }, [['name']], 1],
  ['too long a postal code', { zipcode: '123456789', contactNumber: '' }, [['zipcode'], ['contactNumber']], 0],
  ['no e-mail address', { contactEmail: 'nobody' }, [['contactEmail']], 0],
  ['a setting the tenant lacks', { wifiLteToggle: true }, [['wifiLteToggle']], 1],
])('%s is refused on its field', async (_, input, fields, asked) => {
  const { data, errors, calls } = await update(input);
  expect(errors).toBeUndefined();
  expect(data.updateEnterprise.enterprise).toBeNull();
  expect(data.updateEnterprise.userErrors).toMatchObject(fields.map((field) => ({ field, code: 'BAD_USER_INPUT' })));
  expect(calls).toHaveLength(asked);
});

const most = {
  name: 255,
  registeredName: 255,
  registeredAddress: 255,
  location: 255,
  zipcode: 8,
  contactPerson: 255,
  contactNumber: 20,
};

test.each(Object.entries(most))('%s has %i characters at most, whatever they are written in', async (field, count) => {
  const fit = await update({ [field]: '🏬'.repeat(count) });
  expect([fit.data.updateEnterprise.userErrors, fit.calls]).toEqual([[], [`PATCH ${call()}`]]);
  const { data, calls } = await update({ [field]: '🏬'.repeat(count + 1) });
  const message = expect.stringContaining(`${count} characters at most, and ${count + 1} were given`);
  expect(data.updateEnterprise.userErrors).toEqual([{ field: [field], code: 'BAD_USER_INPUT', message }]);
  expect(calls).toEqual([]);
});

test('the contact may be nobody, which null says, and what may not be null is not told to be', async () => {
  const { data } = await update({ contactPerson: null, contactNumber: null });
  expect(data.updateEnterprise).toMatchObject({
    enterprise: { contactPerson: null, contactNumber: null },
    userErrors: [],
  });
  const { userErrors } = (await update({ contactPerson: '', name: '' })).data.updateEnterprise;
  expect(
    Object.fromEntries(userErrors.map((error: { field: string[]; message: string }) => [error.field, error.message])),
  ).toEqual({
    name: 'This cannot be empty.',
    contactPerson: 'This cannot be empty: give null for none.',
  });
});

const longest = `${'x'.repeat(242)}@example.com`;
test.each([
  ['till@example.com', true],
  [longest, true],
  [`x${longest}`, false],
  ['till@example', false],
  ['till @example.com', false],
  ['two tills@example.com', false],
  ['till@example.com or so', false],
  ['till@more@example.com', false],
])('%s may be the e-mail address of the contact: %s', async (contactEmail, may) => {
  const { data, calls } = await update({ contactEmail });
  const { enterprise, userErrors } = data.updateEnterprise;
  expect([enterprise?.contactEmail, userErrors, calls.length]).toEqual(
    may
      ? [contactEmail, [], 1]
      : [undefined, [{ field: ['contactEmail'], code: 'BAD_USER_INPUT', message: expect.any(String) }], 0],
  );
});

test.each(['demo-manager', 'demo-viewer'])('%s may not change it', async (key) => {
  const { data, errors } = await update({ name: 'Mine' }, key);
  expect(data).toEqual({ updateEnterprise: null });
  expect(errors).toMatchObject([{ path: ['updateEnterprise'], extensions: { code: 'FORBIDDEN' } }]);
});

test('a change asked for again under its key is told, and not made anew', async () => {
  const input = { location: 'Hamburg', idempotencyKey: 'moved' };
  expect((await update(input)).data.updateEnterprise.enterprise.location).toBe('Hamburg');
  await update({ location: 'Bremen' });
  const again = await update(input);
  expect(again.data.updateEnterprise.userErrors).toEqual([]);
  expect(again.calls).toEqual([`GET ${call()}`]);
  expect(again.data.updateEnterprise.enterprise.location).toBe('Bremen');
});

test('whatever links to it tells what it is now, after a change in the same operation as before it', async () => {
  const group = gateway.simulator.world.groups.byPath('All devices/Lab')!.id;
  const rename = `renameGroup(input: { group: "${group}", name: "Lab" }) { group { enterprise { name } } }`;
  const { data, errors } = await gateway.query(
    `mutation { before: ${rename} updateEnterprise(input: { name: "Stores of Today" }) { userErrors { code } } after: ${rename} }`,
  );
  expect(errors).toBeUndefined();
  const nameIn = (renamed: { group: { enterprise: { name: string } } }) => renamed.group.enterprise.name;
  expect(nameIn(data.before)).not.toBe('Stores of Today');
  expect(nameIn(data.after)).toBe('Stores of Today');
});
