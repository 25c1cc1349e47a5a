import {
  execute,
  getOperationAST,
  Kind,
  visit,
  type DocumentNode,
  type ExecutionResult,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { coercedVariables, MOST_FAULTS, type Variables } from '../variables.js';
import { Compiler } from './compile.js';
import { Execution, type CompiledOperation, type Executed } from './execution.js';

/** An operation that a client asks for. */
export interface Asked {
  /** Valid for the schema. */
  readonly document: DocumentNode;
  readonly operationName?: string | null | undefined;
  /** As the client sent them. */
  readonly variables?: Variables | undefined;
  readonly context: Executed;
}

/** Carries out operations. Rejects for none: what is wrong is told in the result. */
export type Execute = (asked: Asked) => Promise<ExecutionResult>;

/** Compilations of one operation that are kept at most: each way in which @skip and @include can turn out is one. */
const MOST_VARIANTS = 16;

/** Leaves everything to graphql-js. */
export const interpretedExecutor =
  (schema: GraphQLSchema): Execute =>
  async ({ document, operationName, variables, context }) =>
    execute({
      schema,
      document,
      operationName,
      variableValues: variables,
      contextValue: context,
      options: { maxCoercionErrors: MOST_FAULTS },
    });

/**
 * Compiles an operation when it is first asked for; what comes of that is forgotten with its document. An operation that cannot be
 * carried out is left to graphql-js, which says why.
 *
 * What is selected of a type is gathered once (collect.ts) and compiled to a list of fields with what completes them (compile.ts);
 * an execution goes through these lists and fills the answer (execution.ts), each object and list of it a place (place.ts).
 */
export function compiledExecutor(schema: GraphQLSchema): Execute {
  const interpret = interpretedExecutor(schema);
  const known = new WeakMap<OperationDefinitionNode, (variables: Variables) => CompiledOperation>();
  return async (asked) => {
    const { document, operationName, variables = {}, context } = asked;
    const node = getOperationAST(document, operationName);
    if (!node) return interpret(asked);
    const coerced = coercedVariables(schema, node, variables);
    if (!coerced) return interpret(asked);
    const compiled = known.get(node) ?? compiledFor(schema, document, node);
    known.set(node, compiled);
    let operation: CompiledOperation;
    try {
      operation = compiled(coerced);
    } catch {
      return interpret(asked);
    }
    return new Execution(operation, context, coerced).run();
  };
}

/** Gives an operation compiled for variables: what it selects hangs on those that directives name. */
function compiledFor(schema: GraphQLSchema, document: DocumentNode, node: OperationDefinitionNode) {
  const fragments = Object.create(null) as Record<string, FragmentDefinitionNode>;
  for (const one of document.definitions) if (one.kind === Kind.FRAGMENT_DEFINITION) fragments[one.name.value] = one;
  const names = variablesOfDirectives(document);
  const variants = new Map<string, CompiledOperation>();
  return (variables: Variables): CompiledOperation => {
    const variant = names.map((name) => String(variables[name])).join();
    const found = variants.get(variant);
    if (found) return found;
    const type = schema.getRootType(node.operation);
    if (!type) throw new Error(`The schema has no root for a ${node.operation}.`);
    // Kept with it: of the variables nothing but what directives name, lest one caller's values outlive the operation.
    const given = names.filter((name) => Object.hasOwn(variables, name));
    const told = Object.fromEntries(given.map((name) => [name, variables[name]]));
    const parts = { schema, fragments, variables: told };
    const made = { node, document: parts, root: new Compiler(parts).selection(type, [node.selectionSet]) };
    if (variants.size >= MOST_VARIANTS) variants.clear();
    variants.set(variant, made);
    return made;
  };
}

/** The variables on which @skip and @include hang. */
function variablesOfDirectives(document: DocumentNode): string[] {
  const names = new Set<string>();
  visit(document, {
    Directive: ({ arguments: args = [] }) => {
      for (const { value } of args) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names];
}
