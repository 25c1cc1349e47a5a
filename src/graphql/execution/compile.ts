import {
  getArgumentValues,
  getNullableType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
  type FieldNode,
  type GraphQLAbstractType,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import { followed } from '../trace.js';
import { collectFields, type Document } from './collect.js';
import { plainResolver } from './plain-resolvers.js';

export type Arguments = Record<string, unknown>;
type Resolve = GraphQLFieldResolver<unknown, unknown>;

/** A field of a selection, and all that is the same of it whenever the document is carried out. */
export interface CompiledField {
  /** Its name in the answer. */
  readonly key: string;
  readonly field: GraphQLField<unknown, unknown>;
  readonly nodes: readonly FieldNode[];
  readonly parentType: GraphQLObjectType;
  readonly resolve: Resolve;
  /** Whether the resolver may look at the field itself: one that declares fewer than four parameters cannot. */
  readonly isInformed: boolean;
  /** As `resolve`, told to the operation's trace and span. */
  readonly followed: Resolve;
  /** Its arguments; undefined when they hang on variables, or are such that the field cannot be resolved. */
  readonly args: Arguments | undefined;
  /** Where an operation keeps the arguments that hang on its variables. */
  readonly slot: number;
  readonly value: CompiledValue;
}

/** How a value of some type becomes a part of the answer. */
export type CompiledValue = { readonly isNonNull: boolean } & (
  | { readonly kind: 'leaf'; readonly type: GraphQLLeafType }
  | { readonly kind: 'list'; readonly item: CompiledValue }
  | { readonly kind: 'object'; readonly selection: () => CompiledSelection }
  | {
      readonly kind: 'abstract';
      /** The name of the type a value is of. */
      readonly nameOf: (value: unknown, context: unknown, info: GraphQLResolveInfo) => unknown;
      readonly selectionOf: (name: unknown) => CompiledSelection;
    }
);

/** What is selected of an object of one type. */
export interface CompiledSelection {
  readonly fields: readonly CompiledField[];
  /** A new object for the fields. */
  readonly make: () => Record<string, unknown>;
}

/** Compiles the selections of one operation, each when it is first needed, since of most types no object ever comes. */
export class Compiler {
  #slots = 0;

  constructor(readonly document: Document) {}

  selection(type: GraphQLObjectType, sets: readonly SelectionSetNode[]): CompiledSelection {
    const fields: CompiledField[] = [];
    for (const [key, nodes] of collectFields(type, sets, this.document)) {
      const field = this.#fieldOf(type, nodes);
      if (field) fields.push(this.#field(key, field, nodes, type));
    }
    // A name that means something to JavaScript; any other object is quicker with a prototype.
    const isOdd = fields.some(({ key }) => key === '__proto__');
    return { fields, make: () => (isOdd ? (Object.create(null) as Record<string, unknown>) : {}) };
  }

  #fieldOf(type: GraphQLObjectType, nodes: readonly FieldNode[]): GraphQLField<unknown, unknown> | undefined {
    const name = nodes[0]?.name.value ?? '';
    if (name === '__typename') return TypeNameMetaFieldDef;
    if (type === this.document.schema.getQueryType()) {
      if (name === '__schema') return SchemaMetaFieldDef;
      if (name === '__type') return TypeMetaFieldDef;
    }
    return type.getFields()[name];
  }

  #field(
    key: string,
    field: GraphQLField<unknown, unknown>,
    nodes: readonly FieldNode[],
    parentType: GraphQLObjectType,
  ): CompiledField {
    const resolve = plainResolver(field);
    const value = this.#value(field.type, nodes);
    const args = constantArguments(field, nodes[0] as FieldNode);
    const isOurs = !parentType.name.startsWith('__') && !field.name.startsWith('__');
    const inTrace = isOurs ? followed(resolve, `${parentType.name}.${field.name}`) : resolve;
    const isInformed = resolve.length === 0 || resolve.length >= 4; // of rest parameters the length says nothing
    const slot = this.#slots++;
    return { key, field, nodes, parentType, isInformed, resolve, followed: inTrace, args, slot, value };
  }

  #value(declared: GraphQLOutputType, nodes: readonly FieldNode[]): CompiledValue {
    const isNonNull = isNonNullType(declared);
    const type = getNullableType(declared);
    if (isListType(type))
      return { kind: 'list', isNonNull, item: this.#value(type.ofType as GraphQLOutputType, nodes) };
    if (isLeafType(type)) return { kind: 'leaf', isNonNull, type };
    const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    if (isObjectType(type)) return { kind: 'object', isNonNull, selection: once(() => this.selection(type, sets)) };
    const nameOf = (value: unknown, context: unknown, info: GraphQLResolveInfo) =>
      type.resolveType ? type.resolveType(value, context, info, type) : (value as { __typename?: string }).__typename;
    return { kind: 'abstract', isNonNull, nameOf, selectionOf: this.#byTypeName(type, sets) };
  }

  #byTypeName(abstract: GraphQLAbstractType, sets: readonly SelectionSetNode[]) {
    const known = new Map<unknown, CompiledSelection>();
    return (name: unknown): CompiledSelection => {
      const found = known.get(name);
      if (found) return found;
      const type = this.document.schema.getType(String(name));
      if (!isObjectType(type) || !this.document.schema.isSubType(abstract, type))
        throw new Error(`"${String(name)}" is no type of ${abstract.name}.`);
      const made = this.selection(type, sets);
      known.set(name, made);
      return made;
    };
  }
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

/** Arguments in which no variable stands, read once; undefined for others, and for those that cannot be read. */
function constantArguments(field: GraphQLField<unknown, unknown>, node: FieldNode): Arguments | undefined {
  if (node.arguments?.some(({ value }) => holdsVariable(value))) return undefined;
  try {
    return getArgumentValues(field, node);
  } catch {
    return undefined; // it is told where it is resolved
  }
}

function holdsVariable(value: ValueNode): boolean {
  if (value.kind === Kind.LIST) return value.values.some(holdsVariable);
  if (value.kind === Kind.OBJECT) return value.fields.some((field) => holdsVariable(field.value));
  return value.kind === Kind.VARIABLE;
}
