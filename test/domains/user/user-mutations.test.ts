import { describe, expect, test } from 'vitest';
import { nodeId } from '../../../src/graphql/node-id.js';
import { roleId } from '../../../src/simulator/user/role.seed.js';
import { createWorld } from '../../../src/simulator/world.js';
import { useGateway } from '../../support/gateway.js';

const gateway = useGateway({ devices: 5, env: { CACHE_ENABLED: 'true' } });
const { enterpriseId, groups, users } = createWorld(1, 5);
const authnId = (id: number) => users.find(id)!.authnId!;
const lab = groups.byPath('All devices/Lab')!.id;
const custom = roleId(1, 1);
const robot = '5001';

const mutate = (name: string, fields: string) => (input: object, key?: string) => {
  const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
  const source = `mutation ($input: ${type}!) { ${name}(input: $input) { ${fields} userErrors { message field code } } }`;
  return gateway.query(source, { variables: { input }, ...(key && { key }) });
};
const USER = 'esperId hasAllGroupAccess canFactoryReset role { esperId kind } groups { nodes { esperId } }';
const updateRole = mutate('updateUserRole', `user { ${USER} }`);
const updateName = mutate('updateOwnName', 'user { esperId firstName fullName }');
const remove = mutate('removeUser', 'removedUserId removedAuthnId');

describe('giving a role', () => {
  test.each([
    ['its id in the REST API', '1004', 1004, ['GET /user/1004/']],
    ['its global id', nodeId('User', 1005), 1005, ['GET /user/1005/']],
    ['its sign-in id, which costs no call', authnId(1006), 1006, []],
  ])('to a user named by %s', async (_, user, id, before) => {
    const { data, errors, calls } = await updateRole({ user, role: 'Group Viewer', groups: [nodeId('Group', lab)] });
    expect(errors).toBeUndefined();
    expect(data.updateUserRole).toEqual({
      user: {
        esperId: String(id),
        hasAllGroupAccess: false,
        canFactoryReset: expect.any(Boolean),
        role: { esperId: 'Group Viewer', kind: 'BUILT_IN' },
        groups: { nodes: [{ esperId: lab }] },
      },
      userErrors: [],
    });
    expect(calls).toEqual([...before, `PUT /authz2/v1/users/${authnId(id)}`]);
  });

  test('that the enterprise made, over all groups, and the right to reset devices', async () => {
    const { data } = await updateRole({ user: '1008', role: custom, hasAllGroupAccess: true, canFactoryReset: true });
    expect(data.updateUserRole.user).toEqual({
      esperId: '1008',
      hasAllGroupAccess: true,
      canFactoryReset: true,
      role: { esperId: custom, kind: 'CUSTOM' },
      groups: { nodes: [] },
    });
  });

  test('is seen by whoever reads the user next, and makes all forgotten that was answered before', async () => {
    const queries = ['{ user(id: "1009") { role { name } } }', '{ rootGroup { name } }'];
    for (const query of queries) await gateway.query(query);
    await updateRole({ user: '1009', role: 'Viewer' });
    const [user, group] = [await gateway.query(queries[0]!), await gateway.query(queries[1]!)];
    expect(user.data.user.role.name).toBe('Viewer');
    expect(group.calls).toHaveLength(1);
  });

  const user = '1004';
  test.each([
    ['no groups, for a role that needs them', { user, role: 'Group Viewer' }, ['groups'], /at least one group/],
    ['no groups, for a role of the enterprise', { user, role: custom }, ['groups'], /at least one group/],
    [
      'both all groups and some',
      { user, role: custom, hasAllGroupAccess: true, groups: [lab] },
      ['groups'],
      /not both/,
    ],
    ['groups, for a role that has all', { user, role: 'Viewer', groups: [lab] }, ['groups'], /covers all groups/],
    [
      'a choice that it has not',
      { user, role: 'Viewer', hasAllGroupAccess: false },
      ['hasAllGroupAccess'],
      /cannot be/,
    ],
    ['a role for invitations alone', { user, role: 'Support' }, ['role'], /Enterprise User.*are/],
    ['a group for a user', { user: nodeId('Group', lab), role: 'Viewer' }, ['user'], /type Group, where User/],
  ])('with %s is refused without a call', async (_, input, field, message) => {
    const { data, calls } = await updateRole(input);
    const told = { field, code: 'BAD_USER_INPUT', message: expect.stringMatching(message) };
    expect(data.updateUserRole).toEqual({ user: null, userErrors: [told] });
    expect(calls).toEqual([]);
  });

  test.each([
    ['nobody there', '999999', 'NOT_FOUND', /no user "999999"/],
    ['a service account', robot, 'BAD_USER_INPUT', /service account/],
  ])('to %s is refused', async (_, id, code, message) => {
    const { data, calls } = await updateRole({ user: id, role: 'Viewer' });
    expect(data.updateUserRole).toEqual({
      user: null,
      userErrors: [{ field: ['user'], code, message: expect.stringMatching(message) }],
    });
    expect(calls).toEqual([`GET /user/${id}/`]);
  });

  test('a fault that the REST API finds is told in its words', async () => {
    const { data } = await updateRole({ user: '1004', role: lab, groups: [lab] });
    expect(data.updateUserRole).toMatchObject({ user: null, userErrors: [{ code: 'BAD_USER_INPUT' }] });
    expect(data.updateUserRole.userErrors[0].message).toContain('no such role');
  });

  test('is for administrators only, by whichever id', async () => {
    for (const id of ['1004', authnId(1004)]) {
      const { data, errors } = await updateRole({ user: id, role: 'Viewer' }, 'demo-viewer');
      expect(data).toEqual({ updateUserRole: null });
      expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    }
  });

  test('is done once under an idempotency key', async () => {
    const input = { user: '1010', role: 'Viewer', idempotencyKey: 'role-1' };
    const first = await updateRole(input);
    const second = await updateRole(input);
    expect(second.data).toEqual(first.data);
    expect(second.calls.filter((call) => call.startsWith('PUT'))).toEqual([]);
  });
});

