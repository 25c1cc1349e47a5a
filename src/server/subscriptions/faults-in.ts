import {
  GraphQLError,
  Kind,
  validate,
  type DirectiveNode,
  type DocumentNode,
  type GraphQLSchema,
  type SelectionSetNode,
  type ValidationRule,
} from 'graphql';

const UNCONDITIONAL = 'At the top of a subscription there can be no @skip and no @include.';

/**
 * What is wrong with a document. graphql-js throws where what is selected at a subscription's top hangs on a variable, and where
 * nothing is; the specification has no conditions there at all.
 */
export function faultsIn(
  schema: GraphQLSchema,
  document: DocumentNode,
  rules: readonly ValidationRule[],
): readonly GraphQLError[] {
  const conditions = conditionsAtTop(document);
  if (conditions.length === 0) return validate(schema, document, rules);
  return conditions.map((directive) => new GraphQLError(UNCONDITIONAL, { nodes: directive }));
}

function conditionsAtTop({ definitions }: DocumentNode): DirectiveNode[] {
  const spread = new Set<string>();
  const within = ({ selections }: SelectionSetNode): DirectiveNode[] =>
    selections.flatMap((node) => {
      const conditions = node.directives?.filter(({ name }) => ['skip', 'include'].includes(name.value)) ?? [];
      if (node.kind === Kind.INLINE_FRAGMENT) return [...conditions, ...within(node.selectionSet)];
      if (node.kind === Kind.FRAGMENT_SPREAD) spread.add(node.name.value);
      return conditions;
    });
  const found = definitions.flatMap((node) =>
    node.kind === Kind.OPERATION_DEFINITION && node.operation === 'subscription' ? within(node.selectionSet) : [],
  );
  // What is spread in a fragment is added while the set is gone through.
  for (const name of spread)
    for (const node of definitions)
      if (node.kind === Kind.FRAGMENT_DEFINITION && node.name.value === name) found.push(...within(node.selectionSet));
  return found;
}
