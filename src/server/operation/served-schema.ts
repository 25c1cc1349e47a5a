import type { GraphQLSchema } from 'graphql';
import type { Config } from '../../config.js';
import { entities } from '../../domains/entities.js';
import { families } from '../../domains/index.js';
import { buildSchema } from '../../graphql/schema.js';
import { upsert } from '../../upstream/upsert.js';

type Served = Pick<Config, 'FEDERATION' | 'introspection'>;

const schemas = new Map<string, GraphQLSchema>();

/** The schema as it is configured: made once, for all gateways of the process. */
export function servedSchema({ FEDERATION, introspection }: Served): GraphQLSchema {
  const key = FEDERATION ? `subgraph, ${introspection ? 'told' : 'untold'}` : 'whole';
  return upsert(schemas, key, () =>
    buildSchema(families, FEDERATION ? { entities, tellSdl: introspection } : undefined),
  );
}
