import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { startSimulator, type Simulator } from '../../../src/simulator/simulator.js';
import { byOneConnection } from '../../support/one-connection.js';
import { post } from '../../support/post.js';
import { startReplica, type Replica } from '../../support/replicas.js';
import { useSignIn } from '../../support/sign-in.js';

const signIn = useSignIn();
let simulator: Simulator;
let other: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ devices: 20 });
  other = await startSimulator({ devices: 7, seed: 3 });
});
beforeEach(() => {
  simulator.clearCalls();
  other.clearCalls();
});
afterAll(async () => {
  await simulator.close();
  await other.close();
});

let gateway: Replica;
afterEach(() => gateway.close());
const start = async (env: Record<string, string>) => {
  gateway = await startReplica(simulator, env);
};
const startWithTokens = (more: Record<string, string> = {}) =>
  start({
    ...signIn.settings,
    ESPER_API_KEY: 'demo-admin',
    ESPER_TENANTS: `bar=${other.url}`,
    ESPER_TENANT_KEYS: 'bar=demo-viewer',
    ...more,
  });

const count = '{ devices { totalCount } }';
const create =
  'mutation ($key: String) { createGroup(input: { name: "Made by token", idempotencyKey: $key }) { group { id } userErrors { message } } }';
const keysAt = ({ calls }: Simulator) => [...new Set(calls.map(({ key }) => key))];
const bar = { 'x-esper-tenant': 'bar' };
const codes = ({ errors }: { errors?: { extensions: { code: string } }[] }) =>
  errors?.map(({ extensions }) => extensions.code);

describe('callers known by tokens', () => {
  beforeEach(() => startWithTokens());

  test("ask with the gateway's own key, and their token goes nowhere", async () => {
    const token = await signIn.token();
    const { data } = await gateway.query(count, { key: token });
    expect(data).toEqual({ devices: { totalCount: 20 } });
    expect(keysAt(simulator)).toEqual(['demo-admin']);
  });

  const INVALID = 'Bearer error="invalid_token"';
  test.each<[string, () => Promise<string | null>, string]>([
    ['no token', async () => null, 'Bearer'],
    ["an Esper API key, though it is the gateway's", async () => 'demo-admin', INVALID],
    ['an expired token', () => signIn.token({}, { expires: Math.floor(Date.now() / 1000) - 300 }), INVALID],
    ['a token for something else', () => signIn.token({ aud: 'other' }), INVALID],
  ])('with %s are refused before anything goes upstream', async (_, key, wanted) => {
    const answer = await gateway.query('{ __typename devices { totalCount } }', { key: await key() });
    expect([answer.status, codes(answer)]).toEqual([401, ['UNAUTHENTICATED']]);
    expect(answer.headers.get('www-authenticate')).toBe(wanted);
    expect(simulator.calls).toHaveLength(0);
  });

  test('who may only read is refused a change before anything goes upstream', async () => {
    const key = await signIn.token({ scope: 'esper:read' });
    expect(codes(await gateway.query(create, { key }))).toEqual(['FORBIDDEN']);
    expect(simulator.calls).toHaveLength(0);
    expect((await gateway.query(count, { key })).data).toEqual({ devices: { totalCount: 20 } });
  });

  test('who may not even read is refused everything', async () => {
    const answer = await gateway.query(count, { key: await signIn.token({ scope: 'openid' }) });
    expect([answer.status, codes(answer)]).toEqual([403, ['FORBIDDEN']]);
    expect(answer.headers.get('www-authenticate')).toBeNull(); // it is no better token that is wanted
    expect(simulator.calls).toHaveLength(0);
  });

  test('one caller is not given what came of the change of another under the same idempotency key', async () => {
    const [ada, bob] = [await signIn.token({ sub: 'ada' }), await signIn.token({ sub: 'bob' })];
    const made = (key: string) => gateway.query(create, { key, variables: { key: 'once' } });
    const [first, again] = [await made(ada), await made(ada)];
    expect(first.data.createGroup.userErrors).toEqual([]);
    expect(again.data.createGroup).toEqual(first.data.createGroup);
    const posts = () => simulator.calls.filter(({ method }) => method === 'POST').length;
    expect(posts()).toBe(1);
    await made(bob);
    expect(posts()).toBe(2);
  });

  test('share what is kept of the REST API, since it is the same for all with that key', async () => {
    await gateway.query(count, { key: await signIn.token({ sub: 'ada' }) });
    const { extensions } = await gateway.query(count, { key: await signIn.token({ sub: 'bob' }) });
    expect(extensions.upstream).toMatchObject({ calls: 0, cached: 1 });
    expect(simulator.calls).toHaveLength(1);
  });

  test.each([
    [undefined, {}, 20, 'demo-admin'],
    [['bar'], bar, 7, 'demo-viewer'],
  ])(
    'with the tenants %j ask the one they name, with its own key',
    async (esper_tenants, headers, most, upstreamKey) => {
      const key = await signIn.token(esper_tenants ? { esper_tenants } : {});
      const { data, errors } = await gateway.query(count, { key, headers: headers as Record<string, string> });
      expect(errors).toBeUndefined();
      expect(data.devices.totalCount).toBeLessThanOrEqual(most);
      const [asked, spared] = upstreamKey === 'demo-admin' ? [simulator, other] : [other, simulator];
      expect(keysAt(asked)).toEqual([upstreamKey]);
      expect(spared.calls).toHaveLength(0);
    },
  );

  test.each([
    [undefined, bar],
    [[], {}],
    [['foo'], bar],
    [['bar'], {}],
  ])('with the tenants %j are refused by the one that %j names', async (esper_tenants, headers) => {
    const key = await signIn.token(esper_tenants ? { esper_tenants } : {});
    expect(codes(await gateway.query(count, { key, headers: headers as Record<string, string> }))).toEqual([
      'FORBIDDEN',
    ]);
    expect([...simulator.calls, ...other.calls]).toHaveLength(0);
  });
});

