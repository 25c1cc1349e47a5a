import { type Asked, get } from '../router.js';

export const inviteRoutes = [
  // Esper: reading the list answers 201.
  get('/authn2/v0/tenant/{e}/invite', listInvites, { status: 201, needs: 'user management' }),
];

function listInvites({ world: { invites } }: Asked) {
  return { count: invites.all.length, userinvites: invites.all };
}
