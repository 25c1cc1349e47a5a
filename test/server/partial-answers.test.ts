import { describe, expect, test, vi } from 'vitest';
import { Upstream } from '../../src/upstream/upstream.js';
import { useGateway } from '../support/gateway.js';
import { expectDiscreet } from './discreet.js';

describe('without repeats', () => {
  const gateway = useGateway({ devices: 30, env: { UPSTREAM_ATTEMPTS: '1' } });

  test('a link that fails is null alone: its siblings and the other rows are there', async () => {
    const { fleet } = gateway.simulator.world;
    const numbers = Array.from({ length: fleet.size }, (_, n) => n);
    const broken = numbers.find((n) => fleet.platformOf(n) === 'ANDROID')!;
    gateway.simulator.faults.inject({ kind: 'status', status: 502, match: `/device/${fleet.idOf(broken)}/app/` });
    const { data, errors } = await gateway.query(
      '{ devices(first: 1000) { nodes { esperId name apps { totalCount } } } }',
    );
    const at = data.devices.nodes.findIndex((row: { esperId: string }) => row.esperId === fleet.idOf(broken));
    expect(data.devices.nodes).toHaveLength(fleet.size);
    for (const [index, row] of data.devices.nodes.entries()) {
      expect(row).toMatchObject({
        name: expect.any(String),
        apps: { totalCount: index === at ? null : expect.any(Number) },
      });
    }
    expect(errors?.map(({ path }) => path)).toEqual([['devices', 'nodes', at, 'apps', 'totalCount']]);
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'UPSTREAM_UNAVAILABLE',
      upstream: { call: 'GET /enterprise/{enterprise}/device/{device}/app/' },
    });
  });

  test('a link to what the key may not see is null and no error', async () => {
    const { fleet } = gateway.simulator.world;
    gateway.simulator.faults.inject({ kind: 'status', status: 404, match: '/devicegroup/' });
    const grouped = Array.from({ length: fleet.size }, (_, n) => n).find((n) => fleet.groupOf(n))!;
    const { data, errors } = await gateway.query('query ($id: ID!) { device(id: $id) { name group { name path } } }', {
      variables: { id: fleet.idOf(grouped) },
    });
    expect(errors).toBeUndefined();
    expect(data.device).toEqual({ name: expect.any(String), group: null });
  });

  test('a lookup of what is not there is null and no error', async () => {
    const nobody = '00000000-0000-4000-8000-000000000000';
    const { data, errors } = await gateway.query(
      `{ device(id: "${nobody}") { name } app(id: "${nobody}") { name } group(id: "${nobody}") { name }
         user(id: "99999999") { username } other: app(packageName: "no.such.app") { name }
         somebody: user(email: "nobody@example.com") { username } }`,
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({ device: null, app: null, group: null, user: null, other: null, somebody: null });
  });

  test('a fault of the gateway itself is masked', async () => {
    const fault = new TypeError('SECRET-detail of /srv/gateway/broken.ts:1');
    const broken = vi.spyOn(Upstream.prototype, 'item').mockRejectedValue(fault);
    const answer = await gateway.query('{ enterprise { esperId } viewer { username } }');
    broken.mockRestore();
    expect(answer.data).toEqual({ enterprise: { esperId: gateway.simulator.world.enterpriseId }, viewer: null });
    expect(answer.errors).toEqual([
      {
        message: 'Internal server error',
        path: ['viewer'],
        locations: expect.any(Array),
        extensions: { code: 'INTERNAL_SERVER_ERROR' },
      },
    ]);
    expectDiscreet(answer);
  });

  test.each([
    ['no key', null, {}, 0],
    ['another scheme than Bearer', null, { authorization: 'Token demo-admin' }, 0],
    ['an empty key', null, { authorization: 'Bearer ' }, 0],
    ['a key that has expired', 'demo-expired', {}, 1],
  ])('%s is unauthenticated, and may still read the schema', async (_, key, headers, calls) => {
    const answer = await gateway.query('{ viewer { username } __schema { queryType { name } } __typename }', {
      key,
      headers: headers as Record<string, string>,
    });
    expect(answer.status).toBe(200);
    expect(answer.data).toEqual({ viewer: null, __schema: { queryType: { name: 'Query' } }, __typename: 'Query' });
    expect(answer.errors).toEqual([expect.objectContaining({ path: ['viewer'] })]);
    expect(answer.errors?.[0]?.extensions).toMatchObject({
      code: 'UNAUTHENTICATED',
      upstream: { call: 'GET /user_info/' },
    });
    expect(answer.errors?.[0]?.message).toContain('Send "Authorization: Bearer <key>"');
    expect(answer.calls).toHaveLength(calls);
    expectDiscreet(answer);
  });
});

describe('with repeats', () => {
  const gateway = useGateway({ devices: 5 });
  const query = '{ devices { totalCount } }';

  test('a passing fault is never seen, but counted', async () => {
    gateway.simulator.faults.inject({ kind: 'status', status: 429, retryAfter: 0, times: 2 });
    const { data, errors, calls, extensions } = await gateway.query(query);
    expect(errors).toBeUndefined();
    expect(data.devices.totalCount).toBe(5);
    expect(calls).toHaveLength(3);
    expect(extensions.upstream).toMatchObject({ calls: 1, retried: 2 });
  });

  test('a pause that is long is handed to the client instead of waited for', async () => {
    gateway.simulator.faults.inject({ kind: 'status', status: 429, retryAfter: 60 });
    const { errors, calls } = await gateway.query(query);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'RATE_LIMITED', retryAfter: 60 });
    expect(calls).toHaveLength(1);
  });

  test.each([400, 401, 403, 404])('a refusal that will not pass (%i) is not repeated', async (status) => {
    gateway.simulator.faults.inject({ kind: 'status', status });
    const { errors, calls } = await gateway.query(query);
    expect(errors).toHaveLength(1);
    expect(calls).toHaveLength(1);
  });
});
