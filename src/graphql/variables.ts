import { getVariableValues, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';

/** Variables of an operation, as the client sent them or as its resolvers are given them. */
export type Variables = Readonly<Record<string, unknown>>;

interface Coerced {
  readonly operation: OperationDefinitionNode;
  readonly values: Variables | undefined;
}

/** By what the client sent: it is priced and carried out, and takes longer to coerce than to be priced. */
const known = new WeakMap<Variables, Coerced>();

/** The variables as the operation takes them; undefined when it does not. */
export function coercedVariables(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  sent: Variables,
): Variables | undefined {
  const found = known.get(sent);
  if (found?.operation === operation) return found.values;
  const { coerced: values } = getVariableValues(schema, operation.variableDefinitions ?? [], sent);
  known.set(sent, { operation, values });
  return values;
}
