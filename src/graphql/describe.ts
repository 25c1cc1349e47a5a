import { isInterfaceType, isObjectType, isScalarType, type GraphQLSchema } from 'graphql';

/** What the arguments and fields mean that every connection has. */
const ofConnections: Readonly<Record<string, string>> = {
  first:
    'How many rows to give from the beginning, or after `after`: at most 1000. Left out with `last` too, it is 20.',
  after: 'The cursor to go on after: `pageInfo.endCursor` of the page before.',
  last: 'How many rows to give from the end, or before `before`: at most 1000.',
  before: 'The cursor to go back from: `pageInfo.startCursor` of the page after.',
  edges: 'The rows, each with its cursor.',
  nodes: 'The rows.',
  pageInfo: 'Where this page stands in the list.',
  totalCount: 'How many rows the whole list has. Alone it costs one small call. Null when the REST API does not say.',
  cursor: "The row's place, to be passed as `after` or `before`.",
  node: 'The row.',
};

/** Fills in the descriptions that would be the same words over and over: of connections, and of fields an interface describes. */
export function describe(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    // A scalar with code of its own comes without the words of its SDL.
    if (isScalarType(type)) type.description ??= type.astNode?.description?.value;
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    const paged = /(Connection|Edge)$/.test(type.name);
    for (const field of Object.values(type.getFields())) {
      const declared = type.getInterfaces().map((parent) => parent.getFields()[field.name]);
      field.description ??= declared.find((twin) => twin?.description)?.description;
      if (paged) field.description ??= ofConnections[field.name];
      for (const arg of field.args) arg.description ??= ofConnections[arg.name];
    }
  }
  return schema;
}
