import type { InviteRecord } from '../../domains/user/invite.record.js';
import { uuidOf } from '../random.js';
import { type Asked, get } from '../router.js';
import { DAY, micros, NOW } from '../timestamps.js';
import type { World } from '../world.js';
import { roleId, STORE_MANAGER_ROLE } from './role.seed.js';

export const inviteRoutes = [
  // Esper: reading the list answers 201.
  get('/authn2/v0/tenant/{e}/invite', listInvites, { status: 201, needs: 'user management' }),
];

type Profile = NonNullable<InviteRecord['meta']>['profile'];

/** Esper: the groups of an invite are plain ids. */
function profiles({ seed, enterpriseId: enterprise, groups }: World): Profile[] {
  const ids = (...paths: string[]) => paths.map((path) => groups.byPath(`All devices/${path}`)!.id);
  return [
    { role: 'Group Admin', enterprise, groups: ids('Europe/France', 'Americas/Brazil') },
    { role: 'Enterprise Admin', enterprise, groups: [] },
    { role: 'AuthZ Role User', enterprise, groups: ids('Lab'), authz_role_id: roleId(seed, STORE_MANAGER_ROLE) },
    { role: 'Support', enterprise, groups: null },
  ];
}

function listInvites({ world }: Asked) {
  const userinvites = profiles(world).map((profile, index): InviteRecord => {
    const email = `invited.${index + 1}@example.com`;
    return {
      id: uuidOf(world.seed, 'invite', index),
      email,
      tenant_id: world.enterpriseId,
      idp_invite_id: index === 1 ? null : `uinv_${index}`,
      connection_id: uuidOf(world.seed, 'connection', 0),
      send_invitation_email: true,
      meta: { is_active: true, email, profile },
      created_at: micros(NOW - (index + 1) * DAY),
      updated_at: micros(NOW - (index + 1) * DAY),
    };
  });
  return { count: userinvites.length, userinvites };
}
