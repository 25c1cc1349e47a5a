import Fastify, { type FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { Config } from '../config.js';
import type { Metrics } from '../telemetry/metrics.js';
import { listenFault } from './http/listen-fault.js';

/** Serves `/metrics` where the configuration says: not at all, on the gateway's own port, or on a port for nothing else. */
export function serveMetrics(http: FastifyInstance, metrics: Metrics, config: Config, log: Logger): void {
  if (!config.metrics) return;
  const route = (server: FastifyInstance) =>
    server.get('/metrics', async (_request, reply) =>
      reply
        .type(metrics.contentType)
        .header('cache-control', 'no-store')
        .send(await metrics.text()),
    );
  const { METRICS_PORT: port, HOST: host } = config;
  if (port === null) {
    route(http);
    return;
  }
  const apart = Fastify({ forceCloseConnections: true });
  route(apart);
  http.addHook('onReady', async () => {
    const address = await apart.listen({ host, port }).catch((error: unknown) => {
      throw listenFault(error, { name: 'METRICS_PORT', port, host });
    });
    log.info({ address: `${address}/metrics` }, 'metrics are served');
  });
  // Behind all others, so that the end can still be watched.
  http.addHook('onClose', () => apart.close());
}
