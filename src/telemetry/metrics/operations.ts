import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { OperationFacts } from '../operation.js';
import { BoundedNames } from './bounded-names.js';

/** Error codes there may be as labels; the gateway knows fewer. */
const MOST_CODES = 100;

/**
 * What clients ask and get. A label `operation` is a name: one of the first `mostNames` of operations that went well and were
 * answered by the REST API, so that it takes a good key to become one; else `other`, or `anonymous` where there is no name.
 */
export function operationMetrics(registry: Registry, mostNames: number) {
  const registers = [registry];
  const names = new BoundedNames(mostNames);
  const codes = new BoundedNames(MOST_CODES);
  const operations = new Counter({
    name: 'esper_graphql_operations_total',
    help: 'Operations answered, by how they ended: `ok`, `partial`, `failed` or `refused`',
    labelNames: ['operation', 'kind', 'outcome'],
    registers,
  });
  const seconds = new Histogram({
    name: 'esper_graphql_operation_duration_seconds',
    help: 'Seconds from an operation to its answer',
    labelNames: ['operation', 'kind'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
    registers,
  });
  const calls = new Histogram({
    name: 'esper_graphql_operation_upstream_calls',
    help: 'REST calls one operation took',
    labelNames: ['kind'],
    buckets: [0, 1, 2, 5, 10, 25, 50, 100, 250, 1000],
    registers,
  });
  const sharing = new Counter({
    name: 'esper_graphql_operations_shared_total',
    help: 'Operations answered with what another one had asked for: `joined` one under way, or given an answer that was `kept`',
    labelNames: ['how'],
    registers,
  });
  const errors = new Counter({
    name: 'esper_graphql_errors_total',
    help: 'Errors in answers, by `extensions.code`; an operation may have several',
    labelNames: ['code'],
    registers,
  });
  const refused = new Counter({
    name: 'esper_graphql_requests_refused_total',
    help: 'Requests to the endpoint that held no operation or were not let in, by HTTP status',
    labelNames: ['status'],
    registers,
  });
  const subscriptions = new Gauge({
    name: 'esper_graphql_subscriptions',
    help: 'Subscriptions that are open',
    registers,
  });

  const operation = ({ name, kind, outcome, ms, upstream, errors: found, shared }: OperationFacts): void => {
    const proven = outcome === 'ok' && upstream.calls + upstream.cached + upstream.coalesced > 0;
    const label = name === null ? 'anonymous' : names.label(name, proven);
    operations.inc({ operation: label, kind, outcome });
    seconds.observe({ operation: label, kind }, ms / 1000);
    calls.observe({ kind }, upstream.calls);
    if (shared) sharing.inc({ how: shared });
    for (const [code, count] of Object.entries(found)) errors.inc({ code: codes.label(code, true) }, count);
  };
  return { operation, refused: (status: number) => refused.inc({ status }), subscriptions };
}
