import {
  getDirectiveValues,
  getNamedType,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isLeafType,
  isObjectType,
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type SelectionSetNode,
} from 'graphql';
import { twinOf } from './twin.js';

/** What a reference tells of itself. */
const identity = ['id', 'esperId', '__typename'];

/**
 * True when the selection under this field reads more of the record than `known` holds: a value that is not among what is
 * known and is no field named in `told`. Links and lists do not count: they see for themselves what they need.
 */
export function needsMoreThan(info: GraphQLResolveInfo, known: object, told: readonly string[] = []): boolean {
  const type = getNamedType(info.returnType);
  if (!isObjectType(type)) return true;
  const fields = type.getFields();
  for (const { name } of fieldsUnder(info, type)) {
    const field = fields[name.value];
    if (!field || [...identity, ...told].includes(field.name) || !isLeafType(getNamedType(field.type))) continue;
    const twin = twinOf(field);
    if (twin === undefined || !(twin in known)) return true;
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
