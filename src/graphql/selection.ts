import {
  getDirectiveValues,
  getNamedType,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isLeafType,
  isObjectType,
  type FieldNode,
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
  for (const name of namesUnder(info)) {
    const field = fields[name];
    if (!field || identity.includes(name) || told.includes(name) || !isLeafType(getNamedType(field.type))) continue;
    const twin = twinOf(field);
    if (twin === undefined || !(twin in known)) return true;
  }
  return false;
}

/** True when nothing but fields of these names is selected under this field, whatever type it turns out to be. */
export function selectsOnly(info: GraphQLResolveInfo, names: readonly string[]): boolean {
  for (const name of namesUnder(info)) if (!names.includes(name)) return false;
  return true;
}

/** True when a field of this name is selected under this field, whatever type it turns out to be. */
export const selects = (info: GraphQLResolveInfo, name: string): boolean => namesUnder(info).has(name);

/** Within an operation graphql-js hands every row of a list the same array of nodes. */
const found = new WeakMap<readonly FieldNode[], ReadonlySet<string>>();

/** The names of the fields selected under this field, through fragments, without what @skip and @include leave out. */
function namesUnder({ fieldNodes, fragments, returnType, variableValues }: GraphQLResolveInfo): ReadonlySet<string> {
  const known = found.get(fieldNodes);
  if (known) return known;
  const names = new Set<string>();
  const type = getNamedType(returnType);
  const mayBe = isObjectType(type) ? [type.name, ...type.getInterfaces().map(({ name }) => name)] : null;
  const collect = ({ selections }: SelectionSetNode): void => {
    for (const node of selections) {
      if (getDirectiveValues(GraphQLSkipDirective, node, variableValues)?.['if'] === true) continue;
      if (getDirectiveValues(GraphQLIncludeDirective, node, variableValues)?.['if'] === false) continue;
      const fragment = node.kind === 'FragmentSpread' ? fragments[node.name.value] : node;
      if (fragment?.kind === 'Field') names.add(fragment.name.value);
      else if (fragment) {
        const condition = fragment.typeCondition?.name.value;
        if (!condition || !mayBe || mayBe.includes(condition)) collect(fragment.selectionSet);
      }
    }
  };
  for (const { selectionSet } of fieldNodes) if (selectionSet) collect(selectionSet);
  found.set(fieldNodes, names);
  return names;
}
