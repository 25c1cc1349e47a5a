import type { Resolvers } from '../../generated/schema.js';
import { nodeId } from '../../graphql/node-id.js';
import { read } from '../../graphql/records/reference.js';
import { selectsOnly } from '../../graphql/records/selection.js';
import { withoutNulls } from '../../graphql/records/without-nulls.js';

export const tagResolvers = {
  Tag: {
    id: ({ id }) => nodeId('Tag', id),
    esperId: ({ id }) => id,
    name: (tag) => read(tag, 'tag'),
  },
  Device: {
    tags: async (device, _, { sources }, info) => {
      const ids = withoutNulls(await device.v2(({ tags }) => tags));
      if (selectsOnly(info, ['id', 'esperId', '__typename'])) return ids.map((id) => ({ id }));
      const tags = await Promise.all(ids.map((id) => sources.tag.byId(id)));
      return tags.filter((tag) => tag !== null);
    },
  },
} satisfies Resolvers;
