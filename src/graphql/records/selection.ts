import {
  getNamedType,
  isLeafType,
  isObjectType,
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLResolveInfo,
  type SelectionSetNode,
} from 'graphql';
import { isIncluded } from '../execution/included.js';
import { twinOf } from './twin.js';

/** What a reference tells of itself. */
const identity = ['id', 'esperId', '__typename'];

/**
 * True when the selection under this field reads more of the record than `known` holds: a value that is not among what is
 * known and is no field named in `told`. Links and lists do not count: they see for themselves what they need.
 */
export function needsMoreThan(info: GraphQLResolveInfo, known: object, told: readonly string[] = []): boolean {
  const values = valuesUnder(info);
  return values === undefined || values.some(({ name, twin }) => !told.includes(name) && !(twin && twin in known));
}

interface SelectedValue {
  readonly name: string;
  /** The key of the record it is read from; undefined when it takes more than that. */
  readonly twin: string | undefined;
}

/** The values selected under this field that are no part of a record's identity; undefined for a field of several types. */
const valuesUnder = keptByNodes((info): readonly SelectedValue[] | undefined => {
  const type = getNamedType(info.returnType);
  if (!isObjectType(type)) return undefined;
  const fields = type.getFields();
  return [...namesUnder(info)].flatMap((name) => {
    const field = fields[name];
    if (!field || identity.includes(name) || !isLeafType(getNamedType(field.type))) return [];
    return [{ name, twin: twinOf(field) }];
  });
});

/** True when nothing but fields of these names is selected under this field, whatever type it turns out to be. */
export function selectsOnly(info: GraphQLResolveInfo, names: readonly string[]): boolean {
  for (const name of namesUnder(info)) if (!names.includes(name)) return false;
  return true;
}

/** True when a field of this name is selected under this field, whatever type it turns out to be. */
export const selects = (info: GraphQLResolveInfo, name: string): boolean => namesUnder(info).has(name);

/**
 * True when a field of a field is selected, such as "hardware.brand", whatever type it turns out to be. The rows of a connection are
 * its "nodes", also where they are selected in its edges.
 */
export const selectsWithin = (info: GraphQLResolveInfo, paths: readonly string[]): boolean =>
  paths.some((path) => pathsUnder(info).has(path));

const pathsUnder = keptByNodes((info): ReadonlySet<string> => {
  const paths = new Set<string>();
  const within = (name: string, { selectionSet }: Pick<FieldNode, 'selectionSet'>) =>
    collect(info, [{ selectionSet }], null, (inner) => {
      if (name === 'edges') within('nodes', inner);
      else paths.add(`${name}.${inner.name.value}`);
    });
  collect(info, info.fieldNodes, namedType(info), (field) => within(field.name.value, field));
  return paths;
});

/** The names of the fields selected under this field, through fragments, without what @skip and @include leave out. */
const namesUnder = keptByNodes((info): ReadonlySet<string> => {
  const names = new Set<string>();
  collect(info, info.fieldNodes, namedType(info), ({ name }) => void names.add(name.value));
  return names;
});

const namedType = ({ returnType }: GraphQLResolveInfo) => getNamedType(returnType);

/** Tells of the fields in selections, through the fragments that may be on a type: on any, when that is null or has several. */
function collect(
  { fragments, variableValues }: GraphQLResolveInfo,
  nodes: readonly Pick<FieldNode, 'selectionSet'>[],
  type: GraphQLNamedType | null,
  told: (field: FieldNode) => void,
): void {
  const mayBe = isObjectType(type) ? [type.name, ...type.getInterfaces().map(({ name }) => name)] : null;
  const within = ({ selections }: SelectionSetNode): void => {
    for (const node of selections) {
      if (!isIncluded(node, variableValues)) continue;
      const fragment = node.kind === 'FragmentSpread' ? fragments[node.name.value] : node;
      if (fragment?.kind === 'Field') told(fragment);
      else if (fragment) {
        const condition = fragment.typeCondition?.name.value;
        if (!condition || !mayBe || mayBe.includes(condition)) within(fragment.selectionSet);
      }
    }
  };
  for (const { selectionSet } of nodes) if (selectionSet) within(selectionSet);
}

/** Finds something out once for all rows of a list: they have the same array of nodes. */
function keptByNodes<T>(find: (info: GraphQLResolveInfo) => T): (info: GraphQLResolveInfo) => T {
  const found = new WeakMap<readonly FieldNode[], { readonly value: T }>();
  return (info) => {
    const { fieldNodes } = info;
    const kept = found.get(fieldNodes);
    if (kept) return kept.value;
    const value = find(info);
    found.set(fieldNodes, { value });
    return value;
  };
}
