import {
  GraphQLSchema,
  separateOperations,
  TokenKind,
  type DocumentNode,
  type OperationDefinitionNode,
  type Token,
} from 'graphql';
import { perSchema } from '../../graphql/per-schema.js';

/**
 * The same schema with the fields of subscriptions at the root of its queries: what a subscription is told at one moment is
 * the answer to a query, with all that holds for queries.
 */
export const asQueries = perSchema((schema) => {
  const query = schema.getSubscriptionType();
  return new GraphQLSchema({ ...schema.toConfig(), query, mutation: undefined, subscription: undefined });
});

/**
 * The text of one subscription of a document, written as a query, with its fragments and none of the operations beside it. All
 * stands where it stood, so that errors tell places in what the client sent.
 */
export function queryText(document: DocumentNode, operation: OperationDefinitionNode): string {
  const alone = separateOperations(document)[operation.name?.value ?? ''] ?? document;
  let text = document.loc?.source.body ?? '';
  const put = (word: string, { start, end }: Pick<Token, 'start' | 'end'>) => {
    const rest = text.slice(start + word.length, end).replace(/[^\r\n]/g, ' ');
    text = text.slice(0, start) + word + rest + text.slice(end);
  };
  for (const node of document.definitions) if (node.loc && !alone.definitions.includes(node)) put('', node.loc);
  let keyword = operation.loc?.startToken;
  while (keyword?.next && keyword.kind !== TokenKind.NAME) keyword = keyword.next; // a description may stand before it
  if (keyword) put('query', keyword);
  return text;
}
