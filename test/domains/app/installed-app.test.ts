import { describe, expect, test } from 'vitest';
import { nodeId } from '../../../src/graphql/node-id.js';
import { installedVersions } from '../../../src/simulator/app/installed-app.seed.js';
import type { Platform } from '../../../src/simulator/device/device.seed.js';
import { routesOf } from '../../support/routes-of.js';
import { useGateway } from '../../support/gateway.js';
import { beforeEsperThat } from '../../support/strange-esper.js';

const gateway = useGateway({ devices: 120 });

const systemApps = ['com.android.settings', 'com.android.documentsui', 'com.android.vending'];
const legacy = () => `GET /enterprise/${gateway.simulator.world.enterpriseId}/device/`;
const catalogue = () => `GET /v1/enterprise/${gateway.simulator.world.enterpriseId}/application/`;

/** The first device of a platform that is set up. */
function deviceOf(platform: Platform): { id: string; number: number } {
  const { fleet } = gateway.simulator;
  const numbers = Array.from({ length: fleet.size }, (_, number) => number);
  const number = numbers.find((n) => fleet.platformOf(n) === platform && fleet.stateOf(n) === 1)!;
  return { id: fleet.idOf(number), number };
}
const askApps = (platform: Platform, fields: string, args = '') =>
  gateway.query(`query ($id: ID!) { device(id: $id) { ... on ${typeOf[platform]} { apps${args} { ${fields} } } } }`, {
    variables: { id: deviceOf(platform).id },
  });
const typeOf = { ANDROID: 'AndroidDevice', APPLE: 'AppleDevice', LINUX: 'LinuxDevice', WINDOWS: 'WindowsDevice' };

interface Node {
  packageName: string;
  versionName: string | null;
  app: object | null;
  version: object | null;
}

