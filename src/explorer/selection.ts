import {
  getNamedType,
  isCompositeType,
  Kind,
  parse,
  type DocumentNode,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** A field as a document selects it, with what the schema says about it where it is known. */
export interface Selected {
  readonly node: FieldNode;
  readonly field: GraphQLField<unknown, unknown> | undefined;
}

interface Scope {
  readonly selections: SelectionSetNode;
  readonly type: GraphQLCompositeType | undefined;
}

/** Null when the text is no document. */
export function readDocument(text: string | null | undefined): DocumentNode | null {
  try {
    return text ? parse(text) : null;
  } catch {
    return null;
  }
}

/** The operation of that name, or the first one. */
export function operationIn(document: DocumentNode, name: string | null | undefined): OperationDefinitionNode | null {
  const operations = document.definitions.filter(
    (definition): definition is OperationDefinitionNode => definition.kind === Kind.OPERATION_DEFINITION,
  );
  return operations.find((operation) => operation.name?.value === name) ?? operations[0] ?? null;
}

/** Where a document selects what stands at a response path (list positions left out): several places when fragments overlap. */
export function selectionsAt(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  path: readonly string[],
  schema?: GraphQLSchema | null,
): readonly Selected[] {
  let scopes: Scope[] = [
    { selections: operation.selectionSet, type: schema?.getRootType(operation.operation) ?? undefined },
  ];
  let found: Selected[] = [];
  for (const key of path) {
    found = scopes.flatMap((scope) => fieldsOf(scope, document, schema).filter(({ node }) => keyOf(node) === key));
    scopes = found.flatMap(({ node, field }) =>
      node.selectionSet ? [{ selections: node.selectionSet, type: compositeOf(field) }] : [],
    );
  }
  return found;
}

const keyOf = ({ alias, name }: FieldNode) => alias?.value ?? name.value;

function fieldsOf({ selections, type }: Scope, document: DocumentNode, schema?: GraphQLSchema | null): Selected[] {
  return selections.selections.flatMap((selection): Selected[] => {
    if (selection.kind === Kind.FIELD) {
      const field = type && 'getFields' in type ? type.getFields()[selection.name.value] : undefined;
      return [{ node: selection, field }];
    }
    const fragment =
      selection.kind === Kind.INLINE_FRAGMENT
        ? selection
        : document.definitions.find(
            (one) => one.kind === Kind.FRAGMENT_DEFINITION && one.name.value === selection.name.value,
          );
    if (!fragment || !('selectionSet' in fragment)) return [];
    const condition = 'typeCondition' in fragment ? fragment.typeCondition?.name.value : undefined;
    const narrowed = condition === undefined ? type : schema?.getType(condition);
    return fieldsOf(
      { selections: fragment.selectionSet, type: isCompositeType(narrowed) ? narrowed : undefined },
      document,
      schema,
    );
  });
}

function compositeOf(field: GraphQLField<unknown, unknown> | undefined): GraphQLCompositeType | undefined {
  const named = field && getNamedType(field.type);
  return isCompositeType(named) ? named : undefined;
}
