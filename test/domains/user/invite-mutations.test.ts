import { describe, expect, test } from 'vitest';
import { nodeId } from '../../../src/graphql/node-id.js';
import { createWorld } from '../../../src/simulator/world.js';
import { roleId } from '../../../src/simulator/user/role.seed.js';
import { useGateway } from '../../support/gateway.js';

const gateway = useGateway({ devices: 5, env: { CACHE_ENABLED: 'true' } });
const { enterpriseId, groups } = createWorld(1, 5);
const path = `/authn2/v0/tenant/${enterpriseId}/invite`;
const lab = groups.byPath('All devices/Lab')!.id;
const custom = roleId(1, 0);

const INVITE = `mutation ($input: InviteUserInput!) { inviteUser(input: $input) { invitationUrl
  invite { esperId email isActive connectionId role { esperId name } groups { nodes { esperId } } enterprise { esperId } }
  userErrors { message field code } } }`;
const invite = (input: object, key?: string) => gateway.query(INVITE, { variables: { input }, ...(key && { key }) });
const CANCEL = `mutation ($input: CancelInviteInput!) { cancelInvite(input: $input) { cancelledInviteId userErrors { message field code } } }`;
const cancel = (input: object, key?: string) => gateway.query(CANCEL, { variables: { input }, ...(key && { key }) });
const open = async () =>
  (await gateway.query('{ enterprise { invites { nodes { esperId email } } } }')).data.enterprise.invites.nodes;

describe('inviting somebody', () => {
  test.each([
    ['a role of Esper by name', { role: 'Viewer' }, 'Viewer', 'Viewer', []],
    [
      'a role of Esper by global id',
      { role: nodeId('Role', 'Enterprise Admin') },
      'Enterprise Admin',
      'Enterprise Admin',
      [],
    ],
    ['a role limited to groups', { role: 'Group Admin', groups: [lab] }, 'Group Admin', 'Group Admin', [lab]],
    ['a role of the enterprise', { role: custom, groups: [nodeId('Group', lab)] }, custom, 'Store manager', [lab]],
  ])('with %s costs one call and tells where it is taken up', async (what, access, esperId, name, limits) => {
    const email = `${what.replaceAll(' ', '.')}@example.com`;
    const { data, errors, calls } = await invite({ email, ...access });
    expect(errors).toBeUndefined();
    expect(data.inviteUser).toEqual({
      invitationUrl: expect.stringMatching(/^https:\/\/.*invitation=/),
      invite: {
        esperId: expect.any(String),
        email,
        isActive: true,
        connectionId: expect.any(String),
        role: { esperId, name },
        groups: { nodes: limits.map((id) => ({ esperId: id })) },
        enterprise: { esperId: enterpriseId },
      },
      userErrors: [],
    });
    expect(calls[0]).toBe(`POST ${path}`);
    // The name of a role that the enterprise made is not in the invitation.
    expect(calls.slice(1)).toEqual(esperId === custom ? [expect.stringContaining('/authz2/v1/roles/')] : []);
  });

  test('the connection is the one that is named', async () => {
    const { data } = await invite({ email: 'sso@example.com', role: 'Viewer', connectionId: custom });
    expect(data.inviteUser.invite.connectionId).toBe(custom);
  });

  test('the list that was read before has it afterwards', async () => {
    const before = await open();
    const { data } = await invite({ email: 'late@example.com', role: 'Viewer' });
    const { esperId } = data.inviteUser.invite;
    expect(await open()).toEqual([...before, { esperId, email: 'late@example.com' }]);
  });

  const email = 'new@example.com';
  test.each([
    ['no address', { email: 'new at example', role: 'Viewer' }, ['email'], /no e-mail address/],
    ['words before one', { email: 'new new@example.com', role: 'Viewer' }, ['email'], /no e-mail address/],
    ['words after one', { email: 'new@example.com or so', role: 'Viewer' }, ['email'], /no e-mail address/],
    ['no role there is', { email, role: 'Boss' }, ['role'], /"Boss" is no role.*Group Viewer, Support are/],
    ["Esper's word for all other roles", { email, role: 'AuthZ Role User' }, ['role'], /give its id/],
    ['a group for a role', { email, role: nodeId('Group', lab) }, ['role'], /type Group, where Role/],
    ['no groups, for a role that needs them', { email, role: 'Group Admin' }, ['groups'], /at least one group/],
    ['no groups, for a role of the enterprise', { email, role: custom, groups: [] }, ['groups'], /at least one/],
    ['groups, for a role that has all', { email, role: 'Viewer', groups: [lab] }, ['groups'], /covers all groups/],
    ['no group', { email, role: 'Group Admin', groups: [lab, '?'] }, ['groups', '1'], /is not an id/],
  ])('with %s is refused without a call', async (_, input, field, message) => {
    const { data, errors, calls } = await invite(input);
    const told = { field, code: 'BAD_USER_INPUT', message: expect.stringMatching(message) };
    expect(errors).toBeUndefined();
    expect(data.inviteUser).toEqual({ invite: null, invitationUrl: null, userErrors: [told] });
    expect(calls).toEqual([]);
  });

  test.each(['ada.admin@example.com', 'INVITED.1@example.com'])(
    '%s, who is known already, is a conflict',
    async (taken) => {
      const { data } = await invite({ email: taken, role: 'Viewer' });
      expect(data.inviteUser).toMatchObject({ invite: null, userErrors: [{ code: 'CONFLICT' }] });
      expect(data.inviteUser.userErrors[0].message).toContain('already exists');
    },
  );

  test('is for administrators only', async () => {
    const { data, errors } = await invite({ email: 'friend@example.com', role: 'Viewer' }, 'demo-viewer');
    expect(data).toEqual({ inviteUser: null });
    expect(errors).toMatchObject([{ path: ['inviteUser'], extensions: { code: 'FORBIDDEN' } }]);
  });

  test('again under the same idempotency key tells the same address, and invites nobody', async () => {
    const input = { email: 'once@example.com', role: 'Viewer', idempotencyKey: 'invite-1' };
    const first = await invite(input);
    const second = await invite(input);
    expect(second.data).toEqual(first.data);
    expect(second.data.inviteUser.invitationUrl).toMatch(/^https:/);
    expect(second.calls.filter((call) => call.startsWith('POST'))).toEqual([]);
  });
});

