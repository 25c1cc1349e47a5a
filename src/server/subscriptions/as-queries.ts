import {
  GraphQLSchema,
  Kind,
  print,
  separateOperations,
  visit,
  type DocumentNode,
  type OperationDefinitionNode,
} from 'graphql';

/**
 * The same schema with the fields of subscriptions at the root of its queries: what a subscription is told at one moment is
 * the answer to a query, with all that holds for queries.
 */
export function asQueries(schema: GraphQLSchema): GraphQLSchema {
  const query = schema.getSubscriptionType();
  return new GraphQLSchema({ ...schema.toConfig(), query, mutation: undefined, subscription: undefined });
}

/** The text of one subscription of a document, written as a query, with its fragments and none of the operations beside it. */
export function queryText(document: DocumentNode, { name }: OperationDefinitionNode): string {
  const alone = separateOperations(document)[name?.value ?? ''] ?? document;
  return print(
    visit(alone, { [Kind.OPERATION_DEFINITION]: (node) => ({ ...node, operation: 'query' }) as typeof node }),
  );
}
