import { describe, expect, test } from 'vitest';
import { nodeId } from '../../../src/graphql/node-id.js';
import { roleId } from '../../../src/simulator/user/role.seed.js';
import { useGateway } from '../../support/gateway.js';

const gateway = useGateway({ devices: 5 });
const people =
  'GET /user/?authn_user_id_null=false&exclude_enterprise_device_role=true&exclude_google_roles=true&limit=';
const storeManager = roleId(1, 0);

describe("a user's role", () => {
  test('that comes with Esper costs nothing', async () => {
    const { data, calls } = await gateway.query(
      '{ user(id: "1004") { role { id esperId name description kind scopes { name } } } }',
    );
    expect(data.user.role).toEqual({
      id: nodeId('Role', 'Viewer'),
      esperId: 'Viewer',
      name: 'Viewer',
      description: '',
      kind: 'BUILT_IN',
      scopes: null,
    });
    expect(calls).toEqual(['GET /user/1004/']);
  });

  test('that the enterprise made costs one call, and one for what it allows', async () => {
    const { data, calls } = await gateway.query(
      '{ user(id: "1010") { role { name description kind scopes { esperId name description } } } }',
    );
    expect(data.user.role).toMatchObject({
      name: 'Store manager',
      description: 'Sees and restarts the devices of a store',
      kind: 'CUSTOM',
      scopes: ['read:device', 'update:command', 'read:group'].map((name) => ({ name, esperId: expect.any(String) })),
    });
    expect(calls).toEqual([
      'GET /user/1010/',
      `GET /authz2/v1/roles/${storeManager}`,
      `GET /authz2/v1/roles/${storeManager}/scopes`,
    ]);
  });

  test('costs nothing while only its id and kind are asked for', async () => {
    const { data, calls } = await gateway.query('{ user(id: "1010") { role { id esperId kind } } }');
    expect(data.user.role).toEqual({ id: nodeId('Role', storeManager), esperId: storeManager, kind: 'CUSTOM' });
    expect(calls).toEqual(['GET /user/1010/']);
  });

  test('is read once for all users who have it', async () => {
    const { data, calls } = await gateway.query('{ users { nodes { role { name } } } }');
    const names = data.users.nodes.map(({ role }: { role: { name: string } }) => role.name);
    expect(names).toEqual([
      'Enterprise Admin',
      'Group Viewer',
      'Enterprise Admin',
      'Viewer',
      'Viewer',
      'Group Admin',
      'Group Admin',
      'Group Viewer',
      'Enterprise User',
      'Store manager',
      'Store manager',
      'Viewer',
    ]);
    expect(calls).toEqual([`${people}20`, `GET /authz2/v1/roles/${storeManager}`]);
  });

  test('that is gone is null and no error', async () => {
    gateway.simulator.faults.inject({ kind: 'status', status: 404, match: '/authz2/v1/roles/' });
    const { data, errors } = await gateway.query('{ user(id: "1010") { username role { name } } }');
    expect({ data, errors }).toEqual({
      data: { user: { username: 'margaret.hamilton@example.com', role: null } },
      errors: undefined,
    });
  });
});

describe("the enterprise's roles", () => {
  test('are the ones it made, for one call', async () => {
    const { data, calls } = await gateway.query('{ enterprise { roles { totalCount nodes { name kind } } } }');
    expect(data.enterprise.roles).toEqual({
      totalCount: 3,
      nodes: ['Store manager', 'App publisher', 'Auditor'].map((name) => ({ name, kind: 'CUSTOM' })),
    });
    expect(calls).toEqual(['GET /authz2/v1/roles/?limit=20']);
  });

  test('are filtered by name', async () => {
    const { data, calls } = await gateway.query(
      '{ enterprise { roles(name: "Auditor") { nodes { name scopes { name } } } } }',
    );
    expect(data.enterprise.roles.nodes).toEqual([{ name: 'Auditor', scopes: [] }]);
    expect(calls[0]).toBe('GET /authz2/v1/roles/?limit=20&name=Auditor');
  });

  test('tell who has them, for one list of people, and what they allow, for one call each', async () => {
    const { data, calls } = await gateway.query(
      '{ enterprise { roles { nodes { name users { totalCount nodes { username } } scopes { name } } } } }',
    );
    expect(data.enterprise.roles.nodes).toEqual([
      {
        name: 'Store manager',
        users: {
          totalCount: 2,
          nodes: [{ username: 'margaret.hamilton@example.com' }, { username: 'ken.thompson@example.com' }],
        },
        scopes: [{ name: 'read:device' }, { name: 'update:command' }, { name: 'read:group' }],
      },
      {
        name: 'App publisher',
        users: { totalCount: 0, nodes: [] },
        scopes: [{ name: 'read:app' }, { name: 'read:esper_apps' }],
      },
      { name: 'Auditor', users: { totalCount: 0, nodes: [] }, scopes: [] },
    ]);
    expect(calls).toHaveLength(1 + 1 + 3);
  });
});

test('a role that comes with Esper tells who has it', async () => {
  const { data, calls } = await gateway.query('{ viewer { role { users { nodes { username } } } } }');
  expect(data.viewer.role.users.nodes).toEqual([
    { username: 'ada.admin@example.com' },
    { username: 'grace.hopper@example.com' },
  ]);
  expect(calls).toEqual(['GET /user_info/', `${people}250`]);
});
