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
import { sizeOf } from '../connections/paging.js';
import { selected, type Document, type Fields, type Nodes } from './selected.js';
import { fieldOf, isConnection, selectedRows, selectsMore } from './selected-objects.js';
import type { Sizes } from './sizes.js';
import { Spending } from './spending.js';
import { connectionCalls, fieldCalls } from './tariff.js';
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
  /** Objects that can stand there, each as often as it does. */
  readonly objects: number;
  /** Different ones among them: each is asked for once. */
  readonly different: number;
  /** Their records that are at hand; those that fields fetch are added. */
  readonly records: Set<string>;
}

/** Walks through what one operation selects, counts the objects that can stand in each place, and adds up what they cost. */
export class Estimator {
  #spent = new Spending();

  constructor(
    private readonly document: Document,
    private readonly weights: Weights,
    private readonly sizes: Sizes,
  ) {}

  /** The price of what is selected of the root type. */
  price(type: GraphQLCompositeType, root: Nodes[number]): Estimate {
    this.#object(type, [root], { objects: 1, different: 1, records: new Set() });
    return { calls: this.#spent.calls, rows: this.#spent.rows };
  }

  /** Every object is of one type: of what is asked of some types only, the dearest counts. */
  #object(type: GraphQLCompositeType, nodes: Nodes, place: Place): void {
    const { always, onlyOf } = selected(type, nodes, this.document);
    for (const [owner, fields] of always) this.#fields(owner, fields, place);
    const before = this.#spent;
    const branches = [...onlyOf].map(([owner, fields]) => {
      this.#spent = before.copy();
      this.#fields(owner, fields, { ...place, records: new Set(place.records) });
      return this.#spent;
    });
    this.#spent = branches.reduce(Spending.dearer, before);
  }

  #fields(owner: string, fields: Fields, place: Place): void {
    const { schema } = this.document;
    const type = schema.getType(owner);
    for (const nodes of fields.values()) {
      const field = fieldOf(type, nodes);
      if (field) this.#field(field, nodes, place);
      if (type === schema.getMutationType()) this.#spent.settle();
    }
  }

  #field(field: GraphQLField<unknown, unknown>, nodes: readonly FieldNode[], place: Place): void {
    const args = this.#argumentsOf(field, nodes[0] as FieldNode);
    if (!args) return; // it will not be resolved either
    this.#arguments(field.args, args, place);
    const type = getNamedType(field.type);
    const weight = this.weights.get(field) ?? FREE;
    if (isConnection(type)) this.#connection(type, weight, nodes, args, place);
    else this.#plain(field, weight, nodes, args, place);
  }

  #plain(field: GraphQLField<unknown, unknown>, weight: Weight, nodes: Nodes, args: Arguments, place: Place): void {
    const type = getNamedType(field.type);
    const isList = isListType(getNullableType(field.type));
    // A list that is asked for by a list, as `nodes(ids:)` is, has a row for each entry of that.
    const keys = isList ? Object.values(args).find(Array.isArray) : undefined;
    const each = isList ? Math.min(keys?.length ?? Infinity, weight.rows) : 1;
    const different = place.different * each;
    const isAtHand = weight.record.some((name) => place.records.has(name));
    const asked = isAtHand ? 0 : keys ? different : place.different;
    const [fetched] = weight.record;
    if (fetched !== undefined && !isAtHand) place.records.add(fetched);
    const inner = { objects: place.objects * each, different: Math.min(different, this.#sizeOf(type)) };
    const richer = this.#needsMore(type, nodes, weight) ? inner.different : 0;
    this.#spent.add(fieldCalls(weight, asked, richer), weight);
    if (!isCompositeType(type)) return;
    if (isList) this.#spent.rows += inner.objects;
    // A part of an object has no identity, and shares the object's records.
    const isPart = isObjectType(type) && type.getInterfaces().length === 0 && !isList;
    this.#object(type, nodes, { ...inner, records: isPart ? place.records : new Set(weight.has) });
  }

  #connection(type: GraphQLObjectType, weight: Weight, nodes: Nodes, args: Arguments, place: Place): void {
    const rows = selectedRows(type, nodes, this.document);
    const most = weight.unlisted ? Infinity : Math.min(...(rows ?? []).map(([row]) => this.#sizeOf(row)));
    const each = Math.min(sizeOf(args), most);
    const inner = { objects: place.objects * each, different: Math.min(place.different * each, most) };
    const richer = rows?.some(([row, nodes]) => this.#needsMore(row, nodes, weight)) ? inner.different : 0;
    this.#spent.add(connectionCalls(weight, place.different, rows && args, richer), weight);
    const records = new Set(weight.has);
    for (const [row, nodes] of rows ?? []) {
      this.#spent.rows += inner.objects;
      this.#object(row, nodes, { ...inner, records });
    }
  }

  /** Objects of a type there are at most. */
  #sizeOf({ name }: GraphQLNamedType): number {
    return this.sizes.get(name) ?? Infinity;
  }

  /** Whether an object has to be fetched for what is selected of it. */
  #needsMore(type: GraphQLNamedType, nodes: Nodes, { each, known }: Weight): boolean {
    return each > 0 && selectsMore(type, nodes, known, this.document);
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
      this.#spent.add(weight.calls * place.different, weight);
      const type = getNamedType(one.type);
      if (isInputObjectType(type) && !Array.isArray(value))
        this.#arguments(Object.values(type.getFields()), value as Arguments, place);
    }
  }
}
