import { expect, test } from 'vitest';
import { useGateway } from '../../support/gateway.js';

const gateway = useGateway({ devices: 5 });
const list = () => `GET /authn2/v0/tenant/${gateway.simulator.world.enterpriseId}/invite`;

test('the invitations come in one call, with the ids of role, groups and enterprise', async () => {
  const { data, errors, calls } = await gateway.query(
    `{ enterprise { invites { totalCount nodes { email isActive isEmailSent connectionId createdAt updatedAt enterprise { esperId }
      role { kind } groups { totalCount nodes { esperId } } } } } }`,
  );
  expect(errors).toBeUndefined();
  const { enterpriseId, groups } = gateway.simulator.world;
  const invite = (number: number, kind: string, ...paths: string[]) => ({
    email: `invited.${number}@example.com`,
    isActive: true,
    isEmailSent: true,
    connectionId: expect.any(String),
    createdAt: expect.stringMatching(/Z$/),
    updatedAt: expect.stringMatching(/Z$/),
    enterprise: { esperId: enterpriseId },
    role: { kind },
    groups: {
      totalCount: paths.length,
      nodes: paths.map((path) => ({ esperId: groups.byPath(`All devices/${path}`)?.id })),
    },
  });
  expect(data.enterprise.invites).toEqual({
    totalCount: 4,
    nodes: [
      invite(1, 'BUILT_IN', 'Europe/France', 'Americas/Brazil'),
      invite(2, 'BUILT_IN'),
      invite(3, 'CUSTOM', 'Lab'),
      invite(4, 'BUILT_IN'),
    ],
  });
  expect(calls).toEqual([list()]);
});

test('the names of roles and groups of all invitations are read together', async () => {
  const { data, calls } = await gateway.query(
    '{ enterprise { invites { nodes { role { name } groups { nodes { name path } } } } } }',
  );
  expect(data.enterprise.invites.nodes).toEqual([
    {
      role: { name: 'Group Admin' },
      groups: {
        nodes: [
          { name: 'France', path: 'All devices/Europe/France' },
          { name: 'Brazil', path: 'All devices/Americas/Brazil' },
        ],
      },
    },
    { role: { name: 'Enterprise Admin' }, groups: { nodes: [] } },
    { role: { name: 'Store manager' }, groups: { nodes: [{ name: 'Lab', path: 'All devices/Lab' }] } },
    { role: { name: 'Support' }, groups: { nodes: [] } },
  ]);
  // The invitations, the one role that the enterprise made, and the groups in one list.
  expect(calls).toHaveLength(3);
});

test('a user who was invited by nobody has no invitations, for the one list of them', async () => {
  const { data, calls } = await gateway.query('{ users { nodes { invites { totalCount nodes { id } } } } }');
  for (const { invites } of data.users.nodes) expect(invites).toEqual({ totalCount: 0, nodes: [] });
  expect(calls.slice(1)).toEqual([list()]);
});

test('the invitations are for administrators only', async () => {
  const { data, errors } = await gateway.query('{ enterprise { esperId invites { nodes { email } } } }', {
    key: 'demo-viewer',
  });
  expect(data.enterprise).toEqual({ esperId: gateway.simulator.world.enterpriseId, invites: null });
  expect(errors?.[0]).toMatchObject({ path: ['enterprise', 'invites', 'nodes'], extensions: { code: 'FORBIDDEN' } });
});
