import type { Resolvers } from '../../generated/schema.js';
import { nodeId } from '../../graphql/node-id.js';

export const tagResolvers = {
  Tag: {
    id: ({ id }) => nodeId('Tag', id),
    esperId: ({ id }) => id,
    name: ({ tag }) => tag,
  },
  Device: {
    tags: async (device, _, { sources }) => {
      const ids = (await device.v2(({ tags }) => tags)) ?? [];
      const tags = await Promise.all(ids.map((id) => sources.tag.byId(id)));
      return tags.filter((tag) => tag !== null);
    },
  },
} satisfies Resolvers;
