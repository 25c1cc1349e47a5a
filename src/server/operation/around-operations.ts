import type { ApolloServerPlugin, GraphQLRequest, GraphQLRequestListener, GraphQLResponse } from '@apollo/server';
import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import type { Config } from '../../config.js';
import type { Context } from '../../domains/context.js';
import type { Execute } from '../../graphql/execution/executor.js';
import type { OperationWatcher } from '../../telemetry/operation.js';
import type { Answered, Asked } from './asked.js';
import { tellFreshness } from './cache-control.js';
import { cost } from './cost.js';
import type { KnownOperations } from './known-operations.js';
import { logFault, logFaults } from './log-faults.js';
import { limitAnswer, mendStatus } from './mend-answer.js';
import { refuseChangesPageByPage, refuseSubscriptions, refuseWrites } from './refuse-operations.js';
import { watchOperations } from './watch-operations.js';

export interface AroundOptions {
  readonly schema: GraphQLSchema;
  readonly config: Config;
  readonly log: Logger;
  /** Told of every operation. */
  readonly watchers: readonly OperationWatcher[];
  /** Told which operations go well; left out where nobody asks for them again. */
  readonly known?: KnownOperations | undefined;
  readonly execute: Execute;
  /** Carries it out; null when something went wrong, which is then told by Apollo Server. */
  readonly respond: (asked: Asked) => Promise<GraphQLResponse | null>;
}

export interface AroundOperations {
  readonly plugin: ApolloServerPlugin<Context>;
  /**
   * Carries out an operation that went well before, past Apollo Server, which would find the same. Null when it is not known, when
   * its text is to be remembered by a hash, and when something is wrong with it this time: Apollo Server tells what.
   */
  again(request: GraphQLRequest, contextValue: Context): Promise<GraphQLResponse | null>;
}

/**
 * All that is done around an operation, in its order. It is one plugin, with one listener for all operations: each hook of a
 * plugin costs every operation promises, and each listener that is made for one is thrown away with it.
 */
export function aroundOperations(options: AroundOptions): AroundOperations {
  const { schema, config, log, watchers, known, execute, respond } = options;
  const { price, refuse, tell } = cost(schema, config, execute);
  const watch = watchOperations(watchers, config.identitySecret);

  const before = (asked: Asked): Promise<void> | undefined => {
    price(asked);
    refuseSubscriptions(asked);
    refuseChangesPageByPage(asked);
    refuseWrites(asked);
    return refuse(asked);
  };
  const after = (answered: Answered): void => {
    limitAnswer(answered);
    tell(answered);
    tellFreshness(answered);
    mendStatus(answered);
    watch(answered);
  };

  const listener: GraphQLRequestListener<Context> = {
    didResolveOperation: async (asked) => before(asked),
    responseForOperation: async (asked) => {
      const response = await respond(asked);
      if (response) known?.add(asked);
      return response;
    },
    didEncounterErrors: async (failed) => logFaults(log, failed),
    willSendResponse: async (answered) => after(answered),
  };
  return {
    plugin: {
      requestDidStart: async () => listener,
      contextCreationDidFail: async ({ error }) => logFault(log, error),
    },
    async again(request, contextValue) {
      const operation = request.extensions?.['persistedQuery'] ? undefined : known?.find(request);
      if (!operation) return null;
      const asked = { ...operation, request, contextValue };
      try {
        await before(asked);
      } catch {
        return null;
      }
      const response = await respond(asked);
      if (!response) return null;
      after({ ...asked, response });
      return response;
    },
  };
}
