import { describe, expect, test } from 'vitest';
import { nodeId } from '../../../src/graphql/node-id.js';
import { useGateway } from '../../support/gateway.js';

const gateway = useGateway({ devices: 20 });
const people =
  'GET /user/?authn_user_id_null=false&exclude_enterprise_device_role=true&exclude_google_roles=true&limit=';
const usernames = (nodes: { username: string }[]) => nodes.map(({ username }) => username);

describe('the viewer', () => {
  test('costs one call, with role, groups and the id of the enterprise', async () => {
    const { data, calls } = await gateway.query(
      '{ viewer { esperId username hasAllGroupAccess role { name kind scopes { name } } groups { totalCount } enterprise { esperId } } }',
    );
    expect(data.viewer).toEqual({
      esperId: '1001',
      username: 'ada.admin@example.com',
      hasAllGroupAccess: true,
      role: { name: 'Enterprise Admin', kind: 'BUILT_IN', scopes: null },
      groups: { totalCount: 0 },
      enterprise: { esperId: gateway.simulator.world.enterpriseId },
    });
    expect(calls).toEqual(['GET /user_info/']);
  });

  test('that the REST API does not know is no mere null: the address is wrong', async () => {
    gateway.simulator.faults.inject({ kind: 'status', status: 404, match: '/user_info/' });
    const { data, errors } = await gateway.query('{ viewer { username } }');
    expect(data).toEqual({ viewer: null });
    expect(errors).toMatchObject([
      { message: expect.stringMatching(/caller's own record.*ESPER_BASE_URL usually ends in \/api\.$/) },
    ]);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND' });
  });

  test('is whoever the key belongs to, with the groups the access is limited to', async () => {
    const { data, calls } = await gateway.query(
      '{ viewer { username hasAllGroupAccess groups { nodes { name path deviceCount } } } }',
      { key: 'demo-viewer' },
    );
    const { groups, fleet } = gateway.simulator.world;
    const paths = ['All devices/Europe/Germany', 'All devices/Americas/Brazil/Kiosks'];
    expect(data.viewer).toEqual({
      username: 'victor.viewer@example.com',
      hasAllGroupAccess: false,
      groups: {
        nodes: paths.map((path) => {
          const { name, index } = groups.byPath(path)!;
          return { name, path, deviceCount: fleet.members(index).length };
        }),
      },
    });
    expect(calls).toEqual(['GET /user_info/']);
  });
});

describe('one user', () => {
  test.each(['1007', nodeId('User', 1007)])('is found by id %s, in full, for one call', async (id) => {
    const { data, calls } = await gateway.query(
      `query ($id: ID!) { user(id: $id) { id esperId authnId connectionId username email firstName lastName fullName isActive isStaff
        isSuperuser isEmailVerified isServiceAccount lastLogin canFactoryReset isDeveloper isCustomer createdAt updatedAt } }`,
      { variables: { id } },
    );
    expect(data.user).toEqual({
      id: nodeId('User', 1007),
      esperId: '1007',
      authnId: gateway.simulator.world.users.find(1007)?.authnId,
      connectionId: expect.any(String),
      username: 'donald.knuth@example.com',
      email: 'donald.knuth@example.com',
      firstName: 'Donald',
      lastName: 'Knuth',
      fullName: 'Donald Knuth',
      isActive: true,
      isStaff: false,
      isSuperuser: false,
      isEmailVerified: true,
      isServiceAccount: false,
      lastLogin: expect.stringMatching(/Z$/),
      canFactoryReset: true,
      isDeveloper: false,
      isCustomer: true,
      createdAt: expect.stringMatching(/Z$/),
      updatedAt: expect.stringMatching(/Z$/),
    });
    expect(calls).toEqual(['GET /user/1007/']);
  });

  test('is found by e-mail address in any case, for the list of people', async () => {
    const { data, calls } = await gateway.query('{ user(email: "Grace.HOPPER@example.com") { esperId } }');
    expect(data.user).toEqual({ esperId: '1003' });
    expect(calls).toEqual([`${people}250`]);
  });

  test.each(['1011', '1012'])('who never signed in (%s) has no last login', async (id) => {
    const { data, errors } = await gateway.query(`{ user(id: "${id}") { lastLogin } }`);
    expect({ data, errors }).toEqual({ data: { user: { lastLogin: null } }, errors: undefined });
  });

  test('is not found by a part of the address, nor by that of a service account', async () => {
    const { data, errors } = await gateway.query(
      '{ part: user(email: "ada.admin") { id } robot: user(email: "google-service@esper.io") { id } }',
    );
    expect({ data, errors }).toEqual({ data: { part: null, robot: null }, errors: undefined });
  });

  test('is not there under an id that is no whole number, without a call', async () => {
    const { data, errors, calls } = await gateway.query('{ user(id: "ada") { username } }');
    expect({ data, errors, calls }).toEqual({ data: { user: null }, errors: undefined, calls: [] });
  });

  test.each(['user', 'user(id: "1", email: "a@b.c")', 'user(email: "")'])('%s is refused', async (field) => {
    const { errors, calls } = await gateway.query(`{ ${field} { id } }`);
    expect(errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT' });
    expect(calls).toEqual([]);
  });
});

describe('the users', () => {
  const persons = () => gateway.simulator.world.users.all.slice(0, 12).map(({ email }) => ({ username: email }));

  test.each(['users', 'enterprise { users'])('are people, under %s', async (field) => {
    const { data, calls } = await gateway.query(
      `{ ${field} { totalCount nodes { username } }${field.includes('{') ? ' }' : ''} }`,
    );
    expect(data.users ?? data.enterprise.users).toEqual({ totalCount: 12, nodes: persons() });
    expect(calls).toEqual([`${people}20`]);
  });

  test('are with service accounts, told apart, when asked for', async () => {
    const { data, calls } = await gateway.query(
      '{ users(includeServiceAccounts: true, first: 100) { totalCount nodes { username isServiceAccount authnId role { name } } } }',
    );
    const { totalCount, nodes } = data.users;
    expect(totalCount).toBe(12 + 1 + 20);
    expect(nodes.filter((user: { isServiceAccount: boolean }) => !user.isServiceAccount)).toHaveLength(12);
    expect(nodes[12]).toEqual({
      username: 'google-service@esper.io',
      isServiceAccount: true,
      authnId: null,
      role: { name: 'Google Service' },
    });
    expect(nodes.at(-1)).toMatchObject({
      username: expect.stringMatching(/^device-/),
      role: { name: 'Enterprise Device' },
    });
    expect(calls[0]).toBe('GET /user/?limit=100');
  });

  test('of a group are those whose access names it', async () => {
    const { groups } = gateway.simulator.world;
    const { data, calls } = await gateway.query(
      `{ group(id: "${groups.byPath('All devices/Americas/Brazil/Kiosks')?.id}") { users { totalCount nodes { username } } } }`,
    );
    expect(data.group.users.totalCount).toBe(2);
    expect(usernames(data.group.users.nodes)).toEqual(['victor.viewer@example.com', 'donald.knuth@example.com']);
    expect(calls.slice(1)).toEqual([`${people}250`]);
  });

  test('of many groups are read off one list', async () => {
    const { data, calls } = await gateway.query(
      '{ groups(first: 30) { nodes { path users { nodes { username } } } } }',
    );
    const germany = data.groups.nodes.find(({ path }: { path: string }) => path === 'All devices/Europe/Germany');
    expect(usernames(germany.users.nodes)).toEqual(['victor.viewer@example.com', 'margaret.hamilton@example.com']);
    expect(calls.filter((call) => call.startsWith('GET /user/'))).toHaveLength(1);
  });

  test('are for administrators only: others are told so', async () => {
    const { data, errors } = await gateway.query('{ viewer { username } users { totalCount } }', {
      key: 'demo-viewer',
    });
    expect(data).toEqual({ viewer: { username: 'victor.viewer@example.com' }, users: { totalCount: null } });
    expect(errors).toEqual([expect.objectContaining({ path: ['users', 'totalCount'] })]);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
  });
});

test("a user's groups tell what the user's record does not for one call each", async () => {
  const { data, calls } = await gateway.query(
    '{ user(id: "1007") { groups { nodes { name childrenCount parent { name } } } } }',
  );
  expect(data.user.groups.nodes).toEqual([
    { name: 'Americas', childrenCount: 2, parent: { name: 'All devices' } },
    { name: 'Kiosks', childrenCount: 0, parent: { name: 'Brazil' } },
  ]);
  expect(calls.every((call) => call.startsWith('GET /user/1007/') || call.includes('/devicegroup/'))).toBe(true);
});

test('nothing of what users keep secret is ever told', async () => {
  const { data } = await gateway.query('{ __type(name: "User") { fields { name } } }');
  const names = data.__type.fields.map(({ name }: { name: string }) => name);
  expect(names.filter((name: string) => /token|emm|password|secret/i.test(name))).toEqual([]);
});
