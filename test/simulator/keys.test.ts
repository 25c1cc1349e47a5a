import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Json, type SimulatedEsper, simulatedEsper } from './simulated-esper.js';

let esper: SimulatedEsper;
beforeAll(async () => {
  esper = await simulatedEsper({ devices: 400 });
});
afterAll(() => esper.close());

test('without a key, with a wrong one and with an expired one nothing is told', async () => {
  expect((await esper.get('/user_info/', null)).json.message).toContain('credentials were not provided');
  for (const key of ['wrong', 'demo-expired']) {
    const { status, json } = await esper.get('/user_info/', key);
    expect([status, json.message]).toEqual([401, 'detail: Invalid or missing credentials. ']);
  }
});

test('the viewer sees its groups with their subgroups, and only the devices in them', async () => {
  const groups = (await esper.get('/enterprise/{e}/devicegroup/?limit=500', 'demo-viewer')).json;
  const paths: string[] = groups.results.map(({ path }: Json) => path);
  expect(paths).toContain('All devices/Europe/Germany/Berlin/Stores/Tills/Scanners');
  expect(paths).not.toContain('All devices');
  expect(paths).not.toContain('All devices/Europe');

  const seen = new Set(groups.results.map(({ id }: Json) => id));
  const { content } = (await esper.get('/v2/devices/?limit=1000', 'demo-viewer')).json;
  expect(content.count).toBeGreaterThan(10);
  expect(content.count).toBeLessThan(esper.fleet.size / 2);
  expect(content.results.every(({ group_id: group }: Json) => seen.has(group))).toBe(true);

  const counted = groups.results.reduce((sum: number, group: Json) => sum + group.device_count, 0);
  expect(counted).toBe(content.count);
});

test('what the viewer may not see is not found', async () => {
  const seen = (await esper.get('/v2/devices/?limit=1000', 'demo-viewer')).json.content.results;
  const all = (await esper.get('/v2/devices/?limit=1000')).json.content.results;
  const ids = new Set(seen.map(({ id }: Json) => id));
  const hidden = all.find((device: Json) => device.platform === 'ANDROID' && !ids.has(device.id));
  for (const path of [
    `/v2/devices/${hidden.id}`,
    `/v2/devices/${hidden.id}/device-apps/`,
    `/device/v0/heartbeat/${hidden.id}/`,
    `/enterprise/{e}/device/${hidden.id}/`,
    `/enterprise/{e}/device/${hidden.id}/app/`,
    `/enterprise/{e}/devicegroup/${esper.world.groups.root.id}/`,
  ]) {
    expect((await esper.get(path, 'demo-viewer')).status, path).toBe(404);
    expect((await esper.get(path)).status, path).toBe(200);
  }
  const bySerial = await esper.get(`/v2/devices/?serial=${hidden.serial}`, 'demo-viewer');
  expect(bySerial.json.content.results).toEqual([]);
});

test('installed counts are those of the devices the key may see', async () => {
  const app = esper.world.apps.apps[3]!;
  const path = `/v1/enterprise/{e}/application/${app.id}/version/${app.versions[0]!.id}`;
  const [all, some] = [await esper.get(`${path}/`), await esper.get(`${path}/`, 'demo-viewer')];
  expect(some.json.installed_count).toBeLessThan(all.json.installed_count);
  const devices = await esper.get(`${path}/installdevices`, 'demo-viewer');
  expect(devices.json.count).toBe(some.json.installed_count);
});

test('the viewer may not look at users', async () => {
  const paths = ['/user/', '/user/1001/', '/authn2/v1/users/', '/authn2/v0/tenant/{e}/invite', '/authz2/v1/roles/'];
  for (const path of paths) expect((await esper.get(path, 'demo-viewer')).status, path).toBe(403);
  expect((await esper.get('/user_info/', 'demo-viewer')).json.profile.role).toBe('Group Viewer');
});
