import type { Resolvers } from '../../generated/schema.js';
import { connection } from '../../graphql/connections/connection.js';
import { nodeId } from '../../graphql/node-id.js';
import { read } from '../../graphql/records/reference.js';

export const roleResolvers = {
  Enterprise: {
    roles: (_, { name, ...page }, { sources }) => connection(sources.role.list(name), page),
  },
  Role: {
    id: ({ id }) => nodeId('Role', id),
    esperId: ({ id }) => id,
    description: async (role) => (await read(role, 'description')) ?? '',
    kind: ({ id }, _, { sources }) => (sources.role.isCustom(id) ? 'CUSTOM' : 'BUILT_IN'),
    scopes: async ({ id }, _, { sources }) => (await sources.role.scopesOf(id))?.slice() ?? null,
  },
  RoleScope: {
    esperId: ({ id }) => id,
    description: ({ description }) => description ?? '',
  },
} satisfies Resolvers;
