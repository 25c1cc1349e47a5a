import { expect, test } from 'vitest';
import { useGateway } from '../support/gateway.js';
import { post } from '../support/post.js';
import { routesOf } from '../support/routes-of.js';

const gateway = useGateway({ devices: 2500, env: { CACHE_ENABLED: 'true', SINGLE_FLIGHT: 'false' } });

const PAGE = `query ($first: Int, $after: String) {
  devices(first: $first, after: $after) { nodes { name group { path } } pageInfo { hasNextPage endCursor } } }`;

/** Bytes of answers that the gateway keeps, as it says itself. */
async function keptBytes(): Promise<number> {
  const text = await (await fetch(`${gateway.url}/metrics`)).text();
  return Number(/^esper_graphql_cache_bytes (\d+)$/m.exec(text)?.[1]);
}

/** Exports the fleet. Gives the routes that were asked, with how often. */
async function exported(): Promise<Record<string, number>> {
  gateway.simulator.clearCalls();
  const response = await post(`${gateway.url}/graphql/export`, { query: PAGE });
  expect((await response.text()).trimEnd().split('\n')).toHaveLength(2500);
  return routesOf(gateway.simulator.calls.map(({ path }) => path));
}

test('an export keeps what stays good for long and no page of devices, however large the fleet', async () => {
  await gateway.query('{ groups(first: 250) { nodes { path } } }');
  const groups = await keptBytes();
  expect(groups).toBeGreaterThan(1000);
  expect(await exported()).toEqual({ '/v2/devices/': 10 });
  expect(await keptBytes()).toBe(groups);
  expect(await exported()).toEqual({ '/v2/devices/': 10 });
});

test('an export is answered by what is kept already', async () => {
  await gateway.query(PAGE, { variables: { first: 250 } });
  expect((await exported())['/v2/devices/']).toBe(9);
});

test('a walk by cursors keeps the rows somebody may look at, and none of those further on', async () => {
  const bytes: number[] = [];
  for (let after: string | null = null, more = true; more;) {
    const { data } = await gateway.query(PAGE, { variables: { first: 250, after } });
    bytes.push(await keptBytes());
    ({ endCursor: after, hasNextPage: more } = data.devices.pageInfo as { endCursor: string; hasNextPage: boolean });
  }
  expect(bytes).toHaveLength(10);
  expect(bytes.slice(1, 5)).toEqual(bytes.slice(1, 5).toSorted((a, b) => a - b));
  expect(new Set(bytes.slice(4)).size).toBe(1);
});

test('all that one query may ask for is kept, and the beginning of what is read whole', async () => {
  const thousand = '{ devices(first: 1000) { nodes { name } } }';
  expect((await gateway.query(thousand)).calls).toHaveLength(4);
  expect((await gateway.query(thousand)).calls).toEqual([]);
});
