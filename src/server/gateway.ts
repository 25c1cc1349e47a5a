import type { FastifyInstance } from 'fastify';
import { version } from '../config/version.js';
import { Metrics } from '../telemetry/metrics.js';
import type { Clock } from '../upstream/clock.js';
import { createMemory } from '../upstream/memory.js';
import { accessFinder, findAccess } from './access/access.js';
import { serveDocs } from './docs.js';
import { readManifest } from './documents/manifest.js';
import { serveExplorer } from './explorer.js';
import { serveHealth } from './health.js';
import { createBareServer } from './http/bare-server.js';
import { createSharing } from './operation/sharing.js';
import { openLedger } from './rest-api/replicas.js';
import { connectRestApi, type RestApiOptions } from './rest-api/rest-api.js';
import { tenantNames } from './rest-api/tenants.js';
import { serveGraphql } from './serve-graphql.js';
import { serveMetrics } from './serve-metrics.js';
import { serveUploads, uploadDesks } from './uploads/uploads.js';

export interface GatewayOptions extends Omit<RestApiOptions, 'metrics' | 'flights'> {
  /** A key the explorer starts with: only for the simulated fleet, everybody can read it. */
  readonly demoKey?: string | undefined;
  /** The time that subscriptions are polled by, and in which requests must have come. */
  readonly clock?: Clock | undefined;
}

/** Puts the gateway together: configuration in, a server that is ready to listen out. Closing it closes everything. */
export async function createGateway(options: GatewayOptions): Promise<FastifyInstance> {
  const { config, log, stopping, clock, demoKey } = options;
  const manifest = config.TRUSTED_DOCUMENTS ? readManifest(config.TRUSTED_DOCUMENTS) : undefined;
  const metrics = new Metrics({ version, mostNames: config.METRICS_OPERATIONS });
  const sharing = createSharing(config);
  const { tenants, answers, readiness } = connectRestApi({ ...options, metrics, flights: sharing.flights });
  const { http, closing } = await createBareServer(config, log, { stopping, settled: tenants.settled, clock });
  const identify = findAccess(http, accessFinder(config, tenants, log));
  const ledger = openLedger(config);
  const deskOf = uploadDesks(config, ledger);
  const means = { config, log, identify, ledger, recall: answers?.recall, memoryOf: createMemory(), deskOf };

  const stop = await serveGraphql(http, { ...means, metrics, manifest, answers, sharing, clock, closing });
  serveUploads(http, means);
  serveHealth(http, readiness);
  serveMetrics(http, metrics, config, log);
  if (config.explorer) {
    await serveDocs(http);
    await serveExplorer(http, { demoKey, tenants: tenantNames(config) });
  }
  http.addHook('onClose', async () => {
    await stop();
    await tenants.close();
    await ledger.close();
    await answers?.close();
  });
  return http;
}
