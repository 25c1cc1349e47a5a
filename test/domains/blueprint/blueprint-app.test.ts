import { describe, expect, test } from 'vitest';
import { createWorld } from '../../../src/simulator/world.js';
import { useGateway } from '../../support/gateway.js';

const gateway = useGateway({ devices: 5 });
const { blueprints, apps, tenantApps } = createWorld(1, 5);
const [kiosk, , desk] = blueprints;
const ask = (id: string, fields: string) =>
  gateway.query(`{ blueprint(id: "${id}") { latestVersion { apps { ${fields} } } } }`);

const catalogued = (packageName: string) => apps.apps.find((app) => app.packageName === packageName)!;

describe('the apps of a blueprint', () => {
  test('are those of all platforms, and cost nothing', async () => {
    const { data, calls } = await ask(
      desk!.id,
      'platform packageName type appId appVersionId state isInstalledAtSetup autoUpdateMode',
    );
    const { apps: found } = data.blueprint.latestVersion;
    const android = desk!.versions[2]!.settings['android']!.apps!;
    const windows = tenantApps.filter(({ platform }) => platform === 'WINDOWS');
    expect(found).toHaveLength(android.length + windows.length);
    expect(found[0]).toEqual({
      platform: 'ANDROID',
      packageName: android[0]!.package_name,
      type: 'ENTERPRISE',
      appId: android[0]!.app_id,
      appVersionId: android[0]!.app_version_id,
      state: 'LAUNCHABLE_BUT_HIDDEN',
      isInstalledAtSetup: true,
      autoUpdateMode: 'autoUpdateDefault',
    });
    expect(found.at(-1)).toEqual({
      platform: 'WINDOWS',
      packageName: null,
      type: 'TENANT_WINDOWS',
      appId: windows.at(-1)!.id,
      appVersionId: windows.at(-1)!.versions[0]!.id,
      state: 'SHOW',
      isInstalledAtSetup: null,
      autoUpdateMode: null,
    });
    expect(calls).toEqual([`GET /v2/blueprints/${desk!.id}/`]);
  });

  test('are found in the catalogue by their list, which tells their newest versions', async () => {
    const { data, calls } = await ask(
      kiosk!.id,
      'platform packageName app { name packageName } version { versionName }',
    );
    const found: { platform: string; packageName: string; app: object | null; version: object | null }[] =
      data.blueprint.latestVersion.apps;
    const [preloaded] = found.filter(({ packageName }) => packageName === 'com.android.settings');
    expect(preloaded).toMatchObject({ app: null, version: null });
    expect(found.filter(({ platform }) => platform === 'APPLE')).toEqual(
      [0, 1].map(() => ({ platform: 'APPLE', packageName: null, app: null, version: null })),
    );
    const uploaded = found.filter((one) => one.version);
    expect(uploaded.length).toBeGreaterThan(3);
    for (const { packageName, app, version } of uploaded) {
      const { name, versions } = catalogued(packageName);
      expect({ app, version }).toEqual({ app: { name, packageName }, version: { versionName: versions[0]!.name } });
    }
    expect(calls.filter((call) => call.includes('/version/'))).toEqual([]);
    expect(calls.filter((call) => call.endsWith('/application/?limit=250'))).toHaveLength(1);
  });

  test.each([
    ['where no app is read', 'version { versionName }'],
    ['where more is wanted than apps tell', 'version { versionName createdAt } app { name }'],
  ])('are read with their versions one by one %s', async (_, fields) => {
    const { data, calls } = await ask(kiosk!.id, `type ${fields}`);
    const uploaded = data.blueprint.latestVersion.apps.filter(({ type }: { type: string }) => type === 'ENTERPRISE');
    expect(uploaded.every(({ version }: { version: { versionName: string } }) => version.versionName)).toBe(true);
    expect(calls.filter((call) => call.includes('/version/'))).toHaveLength(uploaded.length);
  });

  test('have another version than the newest asked for', async () => {
    const { data, calls } = await gateway.query(
      '{ blueprints { nodes { versions(first: 1) { nodes { apps { appId appVersionId app { name } version { esperId versionName } } } } } } }',
    );
    const found: { appId: string; appVersionId: string; version: { esperId: string; versionName: string } | null }[] =
      data.blueprints.nodes.flatMap((one: any) => one.versions.nodes[0].apps);
    const older = new Set<string>();
    for (const { appId, appVersionId, version } of found.filter((one) => one.version)) {
      const { versions } = apps.apps.find(({ id }) => id === appId)!;
      const at = versions.findIndex(({ id }) => id === appVersionId);
      expect(version).toEqual({ esperId: appVersionId, versionName: versions[at]!.name });
      if (at > 0) older.add(appVersionId);
    }
    expect(older.size).toBeGreaterThan(3);
    const asked = calls.filter((call) => call.includes('/version/'));
    expect(asked.map((call) => call.split('/').at(-2)).toSorted()).toEqual([...older].toSorted());
  });

  test('have their versions told also where the catalogue cannot be read', async () => {
    gateway.simulator.faults.inject({ kind: 'status', status: 403, match: '/application/?limit' });
    gateway.simulator.faults.inject({ kind: 'status', status: 403, match: /application\/[^/]+\/$/ });
    const { data } = await ask(kiosk!.id, 'type app { name } version { versionName }');
    const uploaded = data.blueprint.latestVersion.apps.filter(({ type }: { type: string }) => type === 'ENTERPRISE');
    expect(uploaded.length).toBeGreaterThan(3);
    for (const { app, version } of uploaded) {
      expect(app).toBeNull();
      expect(version.versionName).toBeTruthy();
    }
  });

  test('and links to them cost nothing while only ids are asked for', async () => {
    const { data, calls } = await ask(
      kiosk!.id,
      'appId appVersionId type app { esperId } version { esperId app { esperId } }',
    );
    const uploaded = data.blueprint.latestVersion.apps.filter(({ type }: { type: string }) => type === 'ENTERPRISE');
    expect(uploaded.length).toBeGreaterThan(3);
    for (const { appId, appVersionId, app, version } of uploaded) {
      expect({ app, version }).toEqual({
        app: { esperId: appId },
        version: { esperId: appVersionId, app: { esperId: appId } },
      });
    }
    expect(calls.filter((call) => call.includes('/version/') || /application\/[^?]/.test(call))).toEqual([]);
  });
});

test('what is set is named, and no value of it gets out', async () => {
  const { data } = await gateway.query(
    '{ blueprints { nodes { latestVersion { settings { platform names } apps { type } } } } }',
  );
  const text = JSON.stringify(data);
  expect(text).toContain('wifi_networks');
  expect(text).not.toMatch(/SECRET|PRIVATE/);
});
