/** GraphQL Yoga with compiled queries, undici and DataLoader. */
import { createServer } from 'node:http';
import { peers } from '../peers.mjs';
import { loaderFor } from './loader.mjs';

const peer = peers('servers');
const { resolvers, typeDefs } = await import(`../${process.env.BENCH_WORLD}/graph.mjs`);
const { createYoga } = peer('graphql-yoga');
const { makeExecutableSchema } = peer('@graphql-tools/schema');
const { useGraphQlJit } = peer('@envelop/graphql-jit');

const yoga = createYoga({
  schema: makeExecutableSchema({ typeDefs, resolvers }),
  plugins: [useGraphQlJit()],
  context: ({ request }) => ({ get: loaderFor(request.headers.get('authorization')) }),
  landingPage: false,
  graphiql: false,
  logging: false,
});
createServer(yoga).listen(Number(process.env.PORT), '127.0.0.1');
