import { GraphQLError, validate, type DocumentNode, type GraphQLSchema, type ValidationRule } from 'graphql';

const NO_VARIABLES = 'At the top of a subscription @skip and @include cannot depend on a variable.';

/** What is wrong with a document. graphql-js throws some of it, where it looks what would be selected at a subscription's top. */
export function faultsIn(
  schema: GraphQLSchema,
  document: DocumentNode,
  rules: readonly ValidationRule[],
): readonly GraphQLError[] {
  try {
    return validate(schema, document, rules);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const isOfVariable = error.message.includes('not provided a runtime value');
    return [isOfVariable ? new GraphQLError(NO_VARIABLES, { nodes: error.nodes ?? null }) : error];
  }
}
