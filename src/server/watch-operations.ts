import type { ApolloServerPlugin, GraphQLRequestContextWillSendResponse } from '@apollo/server';
import type { FastifyInstance } from 'fastify';
import type { Context } from '../domains/context.js';
import type { OperationFacts, OperationWatcher, Outcome } from '../telemetry/operation.js';
import { factsOf } from './request-facts.js';

/** Tells `watchers` of every operation when its answer is ready, also of one that could not be read. */
export const watchOperations = (watchers: readonly OperationWatcher[]): ApolloServerPlugin<Context> => ({
  requestDidStart: async () => ({
    willSendResponse: async (ended) => {
      const facts = factsFrom(ended);
      ended.contextValue.request.operations++;
      for (const tell of watchers) tell(facts);
    },
  }),
});

/** Tells `seen` the status of every request to the endpoint that held no operation, or none that was let in. */
export function watchRefusals(http: FastifyInstance, path: string, seen: (id: string, status: number) => void): void {
  http.addHook('onResponse', async (request, { statusCode }) => {
    if (request.routeOptions.url !== path || statusCode < 400) return;
    const { id, operations } = factsOf(request);
    if (operations === 0) seen(id, statusCode);
  });
}

function factsFrom(ended: GraphQLRequestContextWillSendResponse<Context>): OperationFacts {
  const { response, operation, operationName, queryHash, contextValue } = ended;
  const { body, http } = response;
  const { data, errors = [] } = body.kind === 'single' ? body.singleResult : body.initialResult;
  const { calls, cached, coalesced, retried, waitedMs, ms } = contextValue.calls.cost(false);
  const { id, caller } = contextValue.request;
  return {
    requestId: id,
    caller,
    name: operationName ?? null,
    kind: operation?.operation ?? 'unread',
    document: queryHash ?? null,
    outcome: outcomeOf(data, errors.length),
    status: http.status ?? 200,
    ms,
    upstream: { calls, cached, coalesced, retried, waitedMs },
    errors: byCode(errors.map(({ extensions }) => String(extensions?.['code'] ?? 'INTERNAL_SERVER_ERROR'))),
  };
}

function outcomeOf(data: Record<string, unknown> | null | undefined, errors: number): Outcome {
  if (data === undefined) return 'refused';
  if (errors === 0) return 'ok';
  return data !== null && Object.values(data).some((value) => value !== null) ? 'partial' : 'failed';
}

function byCode(codes: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const code of codes) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}
