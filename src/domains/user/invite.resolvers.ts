import type { Resolvers } from '../../generated/schema.js';
import { connection, connectionOf } from '../../graphql/connections/connection.js';
import { nodeId } from '../../graphql/node-id.js';
import { read } from '../../graphql/records/reference.js';
import { withoutNulls } from '../../graphql/records/without-nulls.js';

export const inviteResolvers = {
  Enterprise: {
    invites: (_, page, { sources }) => connection(sources.invite.all, page),
  },
  User: {
    invites: async (user, page, { sources }) => connection(sources.invite.to((await read(user, 'email')) ?? ''), page),
  },
  Invite: {
    id: ({ id }) => nodeId('Invite', id),
    esperId: ({ id }) => id,
    role: ({ meta }, _, { sources }, info) => {
      const id = meta?.profile?.authz_role_id || meta?.profile?.role;
      return id ? sources.role.link(id, info) : null;
    },
    isActive: ({ meta }) => meta?.is_active ?? null,
    isEmailSent: ({ send_invitation_email }) => send_invitation_email,
    enterprise: ({ tenant_id }, _, { sources }) => sources.enterprise.referTo(tenant_id),
    groups: ({ id, meta }, page, { sources }) => {
      const groups = () => withoutNulls(meta?.profile?.groups).map((group) => sources.group.referTo(group));
      return connectionOf(`groups of invite ${id}`, groups, page);
    },
  },
} satisfies Resolvers;
