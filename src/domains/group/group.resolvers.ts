import type { GroupFilter, Resolvers } from '../../generated/schema.js';
import { after } from '../../graphql/after.js';
import { connection } from '../../graphql/connections/connection.js';
import { refuseEmpty } from '../../graphql/connections/filter.js';
import { onlyOne, soleArgument } from '../../graphql/lookup.js';
import { nodeId, restId } from '../../graphql/node-id.js';
import { read } from '../../graphql/records/reference.js';
import { referencedId } from '../../upstream/route.js';

function query(filter: GroupFilter | null | undefined) {
  refuseEmpty(filter);
  const parent = filter?.parent ?? undefined;
  return { name: filter?.name ?? undefined, parent: parent === undefined ? undefined : restId(parent, 'Group') };
}

export const groupResolvers = {
  Query: {
    group: async (_, args, { sources }, info) => {
      const [by, value] = soleArgument(args, info);
      if (by === 'id') return sources.group.byId(restId(value, 'Group'), info);
      return onlyOne(await sources.group.withPath(value), `group with the path "${value}"`);
    },
    groups: (_, { filter, ...page }, { sources }, info) => connection(sources.group.list(query(filter), info), page),
    rootGroup: (_, _args, { sources }, info) => sources.group.root(info),
  },
  Enterprise: {
    groups: (_, { filter, ...page }, { sources }, info) => connection(sources.group.list(query(filter), info), page),
    rootGroup: (_, _args, { sources }, info) => sources.group.root(info),
  },
  Group: {
    id: ({ id }) => nodeId('Group', id),
    esperId: ({ id }) => id,
    blueprintId: (group) => after(read(group, 'blueprint'), (id) => id || null),
    blueprint: (group, _, { sources }, info) =>
      after(read(group, 'blueprint'), (id) => (id ? sources.blueprint.link(id, info) : null)),
    thumbnailId: (group) => read(group, 'thumbnail') ?? null,
    createdAt: (group) => read(group, 'created_on'),
    updatedAt: (group) => read(group, 'updated_on'),
    parent: (group, _, { sources }, info) =>
      after(read(group, 'parent'), (parent) => {
        const id = referencedId(parent);
        return id === null ? null : sources.group.link(id, info);
      }),
    ancestors: async (group, _, { sources }) => sources.group.ancestors(referencedId(await read(group, 'parent'))),
    children: ({ id }, page, { sources }) => connection(sources.group.childrenOf(id), page),
    enterprise: async (group, _, { sources }) => {
      const id = referencedId(await read(group, 'enterprise'));
      return id === null ? null : sources.enterprise.referTo(id);
    },
  },
} satisfies Resolvers;
