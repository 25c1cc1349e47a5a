import type { Resolvers } from '../../generated/schema.js';
import { idIn, mutation, type Outcome } from '../../graphql/mutation.js';
import type { Context } from '../context.js';

/** What a mutation tells its payload of the group it changed. */
export type GroupOutcome = Outcome<{ readonly groupId: string }>;

export const groupMutations = {
  Mutation: {
    createGroup: mutation(async ({ name, parent }, { sources }: Context) => {
      const made = await sources.group.create({ name, parent: parent ? idIn(parent, 'parent', 'Group') : undefined });
      return { groupId: made.id };
    }),
  },
  CreateGroupPayload: {
    group: ({ groupId }, _, { sources }) => (groupId ? sources.group.byId(groupId) : null),
  },
} satisfies Resolvers;
