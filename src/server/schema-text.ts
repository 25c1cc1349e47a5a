import type { FastifyInstance } from 'fastify';
import { printSchema, type GraphQLSchema } from 'graphql';
import { subgraphSdl } from '../graphql/federation.js';

const NO_SUBGRAPH =
  'This gateway is no subgraph: start it with FEDERATION=on. The plain schema is at /schema.graphql.\n';

/** Serves the schema as text: as clients see it, or with `?federation=2` as a router composes it with others. */
export function serveSchema(http: FastifyInstance, schema: GraphQLSchema): void {
  let plain: string | undefined;
  http.get<{ Querystring: { federation?: string } }>('/schema.graphql', ({ query }, reply) => {
    reply.type('text/plain; charset=utf-8');
    const { federation } = query;
    if (federation === undefined) return reply.send((plain ??= printSchema(schema)));
    if (federation !== '2') return reply.code(400).send('Ask for /schema.graphql?federation=2: there is no other.\n');
    const subgraph = subgraphSdl(schema);
    return subgraph === undefined ? reply.code(404).send(NO_SUBGRAPH) : reply.send(subgraph);
  });
}
