import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SimulatedEsper, simulatedEsper } from './simulated-esper.js';

let esper: SimulatedEsper;
beforeAll(async () => {
  esper = await simulatedEsper({ devices: 50 });
});
afterAll(() => esper.close());

test('a missing slash is redirected to the right address, query and all', async () => {
  const { status, headers } = await esper.get('/v2/devices?limit=5');
  expect(status).toBe(301);
  expect(headers.get('location')).toBe('/api/v2/devices/?limit=5');
});

test('a slash where none belongs is not found', async () => {
  const id = esper.fleet.idOf(1);
  for (const path of [`/v2/devices/${id}/`, '/v2/tenant-apps/', '/v2/subgroups/', '/authn2/v0/tenant/{e}/invite/']) {
    expect((await esper.get(path)).status, path).toBe(404);
  }
  expect((await esper.get(`/v2/devices/${id}`)).status).toBe(200);
});

test('an address nobody knows answers in HTML', async () => {
  const { status, headers } = await esper.get('/v9/devices/');
  expect(status).toBe(404);
  expect(headers.get('content-type')).toContain('text/html');
});

test('another enterprise is not found', async () => {
  expect((await esper.get(`/v1/enterprise/${esper.fleet.idOf(0)}/`)).json).toEqual({
    errors: ['detail: Not found.'],
    message: 'detail: Not found. ',
    status: 404,
  });
});

test('each generation fails in its own words', async () => {
  const missing = '00000000-0000-4000-8000-000000000000';
  expect((await esper.get(`/v2/devices/${missing}`)).json).toEqual({ code: 404, message: 'Not found.', content: {} });
  expect((await esper.get(`/enterprise/{e}/device/${missing}/`)).json.errors).toEqual(['detail: Not found.']);
  expect((await esper.get(`/authz2/v1/roles/${missing}`)).json).toMatchObject({ code: 404, errors: ['Not found.'] });
  expect((await esper.get('/authn2/v1/users/', 'wrong')).json).toMatchObject({
    status: 401,
    error: 'Invalid or missing credentials.',
  });
});

test('only reading is allowed', async () => {
  const response = await fetch(`${esper.url}/v2/devices/`, {
    method: 'POST',
    headers: { authorization: 'Bearer demo-admin' },
    body: '{}',
  });
  expect(response.status).toBe(405);
});

test('every list and item answers with the status the facts give', async () => {
  const { world, fleet } = esper;
  const app = world.apps.apps[3]!;
  const version = `/v1/enterprise/{e}/application/${app.id}/version/${app.versions[0]!.id}`;
  const device = fleet.idOf(7);
  const tenantApp = world.tenantApps[0]!;
  const paths = [
    '/v1/token-info/',
    '/user_info/',
    '/user/',
    '/user/1003/',
    '/v1/enterprise/{e}/',
    '/enterprise/{e}/device/',
    `/enterprise/{e}/device/${device}/`,
    `/enterprise/{e}/device/${device}/app/`,
    `/enterprise/{e}/device/${device}/install/`,
    `/enterprise/{e}/device/${device}/status/?latest_event=1`,
    '/enterprise/{e}/devicegroup/',
    `/enterprise/{e}/devicegroup/${world.groups.root.id}/`,
    '/enterprise/{e}/tags/',
    `/enterprise/{e}/tags/${world.tags[0]!.id}/`,
    '/v2/devices/',
    `/v2/devices/${device}/device-apps/`,
    `/v2/subgroups?parent_group_ids=${world.groups.root.id}`,
    `/device/v0/heartbeat/${device}/`,
    '/v2/heartbeat/?last_seen_gt=2026-01-01T00:00:00Z&last_seen_lt=2027-01-01T00:00:00Z',
    '/v1/enterprise/{e}/application/',
    `/v1/enterprise/{e}/application/${app.id}/`,
    `/v1/enterprise/{e}/application/${app.id}/version/`,
    `${version}/`,
    `${version}/installdevices`,
    '/v2/tenant-apps',
    `/v2/tenant-apps/${tenantApp.id}`,
    `/v2/tenant-apps/${tenantApp.id}/versions`,
    `/v2/tenant-apps/${tenantApp.id}/versions/${tenantApp.versions[0]!.id}`,
    '/authn2/v1/users/',
    '/authz2/v1/roles/',
    `/authz2/v1/users/${world.users.admin.authnId}/groups`,
  ];
  for (const path of paths) expect((await esper.get(path)).status, path).toBe(200);
  expect((await esper.get('/authn2/v0/tenant/{e}/invite')).status).toBe(201);
});
