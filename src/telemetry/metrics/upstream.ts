import { Counter, Histogram, type Registry } from 'prom-client';
import type { SentCall } from '../sent-call.js';

/** What goes over the network to the REST API. Gives what is to be told of each call. */
export function upstreamMetrics(registry: Registry): (call: SentCall) => void {
  const registers = [registry];
  const requests = new Counter({
    name: 'esper_graphql_upstream_requests_total',
    help: 'REST calls sent, repeats included, by HTTP status, or `timeout`, `unreachable`, `unreadable`, `cancelled`',
    labelNames: ['method', 'route', 'status'],
    registers,
  });
  const seconds = new Histogram({
    name: 'esper_graphql_upstream_request_duration_seconds',
    help: 'Seconds from sending a REST call to the end of its answer, queues left out',
    labelNames: ['method', 'route'],
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers,
  });
  const repeats = new Counter({
    name: 'esper_graphql_upstream_retries_total',
    help: 'REST calls sent again after a failure',
    labelNames: ['method', 'route'],
    registers,
  });
  return ({ method, route, status, attempt, ms }) => {
    requests.inc({ method, route, status });
    seconds.observe({ method, route }, ms / 1000);
    if (attempt > 1) repeats.inc({ method, route });
  };
}
