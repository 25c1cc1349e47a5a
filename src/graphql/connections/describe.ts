import { isInputObjectType, isInterfaceType, isObjectType, isScalarType, type GraphQLSchema } from 'graphql';

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
  totalCount:
    'How many rows the whole list has, as the REST API counts them: where it stops counting there are more, and `pageInfo.hasNextPage` ' +
    'says so. Alone it costs one small call. Null when the REST API does not say.',
  cursor: "The row's place, to be passed as `after` or `before`.",
  node: 'The row.',
};

/** What every mutation takes and answers. */
const ofMutations: Readonly<Record<string, string>> = {
  input: 'What to change, and how.',
  idempotencyKey:
    'Makes sure that the change is made once: for a day, whoever sends the same key again is told what came of the first time. ' +
    'Any text of your own, a new one for each change.',
  userErrors: 'What was wrong with the input, for the client to mend. Empty when all was done.',
};

/** Fills in the descriptions that would be the same words over and over: of connections, of mutations, and of fields an interface describes. */
export function describe(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    // A scalar with code of its own comes without the words of its SDL.
    if (isScalarType(type)) type.description ??= type.astNode?.description?.value;
    if (isInputObjectType(type)) {
      for (const field of Object.values(type.getFields())) field.description ??= ofMutations[field.name];
    }
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    const paged = /(Connection|Edge)$/.test(type.name);
    for (const field of Object.values(type.getFields())) {
      const declared = type.getInterfaces().map((parent) => parent.getFields()[field.name]);
      field.description ??= declared.find((twin) => twin?.description)?.description;
      if (paged) field.description ??= ofConnections[field.name];
      if (type.name.endsWith('Payload')) field.description ??= ofMutations[field.name];
      const ofArguments = type.name === 'Mutation' ? ofMutations : ofConnections;
      for (const arg of field.args) arg.description ??= ofArguments[arg.name];
    }
  }
  return schema;
}
