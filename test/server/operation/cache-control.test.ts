import { describe, expect, test } from 'vitest';
import { useGateway } from '../../support/gateway.js';

const DEVICES = '{ devices(first: 2) { totalCount nodes { name } } }';
const GROUPS = '{ groups(first: 2) { nodes { name } } }';

describe('with a cache', () => {
  const gateway = useGateway({ env: { CACHE_ENABLED: 'true' } });

  test('a query asked again is answered without a call', async () => {
    const first = await gateway.query(DEVICES);
    const again = await gateway.query(DEVICES);
    expect(first.extensions.upstream).toMatchObject({ calls: 1, cached: 0 });
    expect(again.extensions.upstream).toMatchObject({ calls: 0, cached: 1 });
    expect(again.calls).toEqual([]);
    expect(again.data).toEqual(first.data);
  });

  test('each call is shown with where its answer came from', async () => {
    await gateway.query(GROUPS);
    const { extensions } = await gateway.query(GROUPS, { headers: { 'x-esper-explain': '1' } });
    expect(extensions.upstream.requests).toMatchObject([{ source: 'cache', status: 200, fields: ['groups.nodes'] }]);
  });

  test('an answer may be used again by its client for as long as the part that ages first', async () => {
    const { headers } = await gateway.query(GROUPS);
    expect(headers.get('cache-control')).toMatch(/^private, max-age=(60|59)$/);
    expect((await gateway.query(`${DEVICES.slice(0, -1)} ${GROUPS.slice(1)}`)).headers.get('cache-control')).toMatch(
      /^private, max-age=[45]$/,
    );
    expect(headers.get('vary')).toBe('authorization, accept, x-esper-tenant, x-esper-explain');
  });

  test('what a query learnt at its beginning has aged by the time it ends', async () => {
    gateway.simulator.faults.inject({ kind: 'latency', ms: 1600, match: '/app/', times: 1 });
    const { headers } = await gateway.query(
      '{ devices(first: 1) { nodes { name apps(first: 1) { nodes { name } } } } }',
    );
    expect(headers.get('cache-control')).toMatch(/^private, max-age=[0-3]$/);
  });

  test('what is not there is remembered too', async () => {
    const lookup = '{ device(id: "00000000-0000-4000-8000-000000000000") { name } }';
    const first = await gateway.query(lookup);
    expect(first.data).toEqual({ device: null });
    expect(first.headers.get('cache-control')).toMatch(/^private, max-age=[45]$/);
    const again = await gateway.query(lookup);
    expect(again.data).toEqual({ device: null });
    expect(again.extensions.upstream).toMatchObject({ calls: 0, cached: 1 });
  });

  test.each(['no-cache', 'max-age=0, No-Cache', 'no-store'])('Cache-Control: %s asks the REST API', async (value) => {
    await gateway.query(GROUPS);
    const { calls, extensions } = await gateway.query(GROUPS, { headers: { 'cache-control': value } });
    expect(calls).toHaveLength(1);
    expect(extensions.upstream).toMatchObject({ calls: 1, cached: 0 });
    expect((await gateway.query(GROUPS)).calls).toEqual([]);
  });

  test.each(['max-age=0', 'no-cache-please', 'only-if-cached'])('Cache-Control: %s does not', async (value) => {
    await gateway.query(GROUPS);
    expect((await gateway.query(GROUPS, { headers: { 'cache-control': value } })).calls).toEqual([]);
  });

  test.each([
    ['an error', '{ users(first: 1) { nodes { email } } }', 'demo-viewer'],
    ['a mistake', '{ devices(first: -1) { totalCount } }', 'demo-admin'],
    ['a query that cannot be read', '{ devices(', 'demo-admin'],
    ['no key', DEVICES, null],
    ['a key that is refused', DEVICES, 'demo-expired'],
    ['nothing learnt from the REST API', '{ __typename }', 'demo-admin'],
  ])('an answer with %s is not to be kept', async (_, query, key) => {
    expect((await gateway.query(query, { key })).headers.get('cache-control')).toBe('no-store');
  });
});

describe('without one', () => {
  const gateway = useGateway();

  test('everything is asked for, and nothing is to be kept', async () => {
    await gateway.query(GROUPS);
    const { calls, headers } = await gateway.query(GROUPS);
    expect(calls).toHaveLength(1);
    expect(headers.get('cache-control')).toBe('no-store');
  });
});
