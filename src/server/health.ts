import type { FastifyInstance } from 'fastify';
import type { Readiness } from './rest-api/readiness.js';

/** Tells whoever keeps the process running that it runs, and whether to send requests to it. */
export function serveHealth(http: FastifyInstance, readiness: Readiness): void {
  http.get('/health/live', (_request, reply) => reply.header('cache-control', 'no-store').send({ status: 'live' }));
  http.get('/health/ready', async (_request, reply) => {
    const status = await readiness.check();
    return reply
      .code(status === 'ready' ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ status });
  });
}
