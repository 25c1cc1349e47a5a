import { expect, test, vi } from 'vitest';
import { useGateway } from '../../support/gateway.js';
import { post } from '../../support/post.js';

const gateway = useGateway({ devices: 5, env: { LIMIT_OPERATIONS: '2' } });
const viewer = '{ viewer { fullName } }';
const enterprise = '{ enterprise { name } }';
const told = {
  message: '2 operations of this caller are under way: LIMIT_OPERATIONS allows no more. Wait for some of them to end.',
  extensions: { code: 'RATE_LIMITED', retryAfter: 1 },
};

/** Lets the REST API's answers wait until the test lets them go. */
function hold() {
  gateway.simulator.faults.inject({ kind: 'latency', ms: 60_000 });
}

test('one operation more than a caller may have under way is refused at once, and others are not', async () => {
  hold();
  const leave = new AbortController();
  const [one, two] = [viewer, enterprise].map((query) =>
    gateway.query(query, { signal: leave.signal }).catch((error: Error) => error.name),
  );
  await vi.waitFor(() => expect(gateway.simulator.calls.length).toBeGreaterThan(0));
  await vi.waitFor(async () => {
    const { status, errors, headers } = await gateway.query('{ __typename }');
    expect({ status, errors, retryAfter: headers.get('retry-after') }).toEqual({
      status: 429,
      errors: [told],
      retryAfter: '1',
    });
  });
  const exported = await post(`${gateway.url}/graphql/export`, {
    query: '{ devices { nodes { id } pageInfo { hasNextPage endCursor } } }',
  });
  expect([exported.status, exported.headers.get('retry-after')]).toEqual([429, '1']);
  expect((await gateway.query('{ __typename }', { key: 'demo-viewer' })).errors).toBeUndefined();
  expect((await gateway.query('{ __typename }', { key: null })).errors).toBeUndefined();

  leave.abort();
  expect([await one, await two]).toEqual(['AbortError', 'AbortError']);
  await vi.waitFor(async () => expect((await gateway.query('{ __typename }')).status).toBe(200));
});

test('operations one after the other are never too many', async () => {
  for (let n = 0; n < 5; n++) expect((await gateway.query(viewer)).errors).toBeUndefined();
});
