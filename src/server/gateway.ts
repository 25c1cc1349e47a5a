import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import Fastify, { type FastifyInstance } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import type { Config } from '../config.js';
import type { Context } from '../domains/context.js';
import { entities } from '../domains/entities.js';
import { families } from '../domains/index.js';
import { isSecret } from '../domains/secrets.js';
import { laneOf } from '../domains/traffic.js';
import { formatError } from '../graphql/errors.js';
import { documentLimits } from '../graphql/document-limits.js';
import { buildSchema } from '../graphql/schema.js';
import { version } from '../config/version.js';
import { Metrics } from '../telemetry/metrics.js';
import { createClient } from '../upstream/client.js';
import type { Clock } from '../upstream/clock.js';
import { compose } from '../upstream/send.js';
import { traceSent } from '../upstream/layers/trace-calls.js';
import { Polls } from '../upstream/polls.js';
import { measure } from '../upstream/layers/measure.js';
import { createMemory } from '../upstream/memory.js';
import { accessFinder, findAccess } from './access/access.js';
import { createTenants, tenantNames } from './access/tenants.js';
import { writeRight } from './access/write-right.js';
import { createAnswerCache } from './answer-cache.js';
import { cacheControl, varyByCaller } from './cache-control.js';
import { answerLimit } from './answer-limit.js';
import { contextFactory } from './context.js';
import { cost } from './cost.js';
import { knownDocuments, rememberedDocuments } from './documents/documents.js';
import { readManifest } from './documents/manifest.js';
import { trustedOnly } from './documents/trusted-only.js';
import { registerDocs } from './docs.js';
import { drainOnClose } from './drain.js';
import { graphqlEndpoint } from './endpoint.js';
import { executor } from './execute.js';
import { registerExplorer } from './explorer.js';
import { serveExport } from './export/serve-export.js';
import { forgetAfterWrites } from './flight/forget-after-writes.js';
import { createSharing } from './flight/sharing.js';
import { serveHealth } from './health.js';
import { logCircuits } from './log-circuits.js';
import { legacyStatus, logFaults, noSubscriptions } from './plugins.js';
import { Readiness } from './readiness.js';
import { meetReplicas, openLedger } from './replicas.js';
import { answerRequestId, requestIdOf } from './request-facts.js';
import { serveSchema } from './schema-text.js';
import { serveMetrics } from './serve-metrics.js';
import { asQueries } from './subscriptions/as-queries.js';
import { serveSubscriptions, wantsEvents } from './subscriptions/serve-subscriptions.js';
import { tellUnreadable } from './unreadable.js';
import { allowOrigins } from './origins.js';
import { secureHeaders } from './secure-headers.js';
import { serveUploads, uploadDesks } from './uploads.js';
import { operationWatchers, tellShared, watchOperations } from './watch-operations.js';

export interface GatewayOptions {
  readonly config: Config & { readonly baseUrl: string };
  readonly log: Logger;
  /** A key the explorer starts with: only for the simulated fleet, everybody can read it. */
  readonly demoKey?: string | undefined;
  /** Aborts when the process is about to end: from then on the gateway is not ready, though it goes on until it is closed. */
  readonly stopping?: AbortSignal | undefined;
  /** The time that subscriptions are polled by. */
  readonly clock?: Clock | undefined;
}

