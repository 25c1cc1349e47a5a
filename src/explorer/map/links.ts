import {
  getNamedType,
  getNullableType,
  isInterfaceType,
  isListType,
  isObjectType,
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';

/** A field of one type that leads to another. */
export interface Link {
  readonly from: string;
  readonly to: string;
  /** The field, such as `devices`; with the field before it where a part of the type holds it: `blueprint.assigned`. */
  readonly field: string;
  /** Whether it leads to many. */
  readonly isMany: boolean;
  /** The kind of its type that alone has the field. */
  readonly onlyOn: string | undefined;
}

/** A type with what is linked to it. */
export interface MapType {
  readonly name: string;
  readonly description: string;
  /** The types it may be, when it is an interface. */
  readonly kinds: readonly string[];
  readonly links: readonly Link[];
}

type Composite = GraphQLObjectType | GraphQLInterfaceType;

/** The map of a schema. */
export interface SchemaMap {
  readonly types: readonly MapType[];
  /** The fields of the query type, from which clients set out. */
  readonly entries: readonly Link[];
}

/**
 * The types that have an identity or come in lists, with the fields that lead from one to another. Connections are read as links to
 * many, kinds of an interface as that interface, and parts of a type as belonging to it.
 */
export function mapSchema(schema: GraphQLSchema): SchemaMap {
  const query = schema.getQueryType();
  const entries = query ? fieldsOf(query, query.name, schema) : [];
  const found = new Map<string, MapType>();
  const waiting = entries.map(({ to }) => to);
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    const type = schema.getType(name);
    if (found.has(name) || !isComposite(type)) continue;
    const links = linksOf(type, schema);
    const kinds = isInterfaceType(type) ? schema.getPossibleTypes(type).map((kind) => kind.name) : [];
    found.set(name, { name, description: type.description ?? '', kinds, links });
    waiting.push(...links.map(({ to }) => to));
  }
  // Rows without an identity that lead nowhere, such as a role's scopes, are parts of what they stand in.
  const isPart = ({ name, links }: MapType) => links.length === 0 && !hasIdentity(schema.getType(name) as Composite);
  const whole = [...found.values()].filter((type) => !isPart(type));
  const names = new Set(whole.map(({ name }) => name));
  const isShown = ({ to }: Link) => names.has(to);
  return {
    types: whole.map((type) => ({ ...type, links: type.links.filter(isShown) })),
    entries: entries.filter(isShown),
  };
}

function linksOf(type: Composite, schema: GraphQLSchema): readonly Link[] {
  const own = fieldsOf(type, type.name, schema);
  if (!isInterfaceType(type)) return own;
  const known = new Set(own.map(({ field }) => field));
  const ofKinds = schema
    .getPossibleTypes(type)
    .flatMap((kind) => fieldsOf(kind, type.name, schema).map((link) => ({ ...link, onlyOn: kind.name })));
  return [...own, ...ofKinds.filter(({ field }) => !known.has(field))];
}

function fieldsOf(type: Composite, from: string, schema: GraphQLSchema, before = ''): Link[] {
  return Object.values(type.getFields()).flatMap((field): Link[] => {
    const name = `${before}${field.name}`;
    const { target, isMany } = targetOf(field.type);
    if (!target || target.name === 'Node') return [];
    const to = wholeOf(target, schema);
    if (isMany || hasIdentity(to)) return [{ from, to: to.name, field: name, isMany, onlyOn: undefined }];
    // A part of the type, such as a device's network: what it leads to, the type leads to.
    return before.includes('.') ? [] : fieldsOf(to, from, schema, `${name}.`);
  });
}

/** What a field leads to; through a connection, to its rows. */
function targetOf(type: GraphQLOutputType): { readonly target: Composite | undefined; readonly isMany: boolean } {
  const named = getNamedType(type);
  const isList = isListType(getNullableType(type));
  if (!isComposite(named)) return { target: undefined, isMany: isList };
  const rows = named.name.endsWith('Connection') ? getNamedType(named.getFields()['nodes']?.type) : undefined;
  return isComposite(rows) ? { target: rows, isMany: true } : { target: named, isMany: isList };
}

/** The interface of which a type is a kind, but for `Node`, which all of them are. */
function wholeOf(type: Composite, schema: GraphQLSchema): Composite {
  const [whole] = type.getInterfaces().filter((one) => one.name !== 'Node' && schema.getPossibleTypes(one).length > 1);
  return whole ?? type;
}

const hasIdentity = (type: Composite) => type.getInterfaces().some(({ name }) => name === 'Node');
const isComposite = (type: GraphQLNamedType | undefined): type is Composite =>
  isObjectType(type) || isInterfaceType(type);
