import { readdirSync, readFileSync } from 'node:fs';
import { makeExecutableSchema } from '@graphql-tools/schema';
import { isTypeExtensionNode, Kind, parse, type DocumentNode, type GraphQLSchema } from 'graphql';
import { describe } from './connections/describe.js';
import { notePlainResolvers } from './execution/plain-resolvers.js';
import { asSubgraph, type SubgraphOptions } from './federation.js';
import { countFields } from './limits.js';
import { readByName } from './records/read-by-name.js';
import { traceFields } from './trace.js';

/** The folder of hand-written SDL, found the same way from `src` and from `dist`. */
const folder = new URL('../../schema/', import.meta.url);

/** Every `.graphql` file below `schema/`, in order of path. */
export function readTypeDefs(): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.graphql'))
    .sort()
    .map((file) => readFileSync(new URL(file, folder), 'utf8'));
}

/** Readers meet a type's own fields before those that other families add to it: its `id` before its lists. */
function ownFieldsFirst(texts: readonly string[]): DocumentNode {
  const all = texts.flatMap((text) => parse(text).definitions);
  const extensions = all.filter(isTypeExtensionNode);
  return { kind: Kind.DOCUMENT, definitions: [...all.filter((one) => !isTypeExtensionNode(one)), ...extensions] };
}

/** The executable schema: the SDL, the families' resolvers, and a resolver by name for every field they leave out. */
export function buildSchema(families: readonly object[], subgraph?: SubgraphOptions): GraphQLSchema {
  const schema = makeExecutableSchema({
    typeDefs: ownFieldsFirst(readTypeDefs()),
    resolvers: [...families] as Parameters<typeof makeExecutableSchema>[0]['resolvers'] & object[],
    inheritResolversFromInterfaces: true,
    resolverValidationOptions: { requireResolversToMatchSchema: 'error' },
  });
  const described = describe(schema);
  const whole = readByName(subgraph ? asSubgraph(described, subgraph) : described);
  return countFields(traceFields(notePlainResolvers(whole)));
}
