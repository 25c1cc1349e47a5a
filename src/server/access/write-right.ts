import type { GraphQLRequestContextDidResolveOperation } from '@apollo/server';
import { GraphQLError } from 'graphql';
import type { Context } from '../../domains/context.js';

/** Refuses a mutation, before anything goes upstream, to who may not write. */
export function refuseWrites({ operation, contextValue }: GraphQLRequestContextDidResolveOperation<Context>): void {
  if (operation?.operation !== 'mutation' || contextValue.mayWrite) return;
  throw new GraphQLError('The token does not allow to change anything.', {
    extensions: { code: 'FORBIDDEN', http: { status: 403 } },
  });
}
