import { HeaderMap, type ApolloServerOptionsWithGateway, type GraphQLResponse } from '@apollo/server';
import { GraphQLSchema, type ExecutionResult } from 'graphql';
import type { Context } from '../../domains/context.js';
import type { Execute } from '../../graphql/execution/executor.js';
import { perSchema } from '../../graphql/per-schema.js';
import type { CallLog } from '../../upstream/call-log.js';
import type { Asked } from './asked.js';

/** A subscription is refused whatever it selects, and where graphql-js looks what that is, it throws for some. */
const withoutSubscriptions = perSchema(
  (schema) => new GraphQLSchema({ ...schema.toConfig(), subscription: undefined }),
);

/**
 * Has `execute` carry out operations for Apollo Server, which takes a result in two ways. As the response of a plugin it stays as
 * it is: `respond` gives what went well. As that of a gateway of Apollo's own its errors are told as errors are: that is the way for
 * what did not. The second is dear: the objects made for it have accessors, and so hidden classes of their own, which keep
 * all of the operation in memory until the next full collection of garbage.
 */
export function carryingOut(schema: GraphQLSchema, execute: Execute) {
  /** By the log of the operation's calls, since Apollo Server makes copies of contexts. */
  const failed = new WeakMap<CallLog, ExecutionResult>();
  let tell: (update: { apiSchema: GraphQLSchema; coreSupergraphSdl: string }) => void = () => {};
  const gateway: ApolloServerOptionsWithGateway<Context>['gateway'] = {
    onSchemaLoadOrUpdate: (callback) => {
      tell = callback;
      return () => {};
    },
    load: async () => {
      tell({ apiSchema: withoutSubscriptions(schema), coreSupergraphSdl: '' });
      return {
        executor: async ({ document, request: { operationName, variables }, context }) =>
          failed.get((context as Context).calls) ??
          execute({ document, operationName, variables, context: context as Context }),
      };
    },
    stop: async () => {},
  };
  return {
    gateway,
    async respond({ document, request, contextValue: context }: Asked): Promise<GraphQLResponse | null> {
      if (failed.has(context.calls)) return null;
      const { operationName, variables } = request;
      const result = await execute({ document, operationName, variables, context });
      if (result.errors) {
        failed.set(context.calls, result);
        return null;
      }
      const http = { status: undefined, headers: new HeaderMap() };
      return { http, body: { kind: 'single', singleResult: result as object } };
    },
  };
}