test('a caller who goes while the keys of tokens are fetched has nothing under way any more', async () => {
  await startWithTokens({ LIMIT_OPERATIONS: '1' });
  const key = await signIn.token();
  const leave = new AbortController();
  const before = signIn.fetched;
  let tell = () => {};
  signIn.until = new Promise((resolve) => (tell = resolve));
  const gone = gateway.query(count, { key, signal: leave.signal });
  await vi.waitFor(() => expect(signIn.fetched).toBe(before + 1));
  leave.abort();
  await expect(gone).rejects.toThrow();
  await new Promise((resolve) => setTimeout(resolve, 50)); // the gateway hears of it
  tell();
  await vi.waitFor(async () => expect((await gateway.query('{ __typename }', { key })).errors).toBeUndefined());
  expect(simulator.calls).toHaveLength(0);
});

describe('callers known by their own keys', () => {
  beforeEach(() => start({ ESPER_TENANTS: `bar=${other.url}`, CACHE_SECRET: 'x'.repeat(32) }));

  test('are taken to the tenant they name, and what is kept of one tenant is not served for another', async () => {
    for (const [headers, total] of [
      [{}, 20],
      [bar, 7],
      [{}, 20],
      [bar, 7],
    ] as const) {
      const { data } = await gateway.query(count, { headers });
      expect(data).toEqual({ devices: { totalCount: total } });
    }
    expect([simulator.calls.length, other.calls.length]).toEqual([1, 1]);
  });

  test('are taken there by the connection too by which they asked another tenant before', async () => {
    const ask = byOneConnection(gateway.url);
    const authorization = 'Bearer demo-admin';
    const total = async (headers: object) => (await ask(count, { authorization, ...headers })).data.devices.totalCount;
    expect([await total({}), await total(bar), await total({})]).toEqual([20, 7, 20]);
  });

  test('learn the enterprise of each tenant', async () => {
    const name = async (headers = {}) =>
      (await gateway.query('{ enterprise { esperId } }', { headers })).data.enterprise.esperId;
    expect(await name()).toBe(simulator.world.enterpriseId);
    expect(await name(bar)).toBe(other.world.enterpriseId);
  });

  test.each(['baz', '', '../bar', 'bar,foo', '__proto__'])(
    'are refused the tenant %j, which is not listed',
    async (tenant) => {
      expect(codes(await gateway.query(count, { headers: { 'x-esper-tenant': tenant } }))).toEqual(['BAD_USER_INPUT']);
      expect([...simulator.calls, ...other.calls]).toHaveLength(0);
    },
  );
});

test("a page of another site is lent no key by a connection by which somebody here was lent the gateway's own", async () => {
  await start({ ESPER_API_KEY: 'demo-admin' });
  const ask = byOneConnection(gateway.url);
  expect((await ask(count)).data).toEqual({ devices: { totalCount: 20 } });
  expect(codes(await ask(count, { origin: 'https://evil.example' }))).toEqual(['UNAUTHENTICATED']);
  expect(simulator.calls).toHaveLength(1);
});

test('who may only read sends no file, though the upload was made with a token that may write', async () => {
  await startWithTokens();
  const make = 'mutation { createAppUpload(input: {}) { upload { url } } }';
  const { data } = await gateway.query(make, { key: await signIn.token() });
  const put = async (key: string) =>
    fetch(new URL(data.createAppUpload.upload.url, `${gateway.url}/graphql`), {
      method: 'PUT',
      headers: { authorization: `Bearer ${key}` },
      body: Buffer.from('PK\u0003\u0004 and so on'),
    });
  expect((await put(await signIn.token({ scope: 'esper:read' }))).status).toBe(403);
  expect(simulator.calls).toHaveLength(0);
  expect((await put(await signIn.token())).status).toBe(201);
});

test('an export ends where the token expires it was asked for with, and tells where to go on', async () => {
  await startWithTokens({ JWT_CLOCK_SKEW_S: '0' });
  const key = await signIn.token({}, { expires: Math.floor(Date.now() / 1000) + 2 });
  simulator.faults.inject({ kind: 'latency', ms: 700 });
  const query =
    'query ($first: Int, $after: String) { devices(first: $first, after: $after) { nodes { name } pageInfo { hasNextPage endCursor } } }';
  const response = await post(`${gateway.url}/graphql/export`, { query, variables: { first: 5 } }, { key });
  const lines = (await response.text()).trimEnd().split('\n');
  simulator.faults.clear();
  expect(JSON.parse(lines.at(-1)!)).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
  expect(JSON.parse(lines.at(-1)!).after).toEqual(expect.any(String));
  expect(lines.length).toBeLessThan(20);
});
