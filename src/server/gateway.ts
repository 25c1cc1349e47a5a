import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import Fastify, { type FastifyInstance } from 'fastify';
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
import { operationLog } from '../telemetry/operation-log.js';
import { createClient } from '../upstream/client.js';
import { createAnswerCache } from './answer-cache.js';
import { cacheControl, varyByCaller } from './cache-control.js';
import { answerLimit } from './answer-limit.js';
import { contextFactory } from './context.js';
import { drainOnClose } from './drain.js';
import { registerExplorer } from './explorer.js';
import { logCircuits } from './log-circuits.js';
import { legacyStatus, logFaults, showCost } from './plugins.js';
import { answerRequestId, requestIdOf } from './request-facts.js';
import { serveSchema } from './schema-text.js';
import { tellUnreadable } from './unreadable.js';
import { watchOperations, watchRefusals } from './watch-operations.js';

export interface GatewayOptions {
  readonly config: Config & { readonly baseUrl: string };
  readonly log: Logger;
  /** A key the explorer starts with: only for the simulated fleet, everybody can read it. */
  readonly demoKey?: string | undefined;
}

/** Puts the gateway together: configuration in, a server that is ready to listen out. Closing it closes everything. */
export async function createGateway({ config, log, demoKey }: GatewayOptions): Promise<FastifyInstance> {
  const schema = buildSchema(families, config.FEDERATION ? { entities, tellSdl: config.introspection } : undefined);
  const answers = config.CACHE_ENABLED ? createAnswerCache(config, log) : undefined;
  const client = createClient({
    baseUrl: config.baseUrl,
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
  });
  const http = Fastify({ bodyLimit: config.LIMIT_BODY_BYTES, logger: false, genReqId: requestIdOf });
  answerRequestId(http);
  drainOnClose(http, 9_000);
  tellUnreadable(http, log);
  watchRefusals(http, '/graphql', (requestId, status) => log.info({ requestId, status }, 'request refused'));
  const apollo = new ApolloServer<Context>({
    schema,
    introspection: config.introspection,
    includeStacktraceInErrorResponses: false,
    formatError,
    parseOptions: { maxTokens: config.LIMIT_TOKENS },
    validationRules: [documentLimits(config)],
    logger: log,
    stopOnTerminationSignals: false, // main does, and lets answers under way be finished
    plugins: [
      answerLimit,
      showCost,
      cacheControl,
      logFaults(log),
      legacyStatus,
      watchOperations([operationLog(log, { sample: config.LOG_SAMPLE, slowMs: config.LOG_SLOW_MS })]),
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  });
  await apollo.start();

  http.route({
    url: '/graphql',
    method: ['GET', 'POST', 'OPTIONS'],
    onSend: varyByCaller,
    handler: fastifyApolloHandler(apollo, { context: contextFactory(client.send, config) }),
  });
  if (config.introspection) serveSchema(http, schema);
  http.get('/health/live', () => ({ status: 'live' }));
  http.get('/health/ready', () => ({ status: 'ready' }));
  if (config.explorer) await registerExplorer(http, { endpoint: '/graphql', demoKey });
  http.addHook('onClose', async () => {
    await apollo.stop();
    await client.close();
    await answers?.close();
  });
  return http;
}

/** The limits of each lane: the narrow one begins low and stays below a multiple of that. */
const limitsFrom = (config: Config) => (lane: string) =>
  lane === 'device-list'
    ? { initial: config.RATE_DEVICES_CONCURRENCY, ceiling: config.RATE_DEVICES_CONCURRENCY * 4 }
    : { initial: config.RATE_CONCURRENCY, ceiling: config.RATE_MAX_CONCURRENCY };