describe('the apps on an Android device', () => {
  test('are told in full for one call', async () => {
    const { id, number } = deviceOf('ANDROID');
    const { data, errors, calls } = await askApps(
      'ANDROID',
      `totalCount nodes { id esperId name packageName versionName versionCode type state isAllowlisted isDataClearable isUninstallable
        isKioskApp isEsperControlled installerPackage autoUpdateMode createdAt updatedAt device { esperId } }`,
    );
    expect(errors).toBeUndefined();
    const own = installedVersions(gateway.simulator.world, number);
    const { totalCount, nodes } = data.device.apps;
    expect(totalCount).toBe(own.length + systemApps.length);
    expect(nodes.slice(0, own.length)).toEqual(
      own.map(({ app, name, code }) =>
        expect.objectContaining({ name: app.name, packageName: app.packageName, versionName: name, versionCode: code }),
      ),
    );
    expect(nodes.slice(own.length).map(({ packageName }: Node) => packageName)).toEqual(systemApps);
    for (const node of nodes) {
      expect(node).toMatchObject({ isDataClearable: true, device: { esperId: id } });
      expect(node.id).toBe(nodeId('InstalledApp', 'ANDROID', id, node.esperId));
    }
    expect(calls).toEqual([`GET /v2/devices/${id}`, `${legacy()}${id}/app/?limit=20`]);
  });

  test('link to the catalogue, which is read once for all of them; what it lacks is null', async () => {
    const { data, errors, calls } = await askApps(
      'ANDROID',
      'nodes { packageName type app { name packageName latestVersion { fileHash } } }',
    );
    expect(errors).toBeUndefined();
    for (const { packageName, type, app } of data.device.apps.nodes) {
      expect(app?.packageName ?? null).toBe(type === 'SYSTEM' ? null : packageName);
    }
    expect(calls.slice(2)).toEqual([`${catalogue()}?limit=250`]);
  });

  test('link to their version, free when it is the latest, for one call when it is not', async () => {
    const { number } = deviceOf('ANDROID');
    const { data, errors, calls } = await askApps(
      'ANDROID',
      'nodes { packageName type version { esperId versionName } }',
    );
    expect(errors).toBeUndefined();
    const own = installedVersions(gateway.simulator.world, number).filter(({ app }) => !app.isHidden);
    const linked = data.device.apps.nodes.filter(({ type }: { type: string }) => type !== 'SYSTEM');
    expect(linked.map(({ version }: Node) => version)).toEqual(
      own.map(({ id, name }) => ({ esperId: id, versionName: name })),
    );
    const outdated = own.filter((version) => version !== version.app.versions[0]);
    expect(outdated.length).toBeGreaterThan(0);
    const asked = outdated.map(
      ({ app, name, code }) => `${catalogue()}${app.id}/version/?build_number=${code}&limit=20&version_code=${name}`,
    );
    expect(calls.slice(2).toSorted()).toEqual([`${catalogue()}?limit=250`, ...asked].toSorted());
  });

  test('have no "v" before the version, so that it is the one the catalogue tells', async () => {
    const { data } = await gateway.query(
      '{ devices(first: 40, filter: { platforms: [ANDROID] }) { nodes { apps { nodes { versionName } } } } }',
    );
    const names = data.devices.nodes.flatMap((device: { apps: { nodes: Node[] } }) =>
      device.apps.nodes.map(({ versionName }) => versionName),
    );
    expect(names.length).toBeGreaterThan(100);
    expect(names.filter((name: string | null) => name?.startsWith('v'))).toEqual([]);
  });

  test.each([
    ['search: "SETT"', 'search=SETT', { name: 'Settings' }],
    ['packageName: "com.android.vending"', 'package_name=com.android.vending', { packageName: 'com.android.vending' }],
    ['type: "ENTERPRISE"', 'app_type=ENTERPRISE', { type: 'ENTERPRISE' }],
    ['state: SHOW', 'state=SHOW', { state: 'SHOW' }],
    ['isAllowlisted: false', 'whitelisted=false', { isAllowlisted: false }],
  ])('are filtered by %s', async (filter, asked, alike) => {
    const fields = 'name packageName type state isAllowlisted';
    const all = await askApps('ANDROID', `nodes { ${fields} }`);
    const { data, calls } = await askApps('ANDROID', `nodes { ${fields} }`, `(filter: { ${filter} })`);
    const fits = (app: Record<string, unknown>) =>
      Object.entries(alike).every(([field, value]) => app[field] === value);
    expect(data.device.apps.nodes).toEqual(all.data.device.apps.nodes.filter(fits));
    expect(data.device.apps.nodes.length).toBeGreaterThan(0);
    expect(calls.at(-1)?.split(/[?&]/)).toContain(asked);
  });

  test('cannot be filtered by a state that is not known', async () => {
    const { errors } = await askApps('ANDROID', 'totalCount', '(filter: { state: UNKNOWN })');
    expect(errors?.[0]).toMatchObject({ path: ['device', 'apps'], extensions: { code: 'BAD_USER_INPUT' } });
  });

  test('of many devices cost one call a device, and one for the catalogue', async () => {
    const { data, errors, calls } = await gateway.query(
      '{ devices(first: 10, filter: { platforms: [ANDROID] }) { nodes { esperId apps { nodes { packageName app { packageName } } } } } }',
    );
    expect(errors).toBeUndefined();
    const lists = data.devices.nodes.map(({ esperId }: { esperId: string }) => `${legacy()}${esperId}/app/?limit=20`);
    expect(calls.filter((call) => call.startsWith(legacy())).toSorted()).toEqual(lists.toSorted());
    expect(calls.filter((call) => call === `${catalogue()}?limit=250`)).toHaveLength(1);
    expect(calls).toEqual([...new Set(calls)]);
  });
});

