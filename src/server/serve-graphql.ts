import type { FastifyInstance, preHandlerAsyncHookHandler } from 'fastify';
import type { Logger } from 'pino';
import type { Metrics } from '../telemetry/metrics.js';
import type { Clock } from '../upstream/clock.js';
import { Polls } from '../upstream/polls.js';
import { knownDocuments, rememberedDocuments } from './documents/documents.js';
import type { Manifest } from './documents/manifest.js';
import { trustedOnly, trustedTexts } from './documents/trusted-only.js';
import { serveExport } from './export/serve-export.js';
import { varyByCaller } from './http/caching.js';
import { startApollo } from './operation/apollo.js';
import { contextFactory, type ContextOptions } from './operation/context.js';
import { ENDPOINT, graphqlEndpoint } from './operation/endpoint.js';
import { requestExecutor } from './operation/execute.js';
import { KnownOperations } from './operation/known-operations.js';
import { servedSchema } from './operation/served-schema.js';
import type { Sharing } from './operation/sharing.js';
import { operationWatchers, tellShared } from './operation/watch-operations.js';
import type { AnswerCache } from './rest-api/answer-cache.js';
import { serveSchema } from './schema-text.js';
import { asQueries } from './subscriptions/as-queries.js';
import { serveSubscriptions, wantsEvents } from './subscriptions/serve-subscriptions.js';

export interface GraphqlOptions extends ContextOptions {
  readonly log: Logger;
  readonly metrics: Metrics;
  /** Looks who asks, before anything else is done. */
  readonly identify: preHandlerAsyncHookHandler;
  /** The documents that are trusted; left out where all are. */
  readonly manifest: Manifest | undefined;
  /** In what replicas share, documents are remembered for each other. */
  readonly answers: AnswerCache | undefined;
  readonly sharing: Sharing;
  /** The time that subscriptions are polled by. */
  readonly clock?: Clock | undefined;
  /** Aborts when the gateway closes. */
  readonly closing: AbortSignal;
}

/** Serves operations: one answer for each, answers in pages for exports, and subscriptions. Gives what ends all that carries them out. */
export async function serveGraphql(http: FastifyInstance, options: GraphqlOptions): Promise<() => Promise<void>> {
  const { config, log, metrics, identify, manifest, answers, sharing, clock, closing } = options;
  const schema = servedSchema(config);
  const trusted = manifest && trustedTexts(manifest);
  const documents = manifest ? knownDocuments(manifest) : rememberedDocuments(answers?.shared);
  const guard = { preHandler: trusted ? [identify, trustedOnly(trusted)] : [identify] };
  const watchers = operationWatchers(http, config, metrics, log);
  const around = { config, log, documents, watchers };
  const apollo = await startApollo(schema, { ...around, known: new KnownOperations() });
  const { server: events } = await startApollo(asQueries(schema), around);
  const contextOf = contextFactory(options);

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
      polls: new Polls({ firstMs: config.SUBSCRIPTION_FIRST_MS, mostMs: config.SUBSCRIPTION_MOST_MS, clock }),
      clock,
      closing,
      gauge: metrics.operations.subscriptions,
    },
    guard,
  );
  const answer = graphqlEndpoint({
    ...sharing,
    execute: requestExecutor(apollo, contextOf),
    onShared: tellShared(watchers, config.TRACE_FROM_CLIENTS),
  });
  http.route({
    url: ENDPOINT,
    method: ['GET', 'POST'],
    onSend: varyByCaller,
    ...guard,
    handler: async (request, reply) => (wantsEvents(request) ? streamed : answer)(request, reply),
  });
  const page = requestExecutor(apollo, async (request, asking, how) => ({
    ...(await contextOf(request, asking, { ...how, scan: true })),
    isPageByPage: true,
  }));
  serveExport(http, page, guard);
  if (config.introspection) serveSchema(http, schema);
  return async () => {
    await Promise.all([apollo.server.stop(), events.stop()]);
  };
}
