import { expect, test } from 'vitest';
import { nodeId } from '../../../src/graphql/node-id.js';
import { beforeEsperThat, ENTERPRISE } from '../../support/strange-esper.js';
import { app, at, enterprise, page, version } from './catalogue.js';

test.each([{}, null])('an app whose latest version is told to be nothing has none: %j', async (nothing) => {
  const { query, calls } = await beforeEsperThat(() => page(app(nothing)));
  const { data, errors } = await query('{ apps { nodes { name latestVersion { id versionName } } } }');
  expect(errors).toBeUndefined();
  expect(data.apps.nodes).toEqual([{ name: 'Till', latestVersion: null }]);
  expect(calls).toHaveLength(1);
});

test('the app that a version leads to tells of its enterprise, and of none where it has none', async () => {
  for (const [told, expected] of [
    [enterprise, { esperId: ENTERPRISE }],
    [null, null],
  ] as const) {
    const { query } = await beforeEsperThat(({ pathname }) =>
      pathname.endsWith('/version/v1/') ? version('v1', '1.0', 10) : { ...app(null), enterprise: told },
    );
    const { data, errors } = await query(
      `{ node(id: "${nodeId('AppVersion', 'a1', 'v1')}") { ... on AppVersion { app { enterprise { esperId } } } } }`,
    );
    expect({ data, errors }).toEqual({ data: { node: { app: { enterprise: expected } } }, errors: undefined });
  }
});

test('what an app leaves out of its latest version is asked for, and not taken for nothing', async () => {
  const { query, calls } = await beforeEsperThat(({ pathname }) =>
    pathname.endsWith('/version/v1/') ? version('v1', '1.0', 10) : page(app({ id: 'v1', version_code: '1.0' })),
  );
  const { data } = await query('{ apps { nodes { latestVersion { versionName versionCode minSdkVersion } } } }');
  expect(data.apps.nodes[0].latestVersion).toEqual({ versionName: '1.0', versionCode: '10', minSdkVersion: '26' });
  expect(calls).toHaveLength(2);
});

test('what an Android device tells of an app is passed on', async () => {
  const told = {
    app_type: 'ENTERPRISE',
    state: 'SHOW',
    whitelisted: true,
    is_data_clearable: true,
    is_uninstallable: true,
    is_kiosk_app: true,
    is_esper_controlled: true,
    installer_package: 'com.android.vending',
    auto_update_mode: 'WIFI',
  };
  const device = { id: 'd1', name: 'D', platform: 'ANDROID', state: 1, tenant_id: ENTERPRISE };
  const { query } = await beforeEsperThat(({ pathname }) =>
    pathname.includes('/v2/devices/') ? { content: device } : page({ id: 'i1', package_name: 'a.b', ...told }),
  );
  const { data, errors } = await query(`{ device(id: "d1") { apps { nodes { type state isAllowlisted isDataClearable
    isUninstallable isKioskApp isEsperControlled installerPackage autoUpdateMode } } } }`);
  expect(errors).toBeUndefined();
  expect(Object.values(data.device.apps.nodes[0])).toEqual(Object.values(told));
});

test('a device of which a version tells no name is asked for it', async () => {
  const device = { id: 'd1', name: 'ESR-1', platform: 'ANDROID', state: 1, tenant_id: ENTERPRISE };
  const { query } = await beforeEsperThat(({ pathname }) => {
    if (pathname.includes('/v2/devices/')) return { content: device };
    return pathname.endsWith('/installdevices') ? page({ id: 'd1' }) : page(app(version('v1', '1.0', 10)));
  });
  const { data, errors } = await query('{ apps { nodes { latestVersion { devices { nodes { name alias } } } } } }');
  expect(errors).toBeUndefined();
  expect(data.apps.nodes[0].latestVersion.devices.nodes).toEqual([{ name: 'ESR-1', alias: null }]);
});

test.each([
  ['state: HIDE', ['c']],
  ['type: "ENTERPRISE"', ['a', 'c']],
  ['packageName: "com.example.a", isAllowlisted: true', ['a']],
])('apps on a device are narrowed by { %s }, also where the REST API takes no notice of it', async (filter, found) => {
  const apps = [
    { id: 'a', state: 'SHOW', app_type: 'ENTERPRISE', whitelisted: true },
    { id: 'b', state: 'DISABLE', app_type: 'SYSTEM', whitelisted: false },
    { id: 'c', state: 'HIDE', app_type: 'ENTERPRISE', whitelisted: true },
  ].map((one) => ({ ...one, app_name: one.id, package_name: `com.example.${one.id}`, created_on: at, updated_on: at }));
  const device = { id: 'd1', name: 'D', platform: 'ANDROID', state: 1, tenant_id: ENTERPRISE };
  const { query } = await beforeEsperThat(({ pathname }) =>
    pathname.includes('/v2/devices/') ? { content: device } : page(...apps),
  );
  const { data } = await query(
    `{ device(id: "d1") { ... on AndroidDevice { apps(filter: { ${filter} }) { totalCount nodes { esperId } } } } }`,
  );
  expect(data.device.apps).toEqual({ totalCount: found.length, nodes: found.map((esperId) => ({ esperId })) });
});
