import {
  getArgumentValues,
  getNamedType,
  getNullableType,
  isCompositeType,
  isInputObjectType,
  isListType,
  isObjectType,
  type FieldNode,
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLObjectType,
} from 'graphql';
import { PAGE_SIZE } from '../../upstream/paged.js';
import { sizeOf } from '../paging.js';
import { selected, type Document, type Fields, type Nodes } from './selected.js';
import { Spending } from './spending.js';
import { FREE, type Weight, type Weights } from './weights.js';

/** What an operation costs at most. */
export interface Estimate {
  /** Calls to the REST API. */
  readonly calls: number;
  /** Objects in all lists of the answer. */
  readonly rows: number;
}

type Arguments = Readonly<Record<string, unknown>>;

/** A place in the answer. */
interface Place {
  /** Objects that can stand there. */
  readonly objects: number;
  /** Their records that are at hand; those that fields fetch are added. */
  readonly records: Set<string>;
}

/** Rows of a connection that are selected: their type, and the nodes whose selections are theirs. */
type Listed = readonly [row: GraphQLCompositeType, nodes: Nodes];

/** The page of the list of all that may show that it is too long to look several things up in. */
const SOUGHT = 1;

/** Prices an operation before it is carried out, by the weights that the schema declares. Made for one operation. */
export class Estimator {
  #spent = new Spending();

  constructor(
    private readonly document: Document,
    private readonly weights: Weights,
  ) {}

  /** The price of what is selected of the root type. */
  price(type: GraphQLCompositeType, root: Nodes[number]): Estimate {
    this.#object(type, [root], { objects: 1, records: new Set() });
    return { calls: this.#spent.calls, rows: this.#spent.rows };
  }

  /** Every object is of one type: of what is asked of some types only, the dearest counts. */
  #object(type: GraphQLCompositeType, nodes: Nodes, place: Place): void {
    const { always, onlyOf } = selected(type, nodes, this.document);
    for (const [name, fields] of always) this.#fields(this.#typeNamed(name), fields, place);
    const before = this.#spent;
    const branches = [...onlyOf].map(([name, fields]) => {
      this.#spent = before.copy();
      this.#fields(this.#typeNamed(name), fields, { ...place, records: new Set(place.records) });
      return this.#spent;
    });
    this.#spent = branches.reduce(Spending.dearer, before);
  }