describe('taking an invitation back', () => {
  test.each([
    ['its id in the REST API', (id: string) => id],
    ['its global id', (id: string) => nodeId('Invite', id)],
  ])('by %s costs one call, and the list has it no more', async (what, idOf) => {
    const email = `${what.length}@example.com`;
    const { esperId } = (await invite({ email, role: 'Viewer' })).data.inviteUser.invite;
    expect(await open()).toContainEqual({ esperId, email });
    const { data, errors, calls } = await cancel({ invite: idOf(esperId) });
    expect({ data, errors }).toEqual({
      data: { cancelInvite: { cancelledInviteId: nodeId('Invite', esperId), userErrors: [] } },
      errors: undefined,
    });
    expect(calls).toEqual([`DELETE ${path}/${esperId}`]);
    expect(await open()).not.toContainEqual({ esperId, email });
  });

  test('that is not there, or is none, is told', async () => {
    const gone = await cancel({ invite: lab });
    expect(gone.data.cancelInvite).toMatchObject({
      cancelledInviteId: null,
      userErrors: [{ code: 'NOT_FOUND', field: ['invite'] }],
    });
    const none = await cancel({ invite: nodeId('Group', lab) });
    expect(none.data.cancelInvite.userErrors).toMatchObject([{ field: ['invite'], code: 'BAD_USER_INPUT' }]);
    expect(none.calls).toEqual([]);
  });

  test('is for administrators only', async () => {
    const { errors } = await cancel({ invite: lab }, 'demo-viewer');
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });
});
