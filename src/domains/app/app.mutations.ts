import type { Resolvers } from '../../generated/schema.js';
import { idIn, mutation, type Outcome } from '../../graphql/changes/mutation.js';
import { nodeId } from '../../graphql/node-id.js';
import type { Context } from '../context.js';

export type DeletedAppOutcome = Outcome<{ readonly deletedAppId: string }>;

export const appMutations = {
  Mutation: {
    deleteApp: mutation(
      async ({ app }, { sources }: Context) => {
        const appId = idIn(app, 'app', 'App');
        await sources.app.remove(appId);
        return { deletedAppId: nodeId('App', appId) };
      },
      { '': 'app' },
    ),
  },
} satisfies Resolvers;
