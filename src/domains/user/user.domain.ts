import { inviteMutations } from './invite.mutations.js';
import { inviteResolvers } from './invite.resolvers.js';
import { inviteSource } from './invite.source.js';
import { roleResolvers } from './role.resolvers.js';
import { roleSource } from './role.source.js';
import { userMutations } from './user.mutations.js';
import { userResolvers } from './user.resolvers.js';
import { userSource } from './user.source.js';

export const userSources = {
  invite: inviteSource,
  role: roleSource,
  user: userSource,
};

export const userFamilies = [userResolvers, userMutations, roleResolvers, inviteResolvers, inviteMutations] as const;
