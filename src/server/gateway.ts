import Fastify, { type FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { Config } from '../config.js';
import { version } from '../config/version.js';
import { Metrics } from '../telemetry/metrics.js';
import type { Clock } from '../upstream/clock.js';
import type { measuredLatency } from '../upstream/latency.js';
import { Polls } from '../upstream/polls.js';
import { createMemory } from '../upstream/memory.js';
import { compose, type UpstreamRequest } from '../upstream/send.js';
import { accessFinder, findAccess } from './access/access.js';
import { createTenants, tenantNames } from './access/tenants.js';
import { createAnswerCache } from './answer-cache.js';
import { varyByCaller } from './cache-control.js';
import { startApollo } from './apollo.js';
import { clientFactory } from './client-factory.js';
import { contextFactory } from './context.js';
import { knownDocuments, rememberedDocuments } from './documents/documents.js';
import { readManifest } from './documents/manifest.js';
import { trustedOnly, trustedTexts } from './documents/trusted-only.js';
import { registerDocs } from './docs.js';
import { drainOnClose } from './drain.js';
import { graphqlEndpoint } from './endpoint.js';
import { executor } from './execute.js';
import { registerExplorer } from './explorer.js';
import { serveExport } from './export/serve-export.js';
import { forgetAfterWrites } from './flight/forget-after-writes.js';
import { createSharing } from './flight/sharing.js';
import { serveHealth } from './health.js';
import { KnownOperations } from './known-operations.js';
import { closeQueuedResponses } from './queued-responses.js';
import { Readiness } from './readiness.js';
import { openLedger } from './replicas.js';
import { answerRequestId, requestIdOf } from './request-facts.js';
import { serveSchema } from './schema-text.js';
import { servedSchema } from './served-schema.js';
import { serveMetrics } from './serve-metrics.js';
import { asQueries } from './subscriptions/as-queries.js';
import { serveSubscriptions, wantsEvents } from './subscriptions/serve-subscriptions.js';
import { tellUnreadable } from './unreadable.js';
import { allowOrigins } from './origins.js';
import { secureHeaders } from './secure-headers.js';
import { serveUploads, uploadDesks } from './uploads.js';
import { operationWatchers, tellShared } from './watch-operations.js';

export interface GatewayOptions {
  readonly config: Config & { readonly baseUrl: string };
  readonly log: Logger;
  /** A key the explorer starts with: only for the simulated fleet, everybody can read it. */
  readonly demoKey?: string | undefined;
  /** Aborts when the process is about to end: from then on the gateway is not ready, though it goes on until it is closed. */
  readonly stopping?: AbortSignal | undefined;
  /** The time that subscriptions are polled by. */
  readonly clock?: Clock | undefined;
  /** The time by which answers that are kept age, in milliseconds since 1970. */
  readonly wallClock?: (() => number) | undefined;
  /** How long calls take, for each tenant; measured when left out. */
  readonly latencyOf?: typeof measuredLatency | undefined;
}

/** Puts the gateway together: configuration in, a server that is ready to listen out. Closing it closes everything. */
export async function createGateway({
  config,
  log,
  demoKey,
  stopping,
  clock,
  wallClock,
  latencyOf,
}: GatewayOptions): Promise<FastifyInstance> {
  const schema = servedSchema(config);
  const manifest = config.TRUSTED_DOCUMENTS ? readManifest(config.TRUSTED_DOCUMENTS) : undefined;
  const trusted = manifest && trustedTexts(manifest);
  const { flights, ...sharing } = createSharing(config);
  const forgetShared = () => {
    flights.forget();
    tenants.forget();
  };
  const answers = config.CACHE_ENABLED ? createAnswerCache(config, log, forgetShared, wallClock) : undefined;
  const metrics = new Metrics({ version, mostNames: config.METRICS_OPERATIONS });
  const readiness = new Readiness({
    reach: () => client.reach(),
    served: () => (answers ? answers.counts.fresh + answers.counts.stale + answers.counts.rescued : 0),
    isSharing: () => answers?.isRedisUp?.() === true,
    log,
    stopping,
  });
  const kept = {
    cache: compose(forgetAfterWrites(flights.forget), ...(answers ? [answers.layer] : [])),
    onLeft: async (write: UpstreamRequest) => {
      await answers?.changed(write);
      flights.forget();
    },
  };
  const connect = clientFactory(config, log, metrics, kept, latencyOf);
  const client = connect(config.baseUrl, readiness.heard);
  const tenants = createTenants(config, client, connect);
  metrics.watch({ isReady: () => readiness.state === 'ready', client: client.state }, answers);
  const http = Fastify({
    bodyLimit: config.LIMIT_BODY_BYTES,
    // Whoever sends the half of a request and then nothing would hold a connection for ever.
    requestTimeout: config.UPLOAD_TIMEOUT_MS,
    logger: false,
    genReqId: requestIdOf,
    return503OnClosing: false,
  });
  closeQueuedResponses(http);
  answerRequestId(http);
  secureHeaders(http);
  await allowOrigins(http, config.CORS_ORIGINS);
  const mostMs = config.DRAIN_MS - config.DRAIN_DELAY_MS;
  const closing = drainOnClose(http, { mostMs, stopping, settled: tenants.settled });
  tellUnreadable(http, log);
  const watchers = operationWatchers(http, config, metrics, log);
  const documents = manifest ? knownDocuments(manifest) : rememberedDocuments(answers?.shared);
  const around = { config, log, documents, watchers };
  const apollo = await startApollo(schema, { ...around, known: new KnownOperations() });
  const { server: events } = await startApollo(asQueries(schema), around);
  const ledger = openLedger(config);
  const means = {
    config,
    ledger,
    recall: answers?.recall,
    memoryOf: createMemory(),
    deskOf: uploadDesks(config, ledger),
  };
  const contextOf = contextFactory(means);
  const execute = executor(apollo, contextOf);
  const known = findAccess(http, accessFinder(config, tenants, log));
  const guard = { preHandler: trusted ? [known, trustedOnly(trusted)] : [known] };
  const polls = new Polls({ firstMs: config.SUBSCRIPTION_FIRST_MS, mostMs: config.SUBSCRIPTION_MOST_MS, clock });
  const streamed = serveSubscriptions(
    http,
    {
      schema,
      apollo: events,
      contextOf,
      documents,
      trusted,
      config,
      log,
      polls,
      clock,
      closing,
      gauge: metrics.operations.subscriptions,
    },
    guard,
  );
  const answer = graphqlEndpoint({
    execute,
    flights,
    ...sharing,
    onShared: tellShared(watchers, config.TRACE_FROM_CLIENTS),
  });
  http.route({
    url: '/graphql',
    method: ['GET', 'POST'],
    onSend: varyByCaller,
    ...guard,
    handler: async (request, reply) => (wantsEvents(request) ? streamed : answer)(request, reply),
  });
  serveExport(
    http,
    executor(apollo, async (request, asking, how) => ({
      ...(await contextOf(request, asking, { ...how, scan: true })),
      isPageByPage: true,
    })),
    guard,
  );
  if (config.introspection) serveSchema(http, schema);
  serveUploads(http, { ...means, known, log });
  serveHealth(http, readiness);
  serveMetrics(http, metrics, config, log);
  if (config.explorer) await registerDocs(http);
  if (config.explorer) await registerExplorer(http, { endpoint: '/graphql', demoKey, tenants: tenantNames(config) });
  http.addHook('onClose', async () => {
    await Promise.all([apollo.server.stop(), events.stop()]);
    await tenants.close();
    await ledger.close();
    await answers?.close();
  });
  return http;
}
