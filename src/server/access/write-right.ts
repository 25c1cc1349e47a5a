import { GraphQLError } from 'graphql';
import type { Asked } from '../asked.js';

/** Refuses a mutation, before anything goes upstream, to who may not write. */
export function refuseWrites({ operation, contextValue }: Asked): void {
  if (operation?.operation !== 'mutation' || contextValue.mayWrite) return;
  throw new GraphQLError('The token does not allow to change anything.', {
    extensions: { code: 'FORBIDDEN', http: { status: 403 } },
  });
}
