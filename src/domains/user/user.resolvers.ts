import type { Resolvers } from '../../generated/schema.js';
import { connection, connectionOf } from '../../graphql/connections/connection.js';
import { notFound } from '../../graphql/errors.js';
import { onlyOne, soleArgument } from '../../graphql/lookup.js';
import { nodeId, restId } from '../../graphql/node-id.js';
import { read } from '../../graphql/records/reference.js';
import { withoutNulls } from '../../graphql/records/without-nulls.js';
import type { UserProfileRecord } from './user.record.js';
import { isServiceAccount, type UserNode } from './user.source.js';

/** Esper: whoever holds a key has a record, so that one that is not there tells of a wrong address. */
const NO_VIEWER =
  "The REST API does not know the caller's own record. Is its address right? ESPER_BASE_URL usually ends in /api.";

/** What a user without a profile lacks of it is told as left out, field by field. */
const NO_PROFILE = {} as UserProfileRecord;

const profileOf = async (user: UserNode) => (await read(user, 'profile')) ?? NO_PROFILE;

export const userResolvers = {
  Query: {
    viewer: async (_, _args, { sources }) => {
      const viewer = await sources.user.viewer();
      if (!viewer) throw notFound(NO_VIEWER);
      if (viewer.profile?.enterprise) sources.enterprise.learnt(viewer.profile.enterprise);
      return viewer;
    },
    user: async (_, args, { sources }, info) => {
      const [by, value] = soleArgument(args, info);
      if (by === 'id') return sources.user.byId(restId(value, 'User'));
      return onlyOne(await sources.user.withEmail(value), `user with the e-mail address "${value}"`);
    },
    users: (_, { includeServiceAccounts, ...page }, { sources }) =>
      connection(sources.user.list(includeServiceAccounts ?? false), page),
  },
  Enterprise: {
    users: (_, { includeServiceAccounts, ...page }, { sources }) =>
      connection(sources.user.list(includeServiceAccounts ?? false), page),
  },
  Group: {
    users: ({ id }, page, { sources }) => connection(sources.user.inGroup(id), page),
  },
  Role: {
    users: ({ id }, page, { sources }) => connection(sources.user.withRole(id), page),
  },
  User: {
    id: ({ id }) => nodeId('User', id),
    esperId: ({ id }) => id,
    authnId: async (user) => (await profileOf(user)).authn_user_id,
    connectionId: async (user) => (await profileOf(user)).authn_connection_id,
    isEmailVerified: async (user) => (await read(user, 'is_email_verified')) ?? null,
    isServiceAccount: async (user) =>
      isServiceAccount({
        username: await read(user, 'username'),
        email: await read(user, 'email'),
        profile: await profileOf(user),
      }),
    lastLogin: async (user) => (await read(user, 'last_login')) || null,
    role: async (user, _, { sources }, info) => {
      const { role, authz_role_id } = await profileOf(user);
      const id = authz_role_id || role;
      return id ? sources.role.link(id, info) : null;
    },
    hasAllGroupAccess: async (user) => (await profileOf(user)).has_all_group_access ?? null,
    canFactoryReset: async (user) => (await profileOf(user)).can_factory_reset,
    isDeveloper: async (user) => (await profileOf(user)).is_developer,
    isCustomer: async (user) => (await profileOf(user)).is_customer,
    createdAt: async (user) => (await profileOf(user)).created_on,
    updatedAt: async (user) => (await profileOf(user)).updated_on,
    enterprise: async (user, _, { sources }) => sources.enterprise.referTo((await profileOf(user)).enterprise),
    groups: async (user, page, { sources }) => {
      const groups = withoutNulls((await profileOf(user)).groups);
      const known = groups.map((group) => {
        if (typeof group === 'string') return sources.group.referTo(group);
        const { id, name, path, device_count } = group;
        return sources.group.referTo(id, { name, path, device_count });
      });
      return connectionOf(`groups of user ${user.id}`, () => known, page);
    },
  },
} satisfies Resolvers;
