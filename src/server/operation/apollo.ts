import { ApolloServer, type PersistedQueryOptions } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import type { Config } from '../../config.js';
import type { Context } from '../../domains/context.js';
import { documentLimits } from '../../graphql/document-limits.js';
import { formatError } from '../../graphql/errors.js';
import { compiledExecutor, interpretedExecutor } from '../../graphql/execution/executor.js';
import type { OperationWatcher } from '../../telemetry/operation.js';
import { aroundOperations, type AroundOperations } from './around-operations.js';
import { carryingOut } from './carry-out.js';
import type { KnownOperations } from './known-operations.js';

export interface ApolloOptions {
  readonly config: Config;
  readonly log: Logger;
  /** Where the texts of documents are found by their ids. */
  readonly documents: NonNullable<PersistedQueryOptions['cache']>;
  /** Told of every operation. */
  readonly watchers: readonly OperationWatcher[];
  /** What is known of the operations that went well; left out where nobody goes past Apollo Server. */
  readonly known?: KnownOperations | undefined;
}

/** What carries out operations: Apollo Server, and a way past it for those that it would have nothing to say to. */
export interface Apollo extends Pick<AroundOperations, 'again'> {
  readonly server: ApolloServer<Context>;
}

/** Apollo Server with all that this gateway does around an operation, ready to carry some out. */
export async function startApollo(
  schema: GraphQLSchema,
  { config, log, documents, watchers, known }: ApolloOptions,
): Promise<Apollo> {
  const execute = config.EXECUTION === 'compiled' ? compiledExecutor(schema) : interpretedExecutor(schema);
  const { gateway, respond } = carryingOut(schema, execute);
  const { plugin, again } = aroundOperations({ schema, config, log, watchers, known, execute, respond });
  const server = new ApolloServer<Context>({
    gateway,
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
      plugin,
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(), // a subgraph would tell every resolver's time to whoever asks
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  });
  await server.start();
  return { server, again };
}
