import { GraphQLSchema, Kind, print, visit, type DocumentNode } from 'graphql';

/**
 * The same schema with the fields of subscriptions at the root of its queries: what a subscription is told at one moment is
 * the answer to a query, with all that holds for queries.
 */
export function asQueries(schema: GraphQLSchema): GraphQLSchema {
  const query = schema.getSubscriptionType();
  return new GraphQLSchema({ ...schema.toConfig(), query, mutation: undefined, subscription: undefined });
}

/** The text of a document whose subscriptions are written as queries. */
export const queryText = (document: DocumentNode): string =>
  print(
    visit(document, {
      [Kind.OPERATION_DEFINITION]: (node) =>
        node.operation === 'subscription' ? { ...node, operation: 'query' } : undefined,
    }),
  );