/** Puts the gateway together: configuration in, a server that is ready to listen out. Closing it closes everything. */
export async function createGateway({
  config,
  log,
  demoKey,
  stopping,
  clock,
}: GatewayOptions): Promise<FastifyInstance> {
  const schema = buildSchema(families, config.FEDERATION ? { entities, tellSdl: config.introspection } : undefined);
  const trusted = config.TRUSTED_DOCUMENTS ? readManifest(config.TRUSTED_DOCUMENTS) : undefined;
  const { flights, keyOf } = createSharing(config);
  const answers = config.CACHE_ENABLED ? createAnswerCache(config, log, flights.forget) : undefined;
  const metrics = new Metrics({ version, mostNames: config.METRICS_OPERATIONS });
  const readiness = new Readiness({
    reach: () => client.reach(),
    served: () => (answers ? answers.counts.fresh + answers.counts.stale + answers.counts.rescued : 0),
    isSharing: () => answers?.isRedisUp?.() === true,
    log,
    stopping,
  });
  const connect = (baseUrl: string, ...heard: Parameters<typeof measure>) =>
    createClient({
      baseUrl,
      timeoutMs: config.UPSTREAM_TIMEOUT_MS,
      attempts: config.UPSTREAM_ATTEMPTS,
      connections: config.UPSTREAM_CONNECTIONS,
      maxBodyBytes: config.LIMIT_ANSWER_BYTES,
      laneOf,
      isSecret,
      rate: {
        limits: limitsFrom(config),
        queueLength: config.RATE_QUEUE_LENGTH,
        queueMs: config.RATE_QUEUE_MS,
      },
      breaker: {
        failureShare: config.BREAKER_PERCENT / 100,
        pauseMs: config.BREAKER_PAUSE_MS,
        onChange: logCircuits(log),
      },
      cache: answers?.layer,
      replicas: meetReplicas({ ...config, baseUrl }),
      attempt: compose(
        measure(...heard, ...(config.metrics ? [metrics.sent] : [])),
        traceSent({ tell: config.TRACE_TO_UPSTREAM, host: new URL(baseUrl).hostname }),
      ),
    });
  const client = connect(config.baseUrl, readiness.heard);
  const tenants = createTenants(config, client, connect, forgetAfterWrites(flights.forget));
  metrics.watch({ isReady: () => readiness.state === 'ready', client: client.state }, answers);
  const http = Fastify({
    bodyLimit: config.LIMIT_BODY_BYTES,
    logger: false,
    genReqId: requestIdOf,
    return503OnClosing: false,
  });
  answerRequestId(http);
  secureHeaders(http);
  await allowOrigins(http, config.CORS_ORIGINS);
  const closing = drainOnClose(http, { mostMs: config.DRAIN_MS - config.DRAIN_DELAY_MS, stopping });
  tellUnreadable(http, log);
  const watchers = operationWatchers(http, config, metrics, log);
  const documents = trusted ? knownDocuments(trusted) : rememberedDocuments(answers?.shared);
  const apolloOf = async (schema: GraphQLSchema) => {
    const apollo = new ApolloServer<Context>({
      schema,
      introspection: config.introspection,
      hideSchemaDetailsFromClientErrors: !config.introspection, // "Did you mean" would tell it bit by bit
      includeStacktraceInErrorResponses: false,
      formatError,
      parseOptions: { maxTokens: config.LIMIT_TOKENS },
      validationRules: [documentLimits(config)],
      persistedQueries: { cache: documents },
      logger: log,
      stopOnTerminationSignals: false, // main does, and lets answers under way be finished
      plugins: [
        noSubscriptions,
        answerLimit,
        writeRight,
        cost(config),
        cacheControl,
        logFaults(log),
        legacyStatus,
        watchOperations(watchers),
        ApolloServerPluginCacheControlDisabled(),
        ApolloServerPluginInlineTraceDisabled(), // a subgraph would tell every resolver's time to whoever asks
        ApolloServerPluginLandingPageDisabled(),
        ApolloServerPluginUsageReportingDisabled(),
      ],
    });
    await apollo.start();
    return apollo;
  };
  const [apollo, events] = [await apolloOf(schema), await apolloOf(asQueries(schema))];
  const ledger = openLedger(config);
  const means = { config, ledger, memoryOf: createMemory(), deskOf: uploadDesks(config, ledger) };
  const contextOf = contextFactory(means);
  const execute = executor(apollo, contextOf);
  const known = findAccess(accessFinder(config, tenants, log));
  const guard = { preHandler: trusted ? [known, trustedOnly(trusted)] : [known] };
  const polls = new Polls({ firstMs: config.SUBSCRIPTION_FIRST_MS, mostMs: config.SUBSCRIPTION_MOST_MS, clock });
  const streamed = serveSubscriptions(
    http,
    {
      schema,
      apollo: events,
      contextOf,
      documents,
      config,
      log,
      polls,
      closing,
      gauge: metrics.operations.subscriptions,
    },
    guard,
  );
  const answer = graphqlEndpoint({
    execute,
    flights,
    keyOf,
    onShared: tellShared(watchers, config.TRACE_FROM_CLIENTS),
  });
  http.route({
    url: '/graphql',
    method: ['GET', 'POST', 'OPTIONS'],
    onSend: varyByCaller,
    ...guard,
    handler: async (request, reply) => (wantsEvents(request) ? streamed : answer)(request, reply),
  });
  serveExport(http, execute, guard);
  if (config.introspection) serveSchema(http, schema);
  serveUploads(http, { ...means, known, log });
  serveHealth(http, readiness);
  serveMetrics(http, metrics, config, log);
  if (config.explorer) await registerDocs(http);
  if (config.explorer) await registerExplorer(http, { endpoint: '/graphql', demoKey, tenants: tenantNames(config) });
  http.addHook('onClose', async () => {
    await Promise.all([apollo.stop(), events.stop()]);
    await client.close();
    await tenants.close();
    await ledger.close();
    await answers?.close();
  });
  return http;
}

/** The limits of each lane: the narrow one begins low and stays below a multiple of that. */
const limitsFrom = (config: Config) => (lane: string) => {
  if (lane === 'uploads') return { initial: UPLOADS_AT_ONCE, ceiling: UPLOADS_AT_ONCE };
  return lane === 'device-list'
    ? { initial: config.RATE_DEVICES_CONCURRENCY, ceiling: config.RATE_DEVICES_CONCURRENCY * 4 }
    : { initial: config.RATE_CONCURRENCY, ceiling: config.RATE_MAX_CONCURRENCY };
};

/** Files one key may have on their way at the same time. */
const UPLOADS_AT_ONCE = 4;
