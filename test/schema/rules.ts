import {
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';
import { argumentsOf, fieldsOf, namedOf, typesOf, type FieldOf, type Named } from './walk.js';

/** What a client can count on, for every type there is and will be. */
export interface Rule {
  /** A sentence about how things are. */
  readonly name: string;
  /** The faults, one line each; none when the rule holds. */
  readonly faults: (schema: GraphQLSchema) => string[];
  /** SDL, added to a small sound schema, that breaks the rule, and the place that is then named. */
  readonly plant: string;
  readonly blamed: string;
}

/** Lists of objects that cannot grow, and why. All others are connections. */
const bounded: Readonly<Record<string, string>> = {
  'Query.nodes': 'as many as there are ids in the argument',
  'Device.tags': 'a device has five at most',
  'SendCommandPayload.commands': 'one for each thousand devices of an input whose size is bounded',
  'Group.ancestors': 'the tree is five levels deep',
};

/** Enums that upstream cannot add to without us, and why. All others that are given out have UNKNOWN. */
const closed: Readonly<Record<string, string>> = {
  DevicePlatform: 'each is a type of the schema: a new one is a change of ours',
  AppleDeviceSource: 'two words or none in the REST facts; anything else is null',
  CommandPhase: 'decided by the gateway',
  RoleKind: 'decided by the gateway',
  UserErrorCode: 'decided by the gateway',
};

export const isConnection = ({ name }: GraphQLNamedType) => name.endsWith('Connection');
export const isEdge = ({ name }: GraphQLNamedType) => name.endsWith('Edge');
export const isNode = (type: GraphQLNamedType) =>
  (isObjectType(type) || isInterfaceType(type)) &&
  (type.name === 'Node' || type.getInterfaces().some(({ name }) => name === 'Node'));

/** `Device.tags` for `AndroidDevice.tags` too: what an interface declares is decided there. */
const declaredIn = ({ owner, field }: FieldOf): string[] => [
  `${owner.name}.${field.name}`,
  ...(isObjectType(owner) ? owner.getInterfaces().map(({ name }) => `${name}.${field.name}`) : []),
];

const wordsOf = (text: string) =>
  text
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '' && !['a', 'an', 'the', 'of', 'is', 'its'].includes(word));

/** What is wrong with a description; null for a good one. */
function lazy({ name, description }: Named): string | null {
  const text = description?.trim() ?? '';
  if (text === '') return 'has no description';
  if (!text.endsWith('.')) return 'has a description that does not end with a full stop';
  const said = wordsOf(text);
  const own = wordsOf(name);
  if (text.split(/\s+/).length < 2) return 'is described with one word';
  return said.length > 0 && said.every((word) => own.includes(word))
    ? 'has a description that restates its name'
    : null;
}

export const onFields =
  (bad: (found: FieldOf, schema: GraphQLSchema) => boolean, what: string) => (schema: GraphQLSchema) =>
    fieldsOf(schema)
      .filter((found) => bad(found, schema))
      .map(({ place }) => `${place} ${what}`);

const shapes = {
  connection: { edges: /^\[\w+Edge!\]!$/, nodes: /^\[\w+!\]!$/, pageInfo: /^PageInfo!$/, totalCount: /^Int$/ },
  edge: { cursor: /^String!$/, node: /^\w+!$/ },
};

function misshapen(type: GraphQLNamedType): string[] {
  const shape: Record<string, RegExp> | null = isConnection(type)
    ? shapes.connection
    : isEdge(type)
      ? shapes.edge
      : null;
  if (!shape || !isObjectType(type)) return [];
  const fields = type.getFields();
  return Object.entries(shape)
    .filter(([name, pattern]) => !pattern.test(String(fields[name]?.type)))
    .map(([name]) => `${type.name}.${name} is not what Relay's connections have: ${fields[name]?.type ?? 'missing'}`);
}

const PascalCase = (name: string) => name[0]!.toUpperCase() + name.slice(1);

/** What is unlike other mutations about one: a client that knows one knows them all. */
function oddities({ owner, field }: FieldOf): string[] {
  if (owner.name !== 'Mutation') return [];
  const name = PascalCase(field.name);
  const payload = getNamedType(field.type);
  const errors = isObjectType(payload) ? payload.getFields()['userErrors'] : undefined;
  const input = field.args.map((argument) => `${argument.name}: ${String(argument.type)}`).join(', ');
  const key = field.args
    .map(({ type }) => getNamedType(type))
    .find(isInputObjectType)
    ?.getFields()['idempotencyKey'];
  return [
    ...(input === `input: ${name}Input!` ? [] : [`takes (${input}), not (input: ${name}Input!)`]),
    ...(String(field.type) === `${name}Payload` ? [] : [`answers ${String(field.type)}, not ${name}Payload`]),
    ...(String(errors?.type) === '[UserError!]!' ? [] : ['answers no userErrors: [UserError!]!']),
    ...(String(key?.type) === 'String' ? [] : ['takes no idempotencyKey: String']),
  ];
}

const pageArguments = { first: 'Int', after: 'String', last: 'Int', before: 'String' };