  #fields(type: GraphQLNamedType | undefined, fields: Fields, place: Place): void {
    for (const nodes of fields.values()) {
      const field = fieldOf(type, nodes);
      if (field) this.#field(field, nodes, place);
    }
  }

  #field(field: GraphQLField<unknown, unknown>, nodes: readonly FieldNode[], place: Place): void {
    const weight = this.weights.get(field) ?? FREE;
    const args = this.#argumentsOf(field, nodes[0] as FieldNode);
    if (!args) return; // it will not be resolved either
    const type = getNamedType(field.type);
    this.#arguments(field.args, args, place);
    if (isConnection(type)) this.#connection(type, weight, nodes, args, place);
    else this.#plain(field, weight, nodes, args, place);
  }

  #plain(field: GraphQLField<unknown, unknown>, weight: Weight, nodes: Nodes, args: Arguments, place: Place): void {
    const type = getNamedType(field.type);
    const isList = isListType(getNullableType(field.type));
    // A list that is asked for by a list, as `nodes(ids:)` is, has a row for each entry of that.
    const keys = isList ? Object.values(args).find(Array.isArray) : undefined;
    const size = keys ? Math.min(keys.length, weight.rows) : isList ? weight.rows : 1;
    const objects = place.objects * size;
    if (isList && isCompositeType(type)) this.#spent.rows += objects;
    const [fetched] = weight.record;
    const isAtHand = weight.record.some((name) => place.records.has(name));
    if (fetched !== undefined && !isAtHand) place.records.add(fetched);
    const own = isAtHand ? 0 : (keys ? objects : place.objects) * weight.calls;
    const sought = fetched !== undefined && own > 1 ? SOUGHT : 0;
    const vain = Math.max(0, Math.min(own - 1, weight.spare));
    const rest = this.#needsMore(type, nodes, weight) ? objects * weight.each : 0;
    this.#spent.add(own + sought + vain + rest, weight);
    if (!isCompositeType(type)) return;
    // A part of an object has no identity, and shares the object's records.
    const isPart = isObjectType(type) && type.getInterfaces().length === 0 && !isList;
    this.#object(type, nodes, { objects, records: isPart ? place.records : new Set(weight.has) });
  }

  #connection(type: GraphQLObjectType, weight: Weight, nodes: Nodes, args: Arguments, place: Place): void {
    const fields = this.#ownFields(type, nodes);
    const listed = this.#rowsIn(type, fields);
    const isRead = ['nodes', 'edges', 'pageInfo'].some((name) => named(fields, name).length > 0);
    const size = isRead ? sizeOf(args) : 0;
    const isContinued = isRead && (args['after'] != null || args['before'] != null);
    const pages = Math.max(1, Math.ceil(size / PAGE_SIZE));
    // From the end it is counted first; and where a cursor's row is not in its place, it is sought around there.
    const more = isContinued ? pages + 2 : isRead && args['last'] != null ? 1 : 0;
    // To look for a quicker way may be in vain: to all the lists, or to what follows on a cursor.
    const vain = weight.spare * ((place.objects > 1 ? 1 : 0) + (isContinued ? place.objects * pages : 0));
    const objects = place.objects * size;
    const rest = listed.some(([row, nodes]) => this.#needsMore(row, nodes, weight)) ? objects * weight.each : 0;
    const sought = rest > 1 ? SOUGHT : 0;
    this.#spent.add(place.objects * (pages + more) * weight.calls + rest + sought + vain, weight);
    const records = new Set(weight.has);
    for (const [row, nodes] of listed) {
      this.#spent.rows += objects;
      this.#object(row, nodes, { objects, records });
    }
  }

  /** The rows in `nodes`, and those within `edges`. */
  #rowsIn(connection: GraphQLObjectType, fields: Fields): Listed[] {
    const inEdges = named(fields, 'edges').flatMap((nodes) => {
      const edge = typeOf(connection, nodes);
      if (!isCompositeType(edge)) return [];
      return named(this.#ownFields(edge, nodes), 'node').flatMap((nodes) => listed(typeOf(edge, nodes), nodes));
    });
    return [...named(fields, 'nodes').flatMap((nodes) => listed(typeOf(connection, nodes), nodes)), ...inEdges];
  }

  /** Whether more is selected than ids, connections, and what is known. */
  #needsMore(type: GraphQLNamedType, nodes: Nodes, { each, known }: Weight): boolean {
    if (each === 0 || !isCompositeType(type)) return false;
    const told = ['id', 'esperId', '__typename', ...known];
    const { always, onlyOf } = selected(type, nodes, this.document);
    const all = [...always, ...onlyOf].map(([name, fields]) => [this.#typeNamed(name), fields] as const);
    return all.some(([owner, fields]) =>
      [...fields.values()].some((same) => !told.includes(nameOf(same)) && !isConnection(typeOf(owner, same))),
    );
  }

  /** What is selected of an object of this very type. */
  #ownFields(type: GraphQLCompositeType, nodes: Nodes): Fields {
    return selected(type, nodes, this.document).always.get(type.name) ?? new Map();
  }

  #typeNamed(name: string): GraphQLNamedType | undefined {
    return this.document.schema.getType(name);
  }

  #argumentsOf(field: GraphQLField<unknown, unknown>, node: FieldNode): Arguments | undefined {
    try {
      return getArgumentValues(field, node, { ...this.document.variables });
    } catch {
      return undefined;
    }
  }

  /** What is added by arguments that are given, at any depth of them. */
  #arguments(declared: readonly (GraphQLArgument | GraphQLInputField)[], given: Arguments, place: Place): void {
    for (const one of declared) {
      const value = given[one.name];
      if (value == null) continue;
      const weight = this.weights.get(one) ?? FREE;
      this.#spent.add(weight.calls * place.objects, weight);
      const type = getNamedType(one.type);
      if (isInputObjectType(type) && !Array.isArray(value))
        this.#arguments(Object.values(type.getFields()), value as Arguments, place);
    }
  }
}

const nameOf = (nodes: readonly FieldNode[]) => nodes[0]?.name.value ?? '';
const fieldOf = (type: GraphQLNamedType | undefined, nodes: readonly FieldNode[]) =>
  type && 'getFields' in type && !isInputObjectType(type) ? type.getFields()[nameOf(nodes)] : undefined;
const typeOf = (type: GraphQLNamedType | undefined, nodes: readonly FieldNode[]) =>
  getNamedType(fieldOf(type, nodes)?.type);
const named = (fields: Fields, name: string) => [...fields.values()].filter((nodes) => nameOf(nodes) === name);
const listed = (row: GraphQLNamedType | undefined, nodes: Nodes): Listed[] =>
  isCompositeType(row) ? [[row, nodes]] : [];
const isConnection = (type: GraphQLNamedType | undefined): type is GraphQLObjectType =>
  isObjectType(type) && type.name.endsWith('Connection');
