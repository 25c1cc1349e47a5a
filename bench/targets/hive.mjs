/** Hive Gateway over OpenAPI: a supergraph made of a description of the REST API, with links added, equal calls and operations shared. */
import { createServer } from 'node:http';
import { peers } from '../peers.mjs';

const peer = peers('hive');
const { getComposedSchemaFromConfig } = peer('@graphql-mesh/compose-cli');
const { createGatewayRuntime } = peer('@graphql-hive/gateway');
const { useDeduplicateRequest } = peer('@graphql-hive/plugin-deduplicate-request');
const { loadOpenAPISubgraph } = peer('@omnigraph/openapi');

const { links, resolvers } = await import(`../${process.env.BENCH_WORLD}/hive.mjs`);
const logger = { ...console, child: () => logger, debug() {}, info() {}, log() {} };
const supergraph = await getComposedSchemaFromConfig(
  {
    subgraphs: [
      {
        sourceHandler: loadOpenAPISubgraph('Rest', {
          source: new URL(`../${process.env.BENCH_WORLD}/openapi.json`, import.meta.url).pathname,
          endpoint: process.env.ESPER_BASE_URL,
          operationHeaders: { authorization: '{context.headers.authorization}' },
        }),
      },
    ],
    additionalTypeDefs: links,
  },
  logger,
);
const gateway = createGatewayRuntime({
  supergraph,
  additionalResolvers: resolvers,
  inboundInflightRequestDeduplication: true,
  plugins: (context) => [useDeduplicateRequest(context)],
  landingPage: false,
  graphiql: false,
  logging: 'error',
});
createServer(gateway).listen(Number(process.env.PORT), '127.0.0.1');
