/** Apollo Server as its handbook begins: standalone, with a RESTDataSource, and nothing tuned. */
import { peers } from '../peers.mjs';

const peer = peers('servers');
const { resolvers, typeDefs } = await import(`../${process.env.BENCH_WORLD}/graph.mjs`);
const { ApolloServer } = peer('@apollo/server');
const { startStandaloneServer } = peer('@apollo/server/standalone');
const { RESTDataSource } = peer('@apollo/datasource-rest');

class Esper extends RESTDataSource {
  baseURL = `${process.env.ESPER_BASE_URL}/`;

  /** @param {string} authorization */
  constructor(authorization) {
    super();
    this.authorization = authorization;
  }

  /** @param {string} _path @param {{ headers: Record<string, string> }} request */
  willSendRequest(_path, request) {
    request.headers.authorization = this.authorization;
  }
}

const server = new ApolloServer({ typeDefs, resolvers });
await startStandaloneServer(server, {
  listen: { host: '127.0.0.1', port: Number(process.env.PORT) },
  context: async ({ req }) => {
    const esper = new Esper(String(req.headers.authorization));
    return { get: (/** @type {string} */ path) => esper.get(path.slice(1)) };
  },
});
