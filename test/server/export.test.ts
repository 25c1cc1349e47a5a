import { expect, test, vi } from 'vitest';
import { useGateway } from '../support/gateway.js';
import { post, type Posting } from '../support/post.js';

const gateway = useGateway({ devices: 600, env: { UPSTREAM_ATTEMPTS: '1' } });

const DEVICES = `query ($first: Int, $after: String) {
  fleet: enterprise { devices(first: $first, after: $after) { nodes { name state } pageInfo { hasNextPage endCursor } } } }`;

const ask = (query: string, variables?: object, how?: Posting) => {
  gateway.simulator.clearCalls();
  return post(`${gateway.url}/graphql/export`, { query, variables }, how);
};
const linesOf = async (response: Response) =>
  (await response.text())
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

test('all rows of a connection come one a line, wherever in the answer it stands, for whole REST calls', async () => {
  const response = await ask(DEVICES);
  expect(response.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8');
  expect(response.headers.get('x-accel-buffering')).toBe('no');
  const rows = await linesOf(response);
  expect(gateway.simulator.calls.map(({ path }) => path)).toEqual([
    '/v2/devices/?limit=250&ordering=name',
    '/v2/devices/?limit=251&offset=249&ordering=name',
    '/v2/devices/?limit=251&offset=499&ordering=name',
  ]);
  const { data } = await gateway.query('{ devices(first: 600) { nodes { name state } } }');
  expect(rows).toEqual(data.devices.nodes);
});

test('rows may be selected in edges, and pages be of any size', async () => {
  const edges =
    'query ($first: Int, $after: String) { groups(first: $first, after: $after) { edges { node { name } } pageInfo { hasNextPage endCursor } } }';
  const rows = await linesOf(await ask(edges, { first: 7 }));
  const { data } = await gateway.query('{ groups(first: 1000) { nodes { name } } }');
  expect(rows).toEqual(data.groups.nodes);
});

test('pages are as large as usual when no size is told, and are refused with no rows at all', async () => {
  await linesOf(await ask(DEVICES, { first: null }));
  expect(gateway.simulator.calls).toHaveLength(3);
  const response = await ask(DEVICES, { first: 0 });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({
    errors: [{ message: expect.stringContaining('"first" is 0'), extensions: { code: 'BAD_USER_INPUT' } }],
  });
  expect(gateway.simulator.calls).toEqual([]);
});

test('a query that does not take the cursor is told so, and its first page comes once', async () => {
  const query = 'query ($first: Int) { devices(first: $first) { nodes { name } pageInfo { hasNextPage endCursor } } }';
  const lines = await linesOf(await ask(query));
  expect(lines.pop()).toMatchObject({
    errors: [{ message: expect.stringContaining('does not take `$after`'), extensions: { code: 'BAD_USER_INPUT' } }],
  });
  expect(lines).toHaveLength(250);
});

test('a page that fails ends it with its errors and the cursor to go on after', async () => {
  gateway.simulator.faults.inject({ kind: 'status', status: 500, match: 'offset=499' });
  const lines = await linesOf(await ask(DEVICES));
  const { errors, after } = lines.pop() as { errors: unknown; after: string };
  expect(errors).toMatchObject([{ extensions: { code: 'UPSTREAM_UNAVAILABLE' } }]);
  gateway.simulator.faults.clear();
  const rest = await linesOf(await ask(DEVICES, { after }));
  const all = [...lines, ...rest].map(({ name }) => name);
  expect(all).toHaveLength(600);
  expect(new Set(all).size).toBe(600);
});

test.each([
  ['a connection', '{ enterprise { name } }', 'no connection'],
  [
    'one connection only',
    '{ devices { nodes { name } pageInfo { hasNextPage endCursor } } groups { nodes { name } pageInfo { hasNextPage endCursor } } }',
    'several connections',
  ],
  [
    'the page info',
    '{ devices { nodes { name } pageInfo { endCursor } } }',
    'select `pageInfo { hasNextPage endCursor }`',
  ],
  [
    'the cursor',
    '{ devices { nodes { name } pageInfo { hasNextPage } } }',
    'select `pageInfo { hasNextPage endCursor }`',
  ],
  ['rows', '{ devices { pageInfo { hasNextPage endCursor } } }', 'select `nodes`'],
  ['no mistakes', '{ nope }', 'Cannot query field'],
])('a query must have %s', async (_, query, message) => {
  const response = await ask(query);
  expect(response.status).toBe(400);
  const { errors } = (await response.json()) as { errors: { message: string }[] };
  expect(errors[0]!.message).toContain(message);
});

test('what changes something is refused before it is done, though it would tell a page', async () => {
  const group = (await gateway.query('{ rootGroup { id } }')).data.rootGroup.id as string;
  const page = 'devices(first: $first, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } }';
  const rename = `mutation ($first: Int, $after: String) {
    renameGroup(input: { group: "${group}", name: "New" }) { group { enterprise { ${page} } } } }`;
  for (let n = 0; n < 2; n++) {
    const response = await ask(rename);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      errors: [{ message: expect.stringContaining('Only queries'), extensions: { code: 'BAD_USER_INPUT' } }],
    });
    expect(gateway.simulator.calls).toEqual([]);
    const { errors } = await gateway.query(rename, { variables: { first: 1 } }); // it may well be known the second time
    expect(errors).toBeUndefined();
  }
});