export const schemaRules: Rule[] = [
  {
    name: 'everything is described, in a sentence that says more than its name',
    faults: (schema) =>
      namedOf(schema).flatMap((one) => {
        const fault = lazy(one);
        return fault === null ? [] : [`${one.place} ${fault}`];
      }),
    plant: '"A thing that is planted." type Thing { "The size." size: Int }',
    blamed: 'Thing.size',
  },
  {
    name: 'connections and their edges are as Relay wants them',
    faults: (schema) => typesOf(schema).flatMap(misshapen),
    plant:
      'type ThingConnection { edges: [Thing] nodes: [Thing!]! pageInfo: PageInfo! totalCount: Int } type Thing { x: Int }',
    blamed: 'ThingConnection.edges',
  },
  {
    name: 'a field that answers a connection takes first, after, last and before',
    faults: onFields(({ field }) => {
      if (!isConnection(getNamedType(field.type))) return false;
      return Object.entries(pageArguments).some(
        ([name, type]) => String(field.args.find((argument) => argument.name === name)?.type) !== type,
      );
    }, 'lacks an argument to page with'),
    plant: 'extend type Query { things(first: Int): ThingConnection } type ThingConnection { nodes: [Int] }',
    blamed: 'Query.things',
  },
  {
    name: 'a list that can grow is a connection',
    faults: onFields((found) => {
      const { owner, field } = found;
      if (isConnection(owner) || declaredIn(found).some((place) => place in bounded)) return false;
      return isListType(getNullableType(field.type)) && isNode(getNamedType(field.type));
    }, 'is a plain list of objects that can grow: make it a connection'),
    plant: 'extend type Query { things: [Thing!] } type Thing implements Node { id: ID! esperId: ID! }',
    blamed: 'Query.things',
  },
  {
    name: 'every object with an identity has its id in the REST API beside the global one',
    faults: (schema) =>
      typesOf(schema).flatMap((type) => {
        if (!isObjectType(type)) return [];
        const { id, esperId } = type.getFields();
        if (id && !isNode(type)) return [`${type.name}.id is there, but ${type.name} is no Node`];
        return isNode(type) && String(esperId?.type) !== 'ID!' ? [`${type.name} has no esperId: ID!`] : [];
      }),
    plant: 'type Thing { id: ID! }',
    blamed: 'Thing.id',
  },
  {
    name: 'an enum that tells what upstream sends has UNKNOWN for what it may send one day',
    faults: (schema) => {
      const given = new Set(fieldsOf(schema).map(({ field }) => getNamedType(field.type)));
      return typesOf(schema)
        .filter((type) => isEnumType(type) && given.has(type) && !(type.name in closed) && !type.getValue('UNKNOWN'))
        .map(({ name }) => `${name} has no UNKNOWN`);
    },
    plant: 'enum Colour { RED } extend type Query { colour: Colour }',
    blamed: 'Colour',
  },
  {
    name: 'types are PascalCase, fields and arguments camelCase, enum values UPPER_CASE',
    faults: (schema) =>
      namedOf(schema)
        .filter(({ kind, name }) => {
          if (kind === 'type') return !/^[A-Z][a-z0-9]*([A-Z][a-z0-9]*)*$/.test(name) && name !== 'JSON';
          return !(kind === 'enum value' ? /^[A-Z0-9]+(_[A-Z0-9]+)*$/ : /^[a-z][a-zA-Z0-9]*$/).test(name);
        })
        .map(({ place, kind }) => `${place} is not spelt as a ${kind} is`),
    plant: 'extend type Query { last_seen: Int }',
    blamed: 'Query.last_seen',
  },
  {
    name: 'no field is named after a secret',
    faults: onFields(
      ({ field }) => /token|password|passphrase|secret|credential|apikey|pushid|fcm|mqtt/i.test(field.name),
      'would give out a secret',
    ),
    plant: 'extend type Query { wifiPassword: String }',
    blamed: 'Query.wifiPassword',
  },
  {
    name: 'what another call must fetch is nullable, so that a failed link nulls one field and not the page',
    faults: onFields(({ owner, field }) => {
      const type = getNamedType(field.type);
      if (isConnection(owner) || isEdge(owner) || isListType(getNullableType(field.type))) return false;
      return isNonNullType(field.type) && (isConnection(type) || isNode(type));
    }, 'is non-null, but has to be fetched'),
    plant: 'extend type Query { thing: Thing! } type Thing implements Node { id: ID! esperId: ID! }',
    blamed: 'Query.thing',
  },
  {
    name: 'a list holds no nulls, but for objects asked for by id',
    faults: onFields(({ place, field }) => {
      const list = getNullableType(field.type);
      return isListType(list) && !isNonNullType(list.ofType) && place !== 'Query.nodes';
    }, 'may hold nulls'),
    plant: 'extend type Query { names: [String] }',
    blamed: 'Query.names',
  },
  {
    name: 'a mutation takes one input with an idempotency key, and answers a payload with userErrors',
    faults: (schema) => fieldsOf(schema).flatMap((found) => oddities(found).map((odd) => `${found.place} ${odd}`)),
    plant: 'type Mutation { paint(colour: String): Int }',
    blamed: 'Mutation.paint',
  },
  {
    name: 'an argument is required only where no other could ever stand in for it',
    faults: (schema) =>
      argumentsOf(schema)
        .filter(({ argument }) => isNonNullType(argument.type) && argument.defaultValue === undefined)
        .filter(({ place }) => !/^(Query\.nodes?\(|Mutation\.\w+\(input:)/.test(place))
        .map(
          ({ place }) =>
            `${place} is required: let it be left out, and have \`soleArgument\` refuse a lookup without it`,
        ),
    plant: 'extend type Query { thing(size: Int!): Int }',
    blamed: 'Query.thing(size:)',
  },
];
