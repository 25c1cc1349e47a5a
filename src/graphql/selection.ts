import {
  getDirectiveValues,
  getNamedType,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isObjectType,
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type SelectionSetNode,
} from 'graphql';
import { twinOf } from './twin.js';

/**
 * True when the selection under this field certainly reads a record key that `known` lacks: some field in it is answered by
 * its twin on the record, and the twin is not there. Fields with a resolver of their own do not count: they see for themselves.
 */
export function needsMoreThan(info: GraphQLResolveInfo, known: object): boolean {
  const type = getNamedType(info.returnType);
  if (!isObjectType(type)) return true;
  const fields = type.getFields();
  for (const node of fieldsUnder(info, type)) {
    const twin = twinOf(fields[node.name.value]);
    if (twin !== undefined && !(twin in known)) return true;
  }
  return false;
}

/** True when nothing but fields of these names is selected under this field, whatever type it turns out to be. */
export function selectsOnly(info: GraphQLResolveInfo, names: readonly string[]): boolean {
  for (const node of fieldsUnder(info)) if (!names.includes(node.name.value)) return false;
  return true;
}

/** The fields selected of a type (or of any), through fragments, without what @skip and @include leave out. */
function* fieldsUnder(info: GraphQLResolveInfo, type?: GraphQLObjectType): Generator<FieldNode> {
  const names = type && new Set([type.name, ...type.getInterfaces().map(({ name }) => name)]);
  const within = function* (selections: SelectionSetNode): Generator<FieldNode> {
    for (const node of selections.selections) {
      if (getDirectiveValues(GraphQLSkipDirective, node, info.variableValues)?.['if'] === true) continue;
      if (getDirectiveValues(GraphQLIncludeDirective, node, info.variableValues)?.['if'] === false) continue;
      if (node.kind === 'Field') {
        yield node;
        continue;
      }
      const fragment = node.kind === 'FragmentSpread' ? info.fragments[node.name.value] : node;
      const condition = fragment?.typeCondition?.name.value;
      if (fragment && (!condition || !names || names.has(condition))) yield* within(fragment.selectionSet);
    }
  };
  for (const { selectionSet } of info.fieldNodes) if (selectionSet) yield* within(selectionSet);
}
