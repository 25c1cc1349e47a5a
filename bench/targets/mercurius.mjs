/** Mercurius with compiled queries, undici and DataLoader. */
import { peer } from '../peers.mjs';
import { loaderFor } from './get.mjs';
import { resolvers, typeDefs } from './graph.mjs';

const Fastify = peer('fastify');
const { makeExecutableSchema } = peer('@graphql-tools/schema');

const http = Fastify({ logger: false });
http.register(peer('mercurius'), {
  schema: makeExecutableSchema({ typeDefs, resolvers }),
  jit: 1,
  context: (/** @type {any} */ request) => ({ get: loaderFor(request.headers.authorization) }),
});
await http.listen({ host: '127.0.0.1', port: Number(process.env.PORT) });
