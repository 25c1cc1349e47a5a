import {
  isObjectType,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { upsert } from '../../upstream/upsert.js';
import { isIncluded } from '../execution/included.js';

/** Nodes whose selections are one selection. */
export type Nodes = readonly Pick<FieldNode, 'selectionSet'>[];

/** A field as it is selected: all nodes with the same name in the answer are one field. */
export type Fields = ReadonlyMap<string, readonly FieldNode[]>;

/** What is selected of an object, by the type whose fields they are. */
export interface Selected {
  /** Of the type itself, and of interfaces the object may have beside it. */
  readonly always: ReadonlyMap<string, Fields>;
  /** For objects of one type alone. */
  readonly onlyOf: ReadonlyMap<string, Fields>;
}

export interface Document {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Gathers the fields of selections, through fragments, without what @skip and @include leave out, as an execution does. */
export function selected(
  type: GraphQLCompositeType,
  nodes: Nodes,
  { schema, fragments, variables }: Document,
): Selected {
  const always = new Map<string, Map<string, FieldNode[]>>();
  const onlyOf = new Map<string, Map<string, FieldNode[]>>();
  const seen = new Set<string>();

  const mayBeIncluded = (node: SelectionNode): boolean => {
    try {
      return isIncluded(node, variables);
    } catch {
      return true; // a null in a variable: what comes of it shows when it is carried out
    }
  };
  const collect = (set: SelectionSetNode | undefined, owner: string): void => {
    for (const node of set?.selections ?? []) {
      if (!mayBeIncluded(node)) continue;
      if (node.kind === 'Field') {
        const key = node.alias?.value ?? node.name.value;
        const group = owner !== type.name && isObjectType(schema.getType(owner)) ? onlyOf : always;
        upsert(
          upsert(group, owner, () => new Map<string, FieldNode[]>()),
          key,
          () => [],
        ).push(node);
        continue;
      }
      if (node.kind === 'FragmentSpread') {
        const mark = `${owner} ${node.name.value}`;
        if (seen.has(mark)) continue;
        seen.add(mark);
      }
      const part = node.kind === 'FragmentSpread' ? fragments.get(node.name.value) : node;
      if (!part) continue;
      // What is known to be of one type stays so.
      const isKnown = isObjectType(schema.getType(owner));
      collect(part.selectionSet, isKnown ? owner : (part.typeCondition?.name.value ?? owner));
    }
  };
  for (const { selectionSet } of nodes) collect(selectionSet, type.name);
  return { always, onlyOf };
}
