import { hash } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import { useObserved } from '../../support/observed.js';

const fleet = useObserved();
const ids = (exchanges: typeof fleet.exchanges) => exchanges.map(({ headers }) => headers['x-request-id']);

test('an operation is one line that says what it cost, and nothing of what was asked for with which key', async () => {
  const { post, lines } = await fleet.open();
  const query =
    'query One($name: String!) { devices(first: 5) { nodes { name group { name } } } device(name: $name) { id } }';
  const body = { query, variables: { name: 'SECRET-VALUE' }, operationName: 'One' };
  const answer = await post(body, { cookie: 'session=SECRET-COOKIE' });
  const { extensions } = (await answer.json()) as { extensions: { upstream: { calls: number } } };
  expect(lines).toEqual([
    {
      level: 30,
      requestId: answer.headers.get('x-request-id'),
      operation: 'One',
      kind: 'query',
      document: expect.stringMatching(/^[0-9a-f]{16}$/),
      caller: expect.stringMatching(/^[\w-]{16}$/),
      status: 200,
      outcome: 'ok',
      ms: expect.any(Number),
      calls: extensions.upstream.calls,
      cached: 0,
      coalesced: 0,
      retried: 0,
      waitedMs: expect.any(Number),
      msg: 'operation',
    },
  ]);
  expect(JSON.stringify(lines)).not.toMatch(/SECRET|demo-admin|Bearer/);
});

test('the same document and key are the same hashes, other ones others, and the cache is counted', async () => {
  const { post, lines } = await fleet.open();
  const ask = (query: string, key = 'demo-admin') => post({ query }, { authorization: `Bearer ${key}` });
  await ask('{ viewer { username } }');
  await ask('{ viewer { username } }');
  await ask('{ viewer { email } }', 'demo-viewer');
  const [first, again, other] = lines;
  expect(again).toMatchObject({ document: first?.['document'], caller: first?.['caller'], calls: 0, cached: 1 });
  expect(other?.['document']).not.toBe(first?.['document']);
  expect(other?.['caller']).not.toBe(first?.['caller']);
});

test('nobody who reads the log can guess what stands in a document', async () => {
  const { post, lines } = await fleet.open();
  const query = '{ viewer { username } }';
  await post({ query });
  expect(lines[0]?.['document']).toMatch(/^[0-9a-f]{16}$/);
  expect(hash('sha256', query)).not.toContain(lines[0]?.['document']);
});

test.each<[string, unknown, Record<string, string>, object]>([
  [
    'a query that cannot be parsed',
    { query: '{ nope' },
    {},
    { kind: 'unread', outcome: 'refused', errors: { GRAPHQL_PARSE_FAILED: 1 } },
  ],
  [
    'a field nobody knows',
    { query: '{ nope }' },
    {},
    { kind: 'unread', outcome: 'refused', errors: { GRAPHQL_VALIDATION_FAILED: 1 } },
  ],
  [
    'a field nobody knows, asked for by a client that is told so by the status',
    { query: '{ nope }' },
    { accept: 'application/graphql-response+json' },
    { kind: 'unread', outcome: 'refused', status: 400 },
  ],
  [
    'a variable that is missing',
    { query: 'query A($id: ID!) { device(id: $id) { id } }' },
    {},
    { kind: 'query', outcome: 'refused', errors: { BAD_USER_INPUT: 1 } },
  ],
  [
    'a key that is not good',
    { query: '{ viewer { username } }' },
    { authorization: 'Bearer nobody' },
    { outcome: 'failed', errors: { UNAUTHENTICATED: 1 } },
  ],
  ['no key', { query: '{ viewer { username } }' }, { authorization: '' }, { caller: null, outcome: 'failed' }],
])('%s is told by its code', async (_, body, headers, line) => {
  const { post, lines } = await fleet.open({ LOG_SAMPLE: '0' });
  await (await post(body, headers)).text();
  expect(lines).toMatchObject([{ msg: 'operation', ...line }]);
});

test('what came in part is told as such, and where the REST API failed it is a warning', async () => {
  const { post, lines } = await fleet.open({ UPSTREAM_ATTEMPTS: '1' });
  fleet.simulator.faults.inject({ kind: 'status', status: 503, match: '/v2/devices/' });
  await post({ query: '{ viewer { username } devices(first: 1) { nodes { name } } }' });
  expect(lines).toMatchObject([
    { level: 40, outcome: expect.stringMatching(/partial|failed/), errors: { UPSTREAM_UNAVAILABLE: 1 } },
  ]);
});

test.each<[string, string, Record<string, string>, number]>([
  ['a body that is no JSON', '{', {}, 400],
  ['a body without a query', '{}', {}, 400],
  ['a body of another kind', 'query', { 'content-type': 'text/csv' }, 415],
  ['a header that is wrong', '{"query":"{ viewer { username } }"}', { 'x-esper-timeout-ms': 'soon' }, 400],
])('a request that holds no operation is a line too: %s', async (_, body, headers, status) => {
  const { post, lines } = await fleet.open();
  const answer = await post(body, headers);
  expect(answer.status).toBe(status);
  await vi.waitFor(() => expect(lines).toHaveLength(1));
  expect(lines).toMatchObject([{ requestId: answer.headers.get('x-request-id'), status, msg: 'request refused' }]);
});

test("a client's request id is answered, logged and sent to the REST API", async () => {
  const { post, lines } = await fleet.open();
  const answer = await post({ query: '{ devices(first: 1) { nodes { name } } }' }, { 'x-request-id': 'web-7/a.b' });
  expect(answer.headers.get('x-request-id')).toBe('web-7/a.b');
  expect(lines[0]?.['requestId']).toBe('web-7/a.b');
  expect(ids(fleet.exchanges)).toEqual(['web-7/a.b']);
});

test.each(['', 'two words', 'x'.repeat(129), '"quoted"', 'a,b', '{"a":1}'])(
  'a request id like %j is replaced',
  async (sent) => {
    const { post } = await fleet.open();
    const answer = await post({ query: '{ devices(first: 1) { nodes { name } } }' }, { 'x-request-id': sent });
    const id = answer.headers.get('x-request-id');
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f-]{27}$/);
    expect(ids(fleet.exchanges)).toEqual([id]);
  },
);

test('every answer has a request id, errors and other pages too', async () => {
  const { url } = await fleet.open();
  for (const path of ['/health/live', '/schema.graphql', '/nowhere', '/graphql']) {
    const { headers } = await fetch(url + path, { headers: { 'x-request-id': 'mine' } });
    expect(headers.get('x-request-id'), path).toBe('mine');
  }
});
