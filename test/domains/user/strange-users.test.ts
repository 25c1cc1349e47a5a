import { expect, test } from 'vitest';
import { beforeEsperThat, ENTERPRISE } from '../../support/strange-esper.js';

const at = '2026-01-01T00:00:00Z';
const user = (id: number, role: string, email: string) => ({
  id,
  username: email,
  email,
  is_active: true,
  is_staff: false,
  is_superuser: false,
  profile: { id, role, authz_role_id: null, enterprise: ENTERPRISE, groups: [], created_on: at, updated_on: at },
});
const everybody = [
  user(1, 'Viewer', 'ada@example.com'),
  user(2, 'Enterprise Device', 'device-0a1b2c3d@esper.io'),
  user(3, 'Viewer', 'device-lab@example.com'),
  user(4, 'Google Service', 'service@esper.io'),
];

/** A REST API that takes no notice of the switches that keep robots out. */
const careless = ({ searchParams }: URL) => {
  const [limit, offset] = ['limit', 'offset'].map((name) => Number(searchParams.get(name) ?? 0));
  return { count: everybody.length, next: null, previous: '', results: everybody.slice(offset, offset! + limit!) };
};
const people = ['ada@example.com', 'device-lab@example.com'];

test('robots are no users, also where the REST API does not leave them out', async () => {
  const { query } = await beforeEsperThat(careless);
  const { data } = await query('{ users { totalCount nodes { username isServiceAccount } } }');
  const nodes = people.map((username) => ({ username, isServiceAccount: false }));
  expect(data.users).toEqual({ totalCount: 2, nodes });
  const walked = await query('{ users(first: 1) { totalCount nodes { username } pageInfo { hasNextPage } } }');
  expect(walked.data.users).toMatchObject({ totalCount: 2, nodes: [{ username: people[0] }] });
});

test('nor are they counted, found by their address, or with a role', async () => {
  const { query } = await beforeEsperThat(careless);
  expect((await query('{ users { totalCount } }')).data.users.totalCount).toBe(2);
  const { data } = await query(
    '{ robot: user(email: "device-0a1b2c3d@esper.io") { id } person: user(email: "device-lab@example.com") { esperId } }',
  );
  expect(data).toEqual({ robot: null, person: { esperId: '3' } });
});

test.each([
  ['no profile', undefined],
  ['null for a profile', null],
  ['a profile without a sign-in id', { ...everybody[0]!.profile, authn_user_id: null }],
])('a user with %s is one that nobody can change', async (_, profile) => {
  const { query } = await beforeEsperThat((_url, method) => {
    if (method !== 'GET') throw new Error('Nothing was to be changed.');
    return { ...everybody[0], profile };
  });
  const { data, errors } = await query(`mutation {
    updateOwnName(input: { firstName: "Ada" }) { user { id } userErrors { field code message } }
    updateUserRole(input: { user: "1", role: "Viewer" }) { user { id } userErrors { field code message } }
    removeUser(input: { user: "1" }) { removedUserId userErrors { field code message } } }`);
  expect(errors).toBeUndefined();
  const told = (field: string[] | null) => [
    { field, code: 'BAD_USER_INPUT', message: expect.stringContaining('service account') },
  ];
  expect(data).toEqual({
    updateOwnName: { user: null, userErrors: told(null) },
    updateUserRole: { user: null, userErrors: told(['user']) },
    removeUser: { removedUserId: null, userErrors: told(['user']) },
  });
});

test('they are told apart where they are asked for', async () => {
  const { query } = await beforeEsperThat(careless);
  const { data } = await query('{ users(includeServiceAccounts: true) { totalCount nodes { isServiceAccount } } }');
  expect(data.users.totalCount).toBe(4);
  expect(data.users.nodes.map((one: { isServiceAccount: boolean }) => one.isServiceAccount)).toEqual([
    false,
    true,
    false,
    true,
  ]);
});

test.each([
  ['an empty id of an own role', { role: 'Viewer', authz_role_id: '' }, { name: 'Viewer', kind: 'BUILT_IN' }],
  ['no role at all', { role: null, authz_role_id: null }, null],
])('a user with %s is told with the role there is', async (_, profile, role) => {
  const one = user(1, '', 'ada@example.com');
  const { query } = await beforeEsperThat(() => ({
    count: 1,
    results: [{ ...one, profile: { ...one.profile, ...profile } }],
  }));
  const { data, errors } = await query('{ users { nodes { username role { name kind } } } }');
  expect(errors).toBeUndefined();
  expect(data.users.nodes).toEqual([{ username: 'ada@example.com', role }]);
});

test('a user of whom nobody says what is covered leaves the list standing', async () => {
  const { query } = await beforeEsperThat(() => ({ count: 1, results: [everybody[0]] }));
  const { data, errors } = await query('{ users { nodes { username hasAllGroupAccess } } }');
  expect(errors).toBeUndefined();
  expect(data.users.nodes).toEqual([{ username: 'ada@example.com', hasAllGroupAccess: null }]);
});

test('a role without a description has an empty one', async () => {
  const id = '11111111-1111-4111-8111-111111111111';
  const role = { id, name: 'Own', description: null, role_type: 2, organization_type: 1 };
  const { query } = await beforeEsperThat(({ pathname }) =>
    pathname.endsWith('/scopes') ? [{ id, name: 'read:device', description: null }] : { count: 1, roles: [role] },
  );
  const { data, errors } = await query('{ enterprise { roles { nodes { description scopes { description } } } } }');
  expect(errors).toBeUndefined();
  expect(data.enterprise.roles.nodes).toEqual([{ description: '', scopes: [{ description: '' }] }]);
});

test("a user's groups may be told by their ids alone", async () => {
  const one = user(1, 'Group Viewer', 'ada@example.com');
  const { query } = await beforeEsperThat(({ pathname }) =>
    pathname.includes('/devicegroup/')
      ? { id: 'g1', name: 'Shops', path: 'Shops', enterprise: '', device_count: 0, children_count: 0, created_on: at }
      : { count: 1, results: [{ ...one, profile: { ...one.profile, groups: ['g1'] } }] },
  );
  const { data } = await query(
    '{ users { nodes { groups { nodes { esperId name } } } } group(id: "g1") { users { totalCount } } }',
  );
  expect(data.users.nodes).toEqual([{ groups: { nodes: [{ esperId: 'g1', name: 'Shops' }] } }]);
  expect(data.group.users.totalCount).toBe(1);
});

test('a user without a profile leaves the list standing, and lacks no more than what would be in it', async () => {
  const { profile: _, ...bare } = everybody[0]!;
  const results = [{ ...bare, profile: null }, everybody[2]];
  const { query } = await beforeEsperThat(() => ({ count: 2, results }));
  const { data, errors } = await query('{ users { totalCount nodes { username role { name } authnId } } }');
  expect(errors).toBeUndefined();
  expect(data.users).toEqual({
    totalCount: 2,
    nodes: [
      { username: people[0], role: null, authnId: null },
      { username: people[1], role: { name: 'Viewer' }, authnId: null },
    ],
  });
  expect((await query('{ users { nodes { canFactoryReset } } }')).errors).toMatchObject([
    { message: expect.stringContaining('User.canFactoryReset'), extensions: { code: 'UPSTREAM_MALFORMED' } },
  ]);
});
