import { createServer, type RequestListener } from 'node:http';
import { composeServices } from '@theguild/federation-composition';
import { parse, type GraphQLFormattedError } from 'graphql';
import { listening } from './listening.js';
import { post } from './post.js';

export interface Subgraph {
  readonly name: string;
  readonly url: string;
  readonly sdl: string;
}

export interface Router {
  query(
    source: string,
    key?: string,
    // A test knows the shape of what it asked for.
  ): Promise<{ data: any; errors?: GraphQLFormattedError[] }>;
  close(): Promise<void>;
}

/** Hive Gateway with its query planner. Loaded without its types, which would change those of `graphql` for all tests. */
async function hiveGateway(supergraph: string): Promise<RequestListener & AsyncDisposable> {
  const [gateway, planner] = ['@graphql-hive/gateway-runtime', '@graphql-hive/router-runtime'];
  const { createGatewayRuntime } = (await import(gateway)) as {
    createGatewayRuntime: (options: object) => RequestListener & AsyncDisposable;
  };
  const { unifiedGraphHandler } = (await import(planner)) as { unifiedGraphHandler: unknown };
  return createGatewayRuntime({
    supergraph,
    unifiedGraphHandler,
    logging: false,
    propagateHeaders: {
      fromClientToSubgraphs: ({ request }: { request: Request }) => ({
        authorization: request.headers.get('authorization') ?? '',
      }),
    },
  });
}

/** A router that makes one graph of several, and passes the caller's key on to them. */
export async function startRouter(subgraphs: readonly Subgraph[]): Promise<Router> {
  const { supergraphSdl, errors } = composeServices(
    subgraphs.map(({ name, url, sdl }) => ({ name, url, typeDefs: parse(sdl) })),
  );
  if (errors) throw new Error(errors.map(({ message }) => message).join('\n'));
  const gateway = await hiveGateway(supergraphSdl);
  const server = createServer(gateway);
  const url = `${await listening(server)}/graphql`;
  return {
    async query(source, key = 'demo-admin') {
      return (await (await post(url, { query: source }, { key })).json()) as Awaited<ReturnType<Router['query']>>;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await gateway[Symbol.asyncDispose]();
    },
  };
}
