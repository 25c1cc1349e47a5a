import {
  isAbstractType,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import { isIncluded } from './included.js';

/** What fragments and directives of a document mean. */
export interface Document {
  readonly schema: GraphQLSchema;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * The fields selected of an object of this type, by their names in the answer and in their order: through fragments, without
 * what @skip and @include leave out. Nodes of one name are one field. Throws GraphQLError for a directive without its value.
 */
export function collectFields(
  type: GraphQLObjectType,
  sets: readonly SelectionSetNode[],
  { schema, fragments, variables }: Document,
): ReadonlyMap<string, readonly FieldNode[]> {
  const fields = new Map<string, FieldNode[]>();
  const spread = new Set<string>();

  const fits = (condition: string | undefined): boolean => {
    if (condition === undefined || condition === type.name) return true;
    const named = schema.getType(condition);
    return isAbstractType(named) && schema.isSubType(named, type);
  };

  const collect = ({ selections }: SelectionSetNode): void => {
    for (const node of selections) {
      const isSpread = node.kind === 'FragmentSpread';
      if (isSpread && spread.has(node.name.value)) continue; // before its directives are read, which may fail
      if (!isIncluded(node, variables)) continue;
      if (node.kind === 'Field') {
        const key = node.alias?.value ?? node.name.value;
        const same = fields.get(key);
        if (same) same.push(node);
        else fields.set(key, [node]);
        continue;
      }
      if (isSpread) spread.add(node.name.value);
      const fragment = isSpread ? fragments[node.name.value] : node;
      if (fragment && fits(fragment.typeCondition?.name.value)) collect(fragment.selectionSet);
    }
  };
  for (const set of sets) collect(set);
  return fields;
}
