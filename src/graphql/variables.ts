import { getVariableValues, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';

/** Variables of an operation, as the client sent them or as its resolvers are given them. */
export type Variables = Readonly<Record<string, unknown>>;

/** Faults of variables that a client is told: each quotes what it is about, which may be all that was sent. */
export const MOST_FAULTS = 10;

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
  // Whoever tells what is wrong looks anew: here the first fault is enough.
  const { coerced: values } = getVariableValues(schema, operation.variableDefinitions ?? [], sent, { maxErrors: 0 });
  known.set(sent, { operation, values });
  return values;
}
