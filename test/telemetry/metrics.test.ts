import { expect, test } from 'vitest';
import { Metrics } from '../../src/telemetry/metrics.js';
import type { OperationFacts } from '../../src/telemetry/operation.js';
import { healthy } from './healthy.js';

const none = { calls: 0, cached: 0, coalesced: 0, retried: 0, waitedMs: 0 };
const create = (mostNames = 3) => new Metrics({ version: '1.2.3', mostNames });

/** The series of a metric, as `label="value",... value`. */
async function series(metrics: Metrics, name: string): Promise<string[]> {
  const lines = (await metrics.registry.metrics()).split('\n');
  return lines.filter((line) => line.startsWith(`${name}{`)).map((line) => line.slice(name.length));
}

test('operations are counted by name, kind and outcome, and errors by code', async () => {
  const metrics = create();
  const { operation } = metrics.operations;
  operation(healthy);
  operation({ ...healthy, outcome: 'partial', errors: { FORBIDDEN: 2, UPSTREAM_TIMEOUT: 1 } });
  operation({ ...healthy, name: null });
  expect(await series(metrics, 'esper_graphql_operations_total')).toEqual([
    '{operation="Fleet",kind="query",outcome="ok"} 1',
    '{operation="Fleet",kind="query",outcome="partial"} 1',
    '{operation="anonymous",kind="query",outcome="ok"} 1',
  ]);
  expect(await series(metrics, 'esper_graphql_errors_total')).toEqual([
    '{code="FORBIDDEN"} 2',
    '{code="UPSTREAM_TIMEOUT"} 1',
  ]);
  expect(await series(metrics, 'esper_graphql_operation_duration_seconds_bucket')).toContain(
    '{le="0.1",operation="Fleet",kind="query"} 0',
  );
  expect(await series(metrics, 'esper_graphql_operation_duration_seconds_bucket')).toContain(
    '{le="0.25",operation="Fleet",kind="query"} 2',
  );
});

test('however many names clients think of, few become labels', async () => {
  const metrics = create(3);
  for (let n = 0; n < 5000; n++) metrics.operations.operation({ ...healthy, name: `Name${n}` });
  expect(await series(metrics, 'esper_graphql_operations_total')).toEqual([
    '{operation="Name0",kind="query",outcome="ok"} 1',
    '{operation="Name1",kind="query",outcome="ok"} 1',
    '{operation="Name2",kind="query",outcome="ok"} 1',
    '{operation="other",kind="query",outcome="ok"} 4997',
  ]);
});

test.each<[string, Partial<OperationFacts>]>([
  ['failed', { outcome: 'failed', errors: { UNAUTHENTICATED: 1 } }],
  ['asked the REST API for nothing', { upstream: none }],
  ['has a name longer than names are', { name: 'x'.repeat(65) }],
])('an operation that %s makes no name known', async (_, changes) => {
  const metrics = create();
  metrics.operations.operation({ ...healthy, ...changes });
  const [only] = await series(metrics, 'esper_graphql_operations_total');
  expect(only).toMatch(/^\{operation="other",/);
});

test('a name that is known keeps its label when the operation fails', async () => {
  const metrics = create();
  metrics.operations.operation(healthy);
  metrics.operations.operation({ ...healthy, outcome: 'failed', upstream: none });
  expect(await series(metrics, 'esper_graphql_operations_total')).toContain(
    '{operation="Fleet",kind="query",outcome="failed"} 1',
  );
});

test('codes are bounded too', async () => {
  const metrics = create();
  for (let n = 0; n < 1000; n++) metrics.operations.operation({ ...healthy, errors: { [`CODE_${n}`]: 1 } });
  expect(await series(metrics, 'esper_graphql_errors_total')).toHaveLength(101);
});

test('calls to the REST API are counted by route and status, repeats by themselves too', async () => {
  const metrics = create();
  const call = { method: 'GET', route: '/v2/devices/{id}', status: '200', attempt: 1, ms: 40 };
  metrics.sent(call);
  metrics.sent({ ...call, status: 'timeout' });
  metrics.sent({ ...call, attempt: 2 });
  const labels = 'method="GET",route="/v2/devices/{id}"';
  expect(await series(metrics, 'esper_graphql_upstream_requests_total')).toEqual([
    `{${labels},status="200"} 2`,
    `{${labels},status="timeout"} 1`,
  ]);
  expect(await series(metrics, 'esper_graphql_upstream_retries_total')).toEqual([`{${labels}} 1`]);
  expect(await series(metrics, 'esper_graphql_upstream_request_duration_seconds_count')).toEqual([`{${labels}} 3`]);
});

test('open subscriptions and the build are gauges', async () => {
  const metrics = create();
  metrics.operations.subscriptions.inc();
  expect(await metrics.registry.getSingleMetricAsString('esper_graphql_subscriptions')).toMatch(
    /^esper_graphql_subscriptions 1$/m,
  );
  expect(await series(metrics, 'esper_graphql_build_info')).toEqual([`{version="1.2.3",node="${process.version}"} 1`]);
});
