/**
 * The ceiling: endpoints written by hand for each query, on Fastify and undici, without GraphQL. They check no arguments, map no
 * errors, and keep nobody from asking too much.
 */
import Fastify from 'fastify';
import { Pool } from 'undici';

const { origin, pathname } = new URL(String(process.env.ESPER_BASE_URL));
const pool = new Pool(origin, { connections: 64, pipelining: 1 });

/** @param {string} authorization */
const getterFor = (authorization) => async (/** @type {string} */ path) => {
  const { statusCode, body } = await pool.request({
    method: 'GET',
    path: pathname + path,
    headers: { accept: 'application/json', authorization },
  });
  if (statusCode !== 200) throw new Error(`${path}: ${statusCode}`);
  return body.json();
};

const { endpoints } = await import(`../${process.env.BENCH_WORLD}/endpoints.mjs`);
const http = Fastify({ logger: false });
for (const [name, answer] of Object.entries(endpoints)) {
  http.post(`/${name}`, async (request) => ({
    data: await answer(getterFor(String(request.headers.authorization)), request.body),
  }));
}
await http.listen({ host: '127.0.0.1', port: Number(process.env.PORT) });
