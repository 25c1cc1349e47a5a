import { expect, test, vi } from 'vitest';
import { useGateway } from '../support/gateway.js';
import { post } from '../support/post.js';

const DEVICES = 10;
/** Bytes in a row: ten are more than the operating system takes in for a client who does not read. */
const MUCH = 2_000_000;
const gateway = useGateway({ devices: DEVICES, env: { LIMIT_OPERATIONS: '2' } });

const PAGES =
  'query ($first: Int, $after: String) { devices(first: $first, after: $after) { nodes { alias } pageInfo { hasNextPage endCursor } } }';

/** An export with a row a page, whose client reads nothing: it has come to a stop between two pages. */
async function stopped() {
  for (let n = 0; n < DEVICES; n++) gateway.simulator.fleet.change(n, { alias: 'x'.repeat(MUCH) });
  const response = await post(`${gateway.url}/graphql/export`, { query: PAGES, variables: { first: 1 } });
  const asked = () => gateway.simulator.calls.length;
  for (let before = 0; asked() > before; await new Promise((resolve) => setTimeout(resolve, 300))) before = asked();
  expect(asked()).toBeLessThan(DEVICES);
  return response;
}

test('an export goes on at the limit, and counts as one operation until all of it is sent', async () => {
  const response = await stopped();
  gateway.simulator.faults.inject({ kind: 'latency', ms: 60_000, match: '/v1/enterprise/' });
  const leave = new AbortController();
  const others = ['name', 'shortCode'].map((field) =>
    gateway.query(`{ enterprise { ${field} } }`, { signal: leave.signal }).then(
      ({ status }) => status,
      () => 0,
    ),
  );
  await vi.waitFor(async () => expect((await gateway.query('{ __typename }')).status).toBe(429));
  const lines = (await response.text()).trimEnd().split('\n');
  expect(lines.map((line) => Object.keys(JSON.parse(line) as object).join())).toEqual(Array(DEVICES).fill('alias'));
  leave.abort();
  expect((await Promise.all(others)).toSorted()).toEqual([0, 429]);
  await vi.waitFor(async () => expect((await gateway.query('{ __typename }')).status).toBe(200));
});