describe('changing the own name', () => {
  test('costs two calls, needs no rights, and is seen next time', async () => {
    const viewer = '{ viewer { firstName } }';
    await gateway.query(viewer, { key: 'demo-viewer' });
    const { data, errors } = await updateName({ firstName: 'Vic' }, 'demo-viewer');
    expect(errors).toBeUndefined();
    const changed = { esperId: '1002', firstName: 'Vic', fullName: 'Vic Viewer' };
    expect(data.updateOwnName).toEqual({ user: changed, userErrors: [] });
    expect((await gateway.query(viewer, { key: 'demo-viewer' })).data.viewer.firstName).toBe('Vic');
    const { calls } = await updateName({ firstName: 'Ada' });
    expect(calls).toEqual(['GET /user_info/', `PUT /authn2/v0/user/${authnId(1001)}`]);
  });

  test('a blank one is a fault of the input', async () => {
    const { data } = await updateName({ firstName: ' ' });
    expect(data.updateOwnName).toMatchObject({ user: null, userErrors: [{ code: 'BAD_USER_INPUT' }] });
  });
});

describe('removing a user', () => {
  const call = (id: number) => `DELETE /authn2/v0/tenant/${enterpriseId}/user/${authnId(id)}/`;

  test.each([
    ['its id in the REST API', '1011', 1011, nodeId('User', 1011)],
    ['its global id', nodeId('User', 1012), 1012, nodeId('User', 1012)],
    ['its sign-in id', authnId(1003), 1003, null],
  ])('by %s, of which a list has told', async (_, user, id, removedUserId) => {
    expect((await gateway.query('{ users { nodes { esperId } } }')).data.users.nodes).toContainEqual({
      esperId: String(id),
    });
    const { data, errors, calls } = await remove({ user });
    expect(errors).toBeUndefined();
    expect(data.removeUser).toEqual({ removedUserId, removedAuthnId: authnId(id), userErrors: [] });
    expect(calls).toEqual([call(id)]);
    const { data: after } = await gateway.query(`{ user(id: "${id}") { id } users { nodes { esperId } } }`);
    expect(after.user).toBeNull();
    expect(after.users.nodes).not.toContainEqual({ esperId: String(id) });
  });

  test('that is not there is told', async () => {
    const { data } = await remove({ user: lab });
    expect(data.removeUser).toMatchObject({
      removedAuthnId: null,
      userErrors: [{ code: 'NOT_FOUND', field: ['user'] }],
    });
  });

  test('is for administrators only', async () => {
    const { errors } = await remove({ user: authnId(1004) }, 'demo-viewer');
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });
});
