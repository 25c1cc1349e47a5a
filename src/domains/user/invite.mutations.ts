import type { Resolvers } from '../../generated/schema.js';
import { InputFault } from '../../graphql/changes/input-fault.js';
import { idIn, mutation, type Outcome } from '../../graphql/changes/mutation.js';
import { nodeId } from '../../graphql/node-id.js';
import type { Context } from '../context.js';
import { accessOf, invitable } from './access.js';

/** What is told of an invitation that was made. The URL is sealed, since outcomes are kept for a day. */
export type InviteOutcome = Outcome<{ readonly inviteId: string; readonly sealedUrl: string | null }>;

export type CancelledInviteOutcome = Outcome<{ readonly cancelledInviteId: string }>;

const names = {
  'meta.email': 'email',
  'meta.profile.role': 'role',
  authz_role_id: 'role',
  'meta.profile.groups': 'groups',
};

export const inviteMutations = {
  Mutation: {
    inviteUser: mutation(async ({ email, role, groups, connectionId }, { sources, seal }: Context) => {
      if (!/^[^\s@]+@[^\s@]+$/.test(email))
        throw new InputFault(`"${email.slice(0, 80)}" is no e-mail address.`, ['email']);
      const { groups: ids, ...access } = accessOf({ role, groups }, invitable);
      const enterprise = await sources.enterprise.id();
      const profile = { ...access, enterprise, ...(ids.length > 0 && { groups: ids }) };
      const made = await sources.invite.create({ email, profile, connectionId: connectionId ?? undefined });
      return { inviteId: made.id, sealedUrl: made.invitation_url ? seal.close(made.invitation_url) : null };
    }, names),
    cancelInvite: mutation(
      async ({ invite }, { sources }: Context) => {
        const inviteId = idIn(invite, 'invite', 'Invite');
        await sources.invite.cancel(inviteId);
        return { cancelledInviteId: nodeId('Invite', inviteId) };
      },
      { '': 'invite' },
    ),
  },
  InviteUserPayload: {
    invite: ({ inviteId }, _, { sources }) => (inviteId ? sources.invite.byId(inviteId) : null),
    invitationUrl: ({ sealedUrl }, _, { seal }) => (sealedUrl ? seal.open(sealedUrl) : null),
  },
} satisfies Resolvers;
