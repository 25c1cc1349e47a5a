import {
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';

/** Something a client can see: its place, such as `Device.apps(first:)`, its own name, and what is said of it. */
export interface Named {
  readonly place: string;
  readonly name: string;
  readonly kind: 'type' | 'field' | 'argument' | 'enum value' | 'input field';
  readonly description: string | null | undefined;
}

/** The types of the schema that are ours. */
export const typesOf = (schema: GraphQLSchema): GraphQLNamedType[] =>
  Object.values(schema.getTypeMap()).filter(
    ({ name, astNode }) => !name.startsWith('__') && (astNode !== undefined || name === 'Query'),
  );

export interface FieldOf {
  readonly place: string;
  readonly owner: GraphQLNamedType;
  readonly field: GraphQLField<unknown, unknown>;
}

/** The fields of all object and interface types. */
export const fieldsOf = (schema: GraphQLSchema): FieldOf[] =>
  typesOf(schema).flatMap((owner) =>
    isObjectType(owner) || isInterfaceType(owner)
      ? Object.values(owner.getFields()).map((field) => ({ place: `${owner.name}.${field.name}`, owner, field }))
      : [],
  );

export const argumentsOf = (schema: GraphQLSchema): { place: string; argument: GraphQLArgument }[] =>
  fieldsOf(schema).flatMap(({ place, field }) =>
    field.args.map((argument) => ({ place: `${place}(${argument.name}:)`, argument })),
  );

/** All that has a name and should have a description. */
export function namedOf(schema: GraphQLSchema): Named[] {
  const types = typesOf(schema);
  const inner = types.flatMap((type): Named[] => {
    if (isEnumType(type)) {
      return type.getValues().map(({ name, description }) => ({
        place: `${type.name}.${name}`,
        name,
        kind: 'enum value',
        description,
      }));
    }
    if (isInputObjectType(type)) {
      return Object.values(type.getFields()).map(({ name, description }) => ({
        place: `${type.name}.${name}`,
        name,
        kind: 'input field',
        description,
      }));
    }
    return [];
  });
  return [
    ...types.map(({ name, description }): Named => ({ place: name, name, kind: 'type', description })),
    ...fieldsOf(schema).map(({ place, field: { name, description } }): Named => ({
      place,
      name,
      kind: 'field',
      description,
    })),
    ...argumentsOf(schema).map(({ place, argument: { name, description } }): Named => ({
      place,
      name,
      kind: 'argument',
      description,
    })),
    ...inner,
  ];
}
