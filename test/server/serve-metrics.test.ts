import { expect, test } from 'vitest';
import { hasRedis, RedisServer } from '../support/redis.js';
import { useObserved, type Observed } from '../support/observed.js';

const fleet = useObserved();
const production = { NODE_ENV: 'production', EXPLORER: 'off' };

/** Where the log says that metrics are. */
const addressIn = ({ lines }: Observed) => String(lines.find(({ msg }) => msg === 'metrics are served')?.['address']);
const read = async (url: string) => (await fetch(url)).text();

test('what clients ask, and what is asked of the REST API for it, can be read', async () => {
  const { url, post } = await fleet.open();
  await post({ query: 'query Fleet { devices(first: 5) { nodes { name group { name } } } }' });
  await post({ query: 'query Fleet { devices(first: 5) { nodes { name group { name } } } }' });
  await post({ query: '{ nope }' });
  await post('{');
  const answer = await fetch(`${url}/metrics`);
  expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  const text = await answer.text();
  for (const line of [
    'esper_graphql_operations_total{operation="Fleet",kind="query",outcome="ok"} 2',
    'esper_graphql_operations_total{operation="anonymous",kind="unread",outcome="refused"} 1',
    'esper_graphql_errors_total{code="GRAPHQL_VALIDATION_FAILED"} 1',
    'esper_graphql_requests_refused_total{status="400"} 1',
    'esper_graphql_operation_upstream_calls_bucket{le="0",kind="query"} 1',
    'esper_graphql_upstream_requests_total{method="GET",route="/v2/devices/",status="200"} 1',
    'esper_graphql_limiter_in_flight{lane="device-list"} 0',
    'esper_graphql_limiter_limit{lane="device-list"} 4',
    'esper_graphql_circuit_state{lane="device-list",state="closed"} 1',
    'esper_graphql_circuit_state{lane="device-list",state="open"} 0',
    'esper_graphql_cache_reads_total{result="missed"} 2',
    'esper_graphql_operations_shared_total{how="kept"} 1',
    'esper_graphql_ready 1',
  ]) {
    expect(text).toContain(`\n${line}\n`);
  }
  expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds \d/m);
  expect(text).toMatch(/^process_resident_memory_bytes \d/m);
  expect(text).not.toMatch(/esper_graphql_redis_up/);
});

test(
  'hundreds of operations of any name by callers of any kind leave few series, and nothing of what they sent',
  { timeout: 60_000 },
  async () => {
    const { url, post } = await fleet.open({ LOG_LEVEL: 'silent', METRICS_OPERATIONS: '5', LIMIT_OPERATIONS: '1000' });
    const names = Array.from({ length: 600 }, (_, n) =>
      n % 2 ? `Leak_SECRET_${n}` : `Junk${'x'.repeat(n % 300)}${n}`,
    );
    for (let from = 0; from < names.length; from += 50) {
      await Promise.all(
        names.slice(from, from + 50).map((name, n) => {
          const query = n % 5 === 0 ? `query ${name} { nope }` : `query ${name} { viewer { username } }`;
          const authorization = n % 3 === 0 ? `Bearer SECRET-KEY-${name}` : 'Bearer demo-admin';
          return post({ query, variables: { v: 'SECRET-VALUE' } }, { authorization });
        }),
      );
    }
    const lines = (await read(`${url}/metrics`)).split('\n').filter((line) => line.startsWith('esper_graphql_'));
    const labels = new Set(lines.map((line) => /operation="(\w+)"/.exec(line)?.[1]).filter(Boolean));
    expect(labels.size).toBeLessThanOrEqual(7);
    expect(lines.length).toBeLessThan(400);
    expect(lines.join('\n')).not.toMatch(/SECRET-|demo-admin|Bearer/);
  },
);

test('in production the port that serves clients serves no metrics', async () => {
  const { url } = await fleet.open(production);
  expect((await fetch(`${url}/metrics`)).status).toBe(404);
});

test.each([
  ['asked for', { ...production, METRICS: 'on' }, 200],
  ['switched off', { METRICS: 'off' }, 404],
])('but for when they are %s', async (_, env, status) => {
  const { url } = await fleet.open(env);
  expect((await fetch(`${url}/metrics`)).status).toBe(status);
});

test('a port of their own serves metrics and nothing else, and ends with the gateway', async () => {
  const observed = await fleet.open({ ...production, METRICS_PORT: '0' });
  const address = addressIn(observed);
  expect((await fetch(`${observed.url}/metrics`)).status).toBe(404);
  expect(await read(address)).toMatch(/^esper_graphql_build_info\{/m);
  expect((await fetch(address.replace('/metrics', '/graphql'))).status).toBe(404);
  await observed.gateway.close();
  await expect(fetch(address)).rejects.toThrow();
});

test('a port that is taken stops the start, by its name', async () => {
  const { url } = await fleet.open();
  const port = new URL(url).port;
  await expect(fleet.open({ METRICS_PORT: port })).rejects.toThrow(
    `METRICS_PORT is ${port}: something else listens there`,
  );
});

test.skipIf(!hasRedis)('Redis is up or not', async () => {
  const redis = await RedisServer.start();
  try {
    const { url, post } = await fleet.open({ REDIS_URL: redis.url, CACHE_SECRET: 'x'.repeat(32) });
    await expect.poll(() => read(`${url}/metrics`)).toMatch(/^esper_graphql_redis_up 1$/m);
    await redis.kill();
    await post({ query: '{ viewer { username } }' });
    await expect.poll(() => read(`${url}/metrics`)).toMatch(/^esper_graphql_redis_up 0$/m);
    expect(await read(`${url}/metrics`)).toMatch(/^esper_graphql_redis_(failures|skipped)_total [1-9]/m);
  } finally {
    await redis.kill();
  }
});
