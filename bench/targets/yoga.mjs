/** GraphQL Yoga with compiled queries, undici and DataLoader. */
import { createServer } from 'node:http';
import { peer } from '../peers.mjs';
import { loaderFor } from './get.mjs';
import { resolvers, typeDefs } from './graph.mjs';

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
