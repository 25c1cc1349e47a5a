import { ApolloServer, type ApolloServerOptionsWithGateway, type PersistedQueryOptions } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import type { Config } from '../config.js';
import type { Context } from '../domains/context.js';
import { documentLimits } from '../graphql/document-limits.js';
import { compiledExecutor, interpretedExecutor, type Execute } from '../graphql/execution/executor.js';
import { formatError } from '../graphql/errors.js';
import type { OperationWatcher } from '../telemetry/operation.js';
import { aroundOperations } from './around-operations.js';

export interface ApolloOptions {
  readonly config: Config;
  readonly log: Logger;
  /** Where the texts of documents are found by their ids. */
  readonly documents: NonNullable<PersistedQueryOptions['cache']>;
  /** Told of every operation. */
  readonly watchers: readonly OperationWatcher[];
}

/** Apollo Server with all that this gateway does around an operation, ready to carry some out. */
export async function startApollo(
  schema: GraphQLSchema,
  { config, log, documents, watchers }: ApolloOptions,
): Promise<ApolloServer<Context>> {
  const apollo = new ApolloServer<Context>({
    gateway: executing(
      schema,
      config.EXECUTION === 'compiled' ? compiledExecutor(schema) : interpretedExecutor(schema),
    ),
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
      aroundOperations({ schema, config, log, watchers }),
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(), // a subgraph would tell every resolver's time to whoever asks
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  });
  await apollo.start();
  return apollo;
}

/** A schema together with who carries out its operations: Apollo Server takes the two as if they came from a gateway of its own. */
function executing(schema: GraphQLSchema, execute: Execute): ApolloServerOptionsWithGateway<Context>['gateway'] {
  let tell: (update: { apiSchema: GraphQLSchema; coreSupergraphSdl: string }) => void = () => {};
  return {
    onSchemaLoadOrUpdate: (callback) => {
      tell = callback;
      return () => {};
    },
    load: async () => {
      tell({ apiSchema: schema, coreSupergraphSdl: '' });
      return {
        executor: ({ document, request: { operationName, variables }, context }) =>
          execute({ document, operationName, variables, context: context as Context }),
      };
    },
    stop: async () => {},
  };
}