test('who has to wait is told for how long', async () => {
  gateway.simulator.faults.inject({ kind: 'status', status: 429, retryAfter: 7 });
  const response = await ask(DEVICES, {}, { headers: { 'x-esper-timeout-ms': '5000' } });
  expect(response.status).toBe(429);
  const { errors } = (await response.json()) as { errors: { extensions: { retryAfter: number } }[] };
  expect(errors[0]?.extensions.retryAfter).toBeGreaterThan(0);
  expect(response.headers.get('retry-after')).toBe(String(Math.ceil(errors[0]!.extensions.retryAfter)));
});

test('a key that is not accepted is told so before a row is sent', async () => {
  const response = await ask(DEVICES, {}, { key: 'demo-expired' });
  expect(response.status).toBe(401);
  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
});

test.each([
  [403, 'FORBIDDEN', { kind: 'status', status: 403 }],
  [502, 'UPSTREAM_UNAVAILABLE', { kind: 'status', status: 503 }],
  [502, 'UPSTREAM_MALFORMED', { kind: 'html' }],
  [504, 'UPSTREAM_TIMEOUT', { kind: 'status', status: 504 }],
] as const)('the status %i tells of %s before a row is sent', async (status, code, fault) => {
  gateway.simulator.faults.inject(fault);
  const response = await ask(DEVICES);
  expect([response.status, response.headers.get('retry-after')]).toEqual([status, null]);
  expect(await response.json()).toMatchObject({ errors: [{ extensions: { code } }] });
});

test('a query is asked with all its variables, and a list without rows is an empty text', async () => {
  const query =
    'query ($first: Int, $after: String, $name: String) { groups(first: $first, after: $after, filter: { name: $name }) { nodes { name } pageInfo { hasNextPage endCursor } } }';
  const names = (await linesOf(await ask(query, { name: 'Lab' }))).map(({ name }) => name);
  expect(new Set(names)).toEqual(new Set(['Lab']));
  const response = await ask(query, { name: 'no such group' });
  expect([response.status, await response.text()]).toEqual([200, '']);
});

test('a client that goes in the middle ends the walk', async () => {
  const leave = new AbortController();
  gateway.simulator.faults.inject({ kind: 'latency', ms: 10_000, match: 'offset=249' });
  const response = await ask(DEVICES, {}, { signal: leave.signal });
  await response.body!.getReader().read();
  await vi.waitFor(() => expect(gateway.simulator.calls).toHaveLength(2));
  leave.abort();
  await vi.waitFor(() => expect(gateway.simulator.calls.map(({ aborted }) => aborted)).toEqual([false, true]));
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(gateway.simulator.calls).toHaveLength(2);
});
