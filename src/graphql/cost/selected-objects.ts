import {
  getNamedType,
  isCompositeType,
  isInputObjectType,
  isObjectType,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
} from 'graphql';
import { selected, type Document, type Nodes } from './selected.js';

/** Objects of a type, and the nodes whose selections are theirs. */
type Objects = readonly [type: GraphQLCompositeType, nodes: Nodes];

/** What every object tells of itself. */
const IDS = ['id', 'esperId', '__typename'];

const nameOf = ([node]: readonly FieldNode[]) => node?.name.value ?? '';

/** The field that is meant by nodes that select it. */
export const fieldOf = (
  type: GraphQLNamedType | undefined,
  nodes: readonly FieldNode[],
): GraphQLField<unknown, unknown> | undefined =>
  type && 'getFields' in type && !isInputObjectType(type) ? type.getFields()[nameOf(nodes)] : undefined;

export const isConnection = (type: GraphQLNamedType | undefined): type is GraphQLObjectType =>
  isObjectType(type) && type.name.endsWith('Connection');

/** The rows that are selected of a connection, in `nodes` and within `edges`; null when none are read for it. */
export function selectedRows(type: GraphQLObjectType, nodes: Nodes, document: Document): Objects[] | null {
  const within = objectsIn([type, nodes], document);
  const [rows, edges] = [within('nodes'), within('edges')];
  if (rows.length + edges.length === 0 && within('pageInfo').length === 0) return null;
  return [...rows, ...edges.flatMap((edge) => objectsIn(edge, document)('node'))];
}

/** Gives the objects that are selected of others by a field of their very type. */
function objectsIn([type, nodes]: Objects, document: Document): (name: string) => Objects[] {
  const fields = [...(selected(type, nodes, document).always.get(type.name)?.values() ?? [])];
  return (name) =>
    fields.flatMap((same) => {
      const inner = nameOf(same) === name ? getNamedType(fieldOf(type, same)?.type) : undefined;
      return isCompositeType(inner) ? [[inner, same]] : [];
    });
}

/** Whether more is selected of an object than its ids, its connections, and what is known of it. */
export function selectsMore(
  type: GraphQLNamedType,
  nodes: Nodes,
  known: readonly string[],
  document: Document,
): boolean {
  if (!isCompositeType(type)) return false;
  const { always, onlyOf } = selected(type, nodes, document);
  return [...always, ...onlyOf].some(([owner, fields]) =>
    [...fields.values()].some((same) => {
      const name = nameOf(same);
      const field = fieldOf(document.schema.getType(owner), same);
      return !IDS.includes(name) && !known.includes(name) && !isConnection(getNamedType(field?.type));
    }),
  );
}
