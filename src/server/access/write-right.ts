import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError } from 'graphql';
import type { Context } from '../../domains/context.js';

/** Refuses a mutation, before anything goes upstream, to who may not write. */
export const writeRight: ApolloServerPlugin<Context> = {
  requestDidStart: async () => ({
    didResolveOperation: async ({ operation, contextValue }) => {
      if (operation?.operation !== 'mutation' || contextValue.mayWrite) return;
      throw new GraphQLError('The token does not allow to change anything.', {
        extensions: { code: 'FORBIDDEN', http: { status: 403 } },
      });
    },
  }),
};
