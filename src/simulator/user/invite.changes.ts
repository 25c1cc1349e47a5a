import type { MadeInviteRecord } from '../../domains/user/invite.record.js';
import { textIn, valueIn } from '../body.js';
import { badRequest, notFound } from '../refusals.js';
import { type Asked, post, remove } from '../router.js';
import type { World } from '../world.js';
import { accessIn } from './access.js';

const needs = 'user management';

export const inviteChanges = [
  post('/authn2/v0/tenant/{e}/invite', createInvite, { needs }),
  remove('/authn2/v0/tenant/{e}/invite/{invite}', cancelInvite, { needs }),
];

const ROLES = ['Enterprise Admin', 'Viewer', 'Group Admin', 'Group Viewer', 'Support', 'AuthZ Role User'];

function createInvite({ world, body }: Asked): MadeInviteRecord {
  const email = textIn(body, 'email');
  const meta = valueIn(body, 'meta');
  if (textIn(meta, 'email') !== email) throw badRequest('meta.email', 'The two addresses differ.');
  const profile = valueIn(meta, 'profile');
  if (textIn(profile, 'enterprise') !== world.enterpriseId) throw badRequest('enterprise', 'This is another tenant.');
  const { role, groups, authzRoleId } = accessIn(world, profile, ROLES);
  refuseTaken(world, email);
  const connection = valueIn(body, 'connection_id') as string | undefined;
  const invite = world.invites.create(
    email,
    {
      role,
      enterprise: world.enterpriseId,
      groups: groups.map((index) => world.groups.at(index).id),
      ...(authzRoleId && { authz_role_id: authzRoleId }),
    },
    connection,
  );
  return { ...invite, invitation_url: `https://simulated.esper.cloud/login?invitation=SECRET-${invite.idp_invite_id}` };
}

function refuseTaken({ users, invites }: World, email: string): void {
  const isTaken = [...users.all, ...invites.all].some((one) => one.email.toLowerCase() === email.toLowerCase());
  if (isTaken) throw badRequest('email', `A user or an invitation with the e-mail ${email} already exists.`);
}

function cancelInvite({ world }: Asked, id: string): void {
  if (!world.invites.remove(id)) throw notFound();
}
