import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Json, type SimulatedEsper, simulatedEsper } from './simulated-esper.js';

let esper: SimulatedEsper;
beforeAll(async () => {
  esper = await simulatedEsper({ devices: 300 });
});
afterAll(() => esper.close());

const apps = async (query = ''): Promise<Json> =>
  (await esper.get(`/v1/enterprise/{e}/application/?limit=100&${query}`)).json;
const versions = async (app: string, query = ''): Promise<Json> =>
  (await esper.get(`/v1/enterprise/{e}/application/${app}/version/?limit=100&${query}`)).json;

test('the list of apps leaves hidden ones out unless asked for them', async () => {
  expect((await apps()).count).toBe(39);
  const hidden = await apps('is_hidden=true');
  expect(hidden.results.map((app: Json) => app.package_name)).toEqual(['io.shoonya.shoonyadpc']);
});

test('apps are found by name, package and origin', async () => {
  expect((await apps('application_name=scanner')).count).toBe(2);
  expect((await apps('package_name=com.example.scanner')).count).toBe(2);
  expect((await apps('package_name_exact=com.example.scanner')).count).toBe(1);
  const play = await apps('has_uploaded_version=false');
  expect(play.results).toMatchObject([{ package_name: 'com.android.chrome' }]);
  expect((await versions(play.results[0].id)).results[0]).toMatchObject({ is_g_play: true, app_file: null });
});

test('the latest version of an app is the first of its versions', async () => {
  const { results } = await apps();
  for (const app of results.slice(0, 8)) {
    const { id, version_code: name, build_number: code } = app.latest_version;
    expect((await versions(app.id)).results[0]).toMatchObject({ id, version_code: name, build_number: code });
  }
});

test('an installed count is the number of devices that list the version, which list it themselves', async () => {
  const app = (await apps('package_name_exact=com.example.scanner.beta')).results[0];
  const listed = (await versions(app.id)).results;
  expect(listed.length).toBeGreaterThan(1);
  for (const version of listed) {
    const path = `/v1/enterprise/{e}/application/${app.id}/version/${version.id}/installdevices?limit=500`;
    const devices = (await esper.get(path)).json;
    expect(devices.count).toBe(version.installed_count);
    for (const device of devices.results.slice(0, 3)) {
      const own = (await esper.get(`/enterprise/{e}/device/${device.id}/app/?package_name=${app.package_name}`)).json;
      expect(own.results).toHaveLength(1);
      expect(own.results[0].version_code).toBe(version.build_number);
      expect(own.results[0].version_name.replace(/^v/, '')).toBe(version.version_code);
    }
  }
  const counts = (await versions(app.id, 'ordering=-installed_count')).results.map((one: Json) => one.installed_count);
  expect(counts).toEqual(counts.toSorted((a: number, b: number) => b - a));
});

test('a device tells the apps it has, some of which no catalogue knows', async () => {
  const all = (await esper.get('/enterprise/{e}/device/?limit=300&state=1')).json.results;
  const known = new Set(esper.world.apps.apps.map((app) => app.packageName));
  const rows: Json[] = [];
  for (const { id } of all.slice(0, 20)) {
    rows.push(...(await esper.get(`/enterprise/{e}/device/${id}/app/?limit=100`)).json.results);
  }
  expect(rows.some((app) => !known.has(app.package_name))).toBe(true);
  expect(rows.some((app) => /^v\d/.test(app.version_name ?? ''))).toBe(true);
  expect(rows.some((app) => 'auto_update_mode' in app)).toBe(true);
  expect(rows.some((app) => !('auto_update_mode' in app))).toBe(true);
  const one = rows[0];
  expect((await esper.get(`/enterprise/{e}/device/${one.device}/app/${one.id}/`)).json).toEqual(one);
});

test('apps of Apple and Windows devices are ids of the tenant catalogue; an Android has null instead of a list', async () => {
  const devices = (await esper.get('/v2/devices/?limit=300')).json.content.results;
  const on = async (platform: string) => {
    const { id } = devices.find((device: Json) => device.platform === platform);
    return (await esper.get(`/v2/devices/${id}/device-apps/`)).json.content;
  };
  expect(await on('ANDROID')).toMatchObject({ count: 0, results: null });
  expect(await on('LINUX')).toMatchObject({ count: 0, results: null });
  const { results } = await on('APPLE');
  const own = results.find((app: Json) => app.app_type === 'TENANT_IOS');
  const app = (await esper.get(`/v2/tenant-apps/${own.app_id}`)).json.content;
  expect(app.platform).toBe('APPLE');
  const version = (await esper.get(`/v2/tenant-apps/${own.app_id}/versions/${own.app_version_id}`)).json.content;
  expect(version).toMatchObject({ app_id: app.id, app_type: 'TENANT_IOS' });
});

test('installs carry the version but not the app', async () => {
  const { id } = (await esper.get('/enterprise/{e}/device/?limit=1&state=1')).json.results[0];
  const { results } = (await esper.get(`/enterprise/{e}/device/${id}/install/`)).json;
  const { application } = results[0];
  expect(application).not.toHaveProperty('id');
  const app = esper.world.apps.apps.find((one) => one.packageName === application.package_name)!;
  expect(app.versions.map((version) => version.id)).toContain(application.version.app_version_id);
  const failed = (await esper.get(`/enterprise/{e}/device/${id}/install/?install_state=INSTALL_FAILED`)).json.results;
  expect(failed.every((install: Json) => install.install_state === 'INSTALL_FAILED')).toBe(true);
});
