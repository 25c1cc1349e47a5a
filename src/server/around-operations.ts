import type { ApolloServerPlugin, GraphQLRequestListener } from '@apollo/server';
import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import type { Config } from '../config.js';
import type { Context } from '../domains/context.js';
import type { OperationWatcher } from '../telemetry/operation.js';
import { refuseWrites } from './access/write-right.js';
import { limitAnswer } from './answer-limit.js';
import { tellFreshness } from './cache-control.js';
import { cost } from './cost.js';
import { logFault, logFaults, mendStatus, refuseSubscriptions } from './plugins.js';
import { watchOperations } from './watch-operations.js';

export interface AroundOptions {
  readonly schema: GraphQLSchema;
  readonly config: Config;
  readonly log: Logger;
  /** Told of every operation. */
  readonly watchers: readonly OperationWatcher[];
  /** Carries it out. */
  readonly respond: NonNullable<GraphQLRequestListener<Context>['responseForOperation']>;
}

/**
 * All that is done around an operation, in its order. It is one plugin, with one listener for all operations: each hook of a
 * plugin costs every operation promises, and each listener that is made for one is thrown away with it.
 */
export function aroundOperations({
  schema,
  config,
  log,
  watchers,
  respond,
}: AroundOptions): ApolloServerPlugin<Context> {
  const { price, refuse, tell } = cost(schema, config);
  const watch = watchOperations(watchers);
  const listener: GraphQLRequestListener<Context> = {
    async didResolveOperation(asked) {
      price(asked);
      refuseSubscriptions(asked);
      refuseWrites(asked);
      refuse(asked);
    },
    responseForOperation: respond,
    async didEncounterErrors(failed) {
      logFaults(log, failed);
    },
    async willSendResponse(answered) {
      limitAnswer(answered);
      tell(answered);
      tellFreshness(answered);
      mendStatus(answered);
      watch(answered);
    },
  };
  return {
    requestDidStart: async () => listener,
    contextCreationDidFail: async ({ error }) => logFault(log, error),
  };
}