describe.each(['APPLE', 'WINDOWS'] as const)('the apps on a device of platform %s', (platform) => {
  test('have their names from the apps of the tenant, each asked for once', async () => {
    const { data, errors, calls } = await askApps(
      platform,
      'nodes { id esperId name packageName versionName versionCode type state isKioskApp app { name } version { esperId } device { esperId platform } }',
    );
    const { id } = deviceOf(platform);
    expect(errors).toBeUndefined();
    const { tenantApps } = gateway.simulator.world;
    const { nodes } = data.device.apps;
    const own = nodes.filter(({ type }: { type: string }) => type.startsWith('TENANT_'));
    expect(own.length).toBeGreaterThan(0);
    for (const node of own) {
      const app = tenantApps.find(({ packageName }) => packageName === node.packageName)!;
      const version = app.versions.find(({ name }) => name === node.versionName)!;
      expect(node).toEqual({
        id: nodeId('InstalledApp', platform, id, node.esperId),
        esperId: expect.any(String),
        name: app.name,
        packageName: app.packageName,
        versionName: version.name,
        versionCode: version.build,
        type: platform === 'APPLE' ? 'TENANT_IOS' : 'TENANT_WINDOWS',
        state: null,
        isKioskApp: null,
        app: null,
        version: null,
        device: { esperId: id, platform },
      });
    }
    const details = calls.slice(2);
    expect(calls[1]).toBe(`GET /v2/devices/${id}/device-apps/?limit=20`);
    expect(details).toEqual([...new Set(details)]);
    // A version each. The apps one by one, or from their list, which the agent is not in: it is no app of the tenant.
    const routes = routesOf(details);
    expect(routes['/v2/tenant-apps/{id}/versions/{id}']).toBe(own.length);
    const others = nodes.length - own.length;
    expect([routes['/v2/tenant-apps'], routes['/v2/tenant-apps/{id}']]).toEqual(
      nodes.length > 2 ? [1, others] : [undefined, nodes.length],
    );
  });

  test('are looked up together for many devices', async () => {
    const { data, errors, calls } = await gateway.query(
      `{ devices(filter: { platforms: [${platform}] }) { nodes { apps { nodes { name versionName } } } } }`,
    );
    expect(errors).toBeUndefined();
    expect(data.devices.nodes.length).toBeGreaterThan(3);
    const details = calls.filter((call) => call.startsWith('GET /v2/tenant-apps'));
    const versions = gateway.simulator.world.tenantApps
      .filter((app) => app.platform === platform)
      .flatMap((app) => app.versions);
    expect(details).toEqual([...new Set(details)]);
    expect(details.length).toBeLessThanOrEqual(versions.length);
  });
});

test('the agent on an Apple device, which is no app of the tenant, has no name and is no error', async () => {
  const { data, errors } = await askApps('APPLE', 'nodes { type name packageName versionName }');
  expect(errors).toBeUndefined();
  expect(data.device.apps.nodes.at(-1)).toEqual({
    type: 'ESPER_IOS',
    name: null,
    packageName: null,
    versionName: null,
  });
});

test('a Linux device has no apps, which is told by null and is an empty list', async () => {
  const { data, errors, calls } = await askApps('LINUX', 'totalCount nodes { name }');
  expect({ data, errors }).toEqual({ data: { device: { apps: { totalCount: 0, nodes: [] } } }, errors: undefined });
  expect(calls).toHaveLength(2);
});

test('a version that the catalogue gives for another name or code, or one of several, is not taken for the one on the device', async () => {
  const app = { id: 'a1', application_name: 'App', package_name: 'com.example.app', latest_version: null };
  const on = { app_name: 'App', package_name: 'com.example.app', app_type: 'ENTERPRISE', state: 'SHOW', device: 'd1' };
  const versions = [
    { id: 'v1', version_code: '1.10', build_number: '110' },
    { id: 'v2', version_code: '1.1', build_number: '11' },
    { id: 'v3', version_code: '2.0', build_number: '20' },
    { id: 'v4', version_code: '2.0', build_number: '21' },
    { id: 'v5', version_code: 'vNext', build_number: '30' },
  ];
  const installed = [
    ['1.1', null],
    ['1.1', '11'],
    ['1.1', '12'],
    ['2.0', null],
    ['v2.0', '21'],
    ['vNext', '30'],
  ];
  const { query } = await beforeEsperThat(({ pathname }) => {
    if (pathname.endsWith('/version/')) return { count: versions.length, results: versions };
    if (pathname.endsWith('/application/')) return { count: 1, results: [app] };
    if (pathname.includes('/app/')) {
      return {
        count: installed.length,
        results: installed.map(([name, code], at) => ({ ...on, id: `i${at}`, version_name: name, version_code: code })),
      };
    }
    return { content: { id: 'd1', name: 'Phone', platform: 'ANDROID', state: 1, tenant_id: 't' } };
  });
  const { data, errors } = await query('{ device(id: "d1") { apps { nodes { versionCode version { esperId } } } } }');
  expect(errors).toBeUndefined();
  expect(data.device.apps.nodes).toEqual([
    { versionCode: null, version: { esperId: 'v2' } },
    { versionCode: '11', version: { esperId: 'v2' } },
    { versionCode: '12', version: null },
    { versionCode: null, version: null },
    { versionCode: '21', version: { esperId: 'v4' } },
    { versionCode: '30', version: { esperId: 'v5' } },
  ]);
});
