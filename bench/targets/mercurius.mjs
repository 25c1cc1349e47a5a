/** Mercurius with compiled queries, undici and DataLoader. */
import { peers } from '../peers.mjs';
import { loaderFor } from './loader.mjs';

const peer = peers('servers');
const { resolvers, typeDefs } = await import(`../${process.env.BENCH_WORLD}/graph.mjs`);
const Fastify = peer('fastify');
const { makeExecutableSchema } = peer('@graphql-tools/schema');

const http = Fastify({ logger: false });
http.register(peer('mercurius'), {
  schema: makeExecutableSchema({ typeDefs, resolvers }),
  jit: 1,
  context: (/** @type {any} */ request) => ({ get: loaderFor(request.headers.authorization) }),
});
await http.listen({ host: '127.0.0.1', port: Number(process.env.PORT) });
