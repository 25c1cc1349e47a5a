import {
  extendSchema,
  isInterfaceType,
  isObjectType,
  Kind,
  parse,
  print,
  printSchema,
  visit,
  type ASTNode,
  type ConstDirectiveNode,
  type GraphQLField,
  type GraphQLInterfaceType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  type GraphQLUnionType,
  type InterfaceTypeDefinitionNode,
  type ObjectTypeDefinitionNode,
} from 'graphql';
import { badUserInput } from './errors.js';

/** What a router names an object by: its `__typename`, and one of its keys. */
export type Representation = Readonly<Record<string, unknown>>;

/** How the objects are found that other graphs link to. */
export interface Entities<Context = never> {
  /** The fields by any of which an object of this type is found; none for a type that cannot be linked to. */
  keyFields(type: string): readonly string[];
  /** The objects meant, in the same order, with null for each that is not there. */
  find(representations: readonly Representation[], context: Context, info: GraphQLResolveInfo): unknown;
}

/** What makes a schema one graph of a federation. */
export interface SubgraphOptions {
  readonly entities: Entities;
  /** Whether routers are told the schema. */
  readonly tellSdl: boolean;
}

const LINK = `extend schema @link(
  url: "https://specs.apollo.dev/federation/v2.3"
  import: ["@key", "@shareable", "@inaccessible"]
)`;

/** What a router asks a subgraph. */
const routerFields = (entityTypes: readonly string[]) => `
  "An object of this graph as a router names it: its \`__typename\`, and its \`id\` or \`esperId\`."
  scalar _Any
  "An object of this graph that another graph may link to."
  union _Entity = ${entityTypes.join(' | ')}
  "What this graph tells a router of itself."
  type _Service {
    "The schema, with the keys of its types. Told where introspection is on."
    sdl: String!
  }
  extend type Query {
    """
    For a router: the objects that other graphs link to, in the same order, with null for each that is not there. At most
    1000.
    """
    _entities("The objects, as the other graphs name them." representations: [_Any!]!): [_Entity]!
      @upstream(calls: 1, most: 1001, has: ["item", "user"], rows: 1000)
    "For a router: what this graph is."
    _service: _Service!
  }`;

/** Where a directive stands that no key says: each graph with Relay connections has a PageInfo, and theirs lacks a field of ours. */
const written: Readonly<Record<string, string>> = {
  PageInfo: '@shareable',
  'PageInfo.reanchored': '@inaccessible',
};

const directives = (text: string): readonly ConstDirectiveNode[] => {
  const [scalar] = parse(`scalar Any ${text}`).definitions;
  return (scalar?.kind === Kind.SCALAR_TYPE_DEFINITION && scalar.directives) || [];
};

/** The fields that find an object of this type; for an interface of such types, those that find all its objects. */
function keysOf(schema: GraphQLSchema, name: string, { keyFields }: Entities): readonly string[] {
  const type = schema.getType(name);
  // `Node` itself has no key: graphs mean different objects by it.
  if (!isInterfaceType(type) || type.getInterfaces().length === 0) return keyFields(name);
  const [first = [], ...others] = schema.getPossibleTypes(type).map((member) => keyFields(member.name));
  return first.filter((key) => others.every((keys) => keys.includes(key)));
}

/** The schema as a subgraph declares it: with the keys by which other graphs may link to its types. */
function declaration(schema: GraphQLSchema, entities: Entities): string {
  const withKeys = (node: ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode): ASTNode => {
    const name = node.name.value;
    const keys = keysOf(schema, name, entities).map((key) => `@key(fields: "${key}")`);
    const fields = node.fields?.map((field) => {
      const text = written[`${name}.${field.name.value}`];
      return text ? { ...field, directives: directives(text) } : field;
    });
    return { ...node, ...(fields && { fields }), directives: directives(written[name] ?? keys.join(' ')) };
  };
  const types = visit(parse(printSchema(schema)), {
    ObjectTypeDefinition: withKeys,
    InterfaceTypeDefinition: withKeys,
    // Routers do not compose @oneOf, and pass such an input on for this graph to judge.
    InputObjectTypeDefinition: (node) => ({ ...node, directives: [] }),
  });
  return `${LINK}\n\n${print(types)}\n`;
}

/** The declaration of a schema that is a subgraph; undefined of one that is none. */
export const subgraphSdl = ({ extensions }: GraphQLSchema) => extensions['subgraphSdl'] as string | undefined;

/**
 * The same schema with what a router asks. To be called before fields are given resolvers by name, since the copy has fields
 * of its own.
 */
export function asSubgraph(schema: GraphQLSchema, { entities, tellSdl }: SubgraphOptions): GraphQLSchema {
  const sdl = declaration(schema, entities);
  const linked = Object.values(schema.getTypeMap()).filter(
    (type) => isObjectType(type) && entities.keyFields(type.name).length > 0,
  );
  const subgraph = extendSchema(schema, parse(routerFields(linked.map(({ name }) => name))));
  // Resolvers are given the operation's context, of which this folder knows nothing.
  const query = subgraph.getQueryType()?.getFields() as Record<'_entities' | '_service', GraphQLField<unknown, never>>;
  query._entities.resolve = (_, { representations }, context, info) => entities.find(representations, context, info);
  query._service.resolve = () => {
    if (tellSdl) return { sdl };
    throw badUserInput('The schema is not told here: introspection is off.');
  };
  const node = subgraph.getType('Node') as GraphQLInterfaceType;
  (subgraph.getType('_Entity') as GraphQLUnionType).resolveType = node.resolveType;
  subgraph.extensions = { ...subgraph.extensions, subgraphSdl: sdl };
  return subgraph;
}
