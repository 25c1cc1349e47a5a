import { createHmac } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import type { Config } from '../../config.js';
import type { Metrics } from '../../telemetry/metrics.js';
import type { OperationFacts, OperationWatcher, Outcome } from '../../telemetry/operation.js';
import { HASH_LENGTH, operationLog } from '../../telemetry/operation-log.js';
import { OperationSpan } from '../../telemetry/operation-span.js';
import { upsert } from '../../upstream/upsert.js';
import { sharedCost } from '../flight/cost-of-sharing.js';
import { factsOf } from '../http/request-facts.js';
import type { Answered } from './asked.js';
import { ENDPOINT } from './endpoint.js';

/** Log and metrics, to be told of every operation; they are told too of every request that held none. */
export function operationWatchers(http: FastifyInstance, config: Config, metrics: Metrics, log: Logger) {
  const watchers = [operationLog(log, { sample: config.LOG_SAMPLE, slowMs: config.LOG_SLOW_MS })];
  if (config.metrics) watchers.push(metrics.operations.operation);
  http.addHook('onResponse', (request, { statusCode: status }, done) => {
    const { id: requestId, caller, operations } = factsOf(request);
    if (status >= 400 && operations === 0 && request.routeOptions.url === ENDPOINT) {
      log.info({ requestId, caller: caller?.slice(0, HASH_LENGTH) ?? null, status }, 'request refused');
      if (config.metrics) metrics.operations.refused(status);
    }
    done();
  });
  return watchers;
}

/**
 * Tells `watchers` of every operation when its answer is ready, also of one that could not be read. Documents are told apart by a hash
 * that `secret` keys: there may be a password in one, which whoever reads the log could else guess.
 */
export function watchOperations(watchers: readonly OperationWatcher[], secret: Buffer): (ended: Answered) => void {
  const keyed = new LRUCache<string, string>({ max: 1000 });
  const keyOf = (hash: string) => createHmac('sha256', secret).update(`document\n${hash}`).digest('hex');
  return (ended) => {
    const { queryHash: hash } = ended;
    const facts = {
      ...factsFrom(ended),
      document: hash === undefined ? null : upsert<string, string>(keyed, hash, () => keyOf(hash)),
    };
    const { request, span } = ended.contextValue;
    request.operations++;
    request.told = facts;
    span?.end(facts);
    for (const tell of watchers) tell(facts);
  };
}

/** Tells `watchers` of an operation that was answered with what another one had asked for. */
export const tellShared =
  (watchers: readonly OperationWatcher[], acceptTraces: boolean) =>
  (request: FastifyRequest, told: OperationFacts, how: 'joined' | 'kept', ms: number): void => {
    const facts = factsOf(request);
    facts.operations++;
    const upstream = sharedCost(told.upstream, how);
    const span = OperationSpan.begin(acceptTraces ? request.headers : undefined, performance.now() - ms);
    const { traceId: _, ...same } = told;
    const ended = { ...same, requestId: facts.id, shared: how, ms: Math.round(ms), upstream };
    span?.end(ended);
    for (const tell of watchers) tell({ ...ended, ...(span && { traceId: span.traceId }) });
  };

function factsFrom(ended: Answered): Omit<OperationFacts, 'document'> {
  const { response, operation, operationName, contextValue } = ended;
  const { body, http } = response;
  const { data, errors = [] } = body.kind === 'single' ? body.singleResult : body.initialResult;
  const { calls, cached, coalesced, retried, waitedMs, ms } = contextValue.calls.cost(false);
  const { id, caller } = contextValue.request;
  return {
    requestId: id,
    caller,
    name: operationName ?? null,
    kind: operation?.operation ?? 'unread',
    outcome: outcomeOf(data, errors.length),
    status: http.status ?? 200,
    ms,
    upstream: { calls, cached, coalesced, retried, waitedMs },
    ...(contextValue.span && { traceId: contextValue.span.traceId }),
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
