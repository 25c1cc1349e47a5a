import { describe, expect, test } from 'vitest';
import { nodeId } from '../../../src/graphql/node-id.js';
import { devicesWith } from '../../../src/simulator/app/installed-app.seed.js';
import { useGateway } from '../../support/gateway.js';

const gateway = useGateway({ devices: 120 });
const PACKAGE = 'com.example.scanner.beta';

const scanner = () => gateway.simulator.world.apps.apps.find(({ packageName }) => packageName === PACKAGE)!;
const appCall = () => `GET /v1/enterprise/${gateway.simulator.world.enterpriseId}/application/${scanner().id}/`;
const numbersWith = (at: number) => {
  const { world } = gateway.simulator;
  return devicesWith(world, world.rights.get('demo-admin')!, scanner().versions[at]!);
};
const ask = (fields: string) =>
  gateway.query(`query ($id: ID!) { app(id: $id) { ${fields} } }`, { variables: { id: scanner().id } });

describe("an app's latest version", () => {
  test('costs nothing as far as the app tells of it', async () => {
    const [latest] = scanner().versions;
    const { data, calls } = await ask(
      'latestVersion { id esperId versionName versionCode minSdkVersion targetSdkVersion fileHash iconUrl releaseName app { esperId } }',
    );
    expect(data.app.latestVersion).toEqual({
      id: nodeId('AppVersion', scanner().id, latest!.id),
      esperId: latest?.id,
      versionName: latest?.name,
      versionCode: latest?.code,
      minSdkVersion: latest?.minSdk,
      targetSdkVersion: '34',
      fileHash: expect.stringMatching(/^[0-9a-f]{32}$/),
      iconUrl: `https://cdn.example.com/icons/${PACKAGE}.png`,
      releaseName: latest?.releaseName,
      app: { esperId: scanner().id },
    });
    expect(calls).toEqual([appCall()]);
  });

  test('costs two calls for all the rest, one of them for what v1 does not tell', async () => {
    const { data, calls } = await ask(
      `latestVersion { installedCount sizeMb isDefault isGooglePlay isEnabled approvalStatus releaseDate releaseTrack
        releaseComments downloadUrl permissions { permission } createdAt app { name } }`,
    );
    expect(data.app.latestVersion).toEqual({
      installedCount: numbersWith(0).length,
      sizeMb: scanner().versions[0]?.sizeInMb,
      isDefault: true,
      isGooglePlay: false,
      isEnabled: true,
      approvalStatus: 'APPROVED',
      releaseDate: new Date(scanner().versions[0]!.createdOn).toISOString(),
      releaseTrack: null,
      releaseComments: null,
      downloadUrl: expect.stringContaining(`/${PACKAGE}-`),
      permissions: [{ permission: 'android.permission.CAMERA' }],
      createdAt: new Date(scanner().versions[0]!.createdOn).toISOString(),
      app: { name: 'Scanner' },
    });
    const version = `${appCall()}version/${scanner().versions[0]?.id}/`;
    expect(calls.toSorted()).toEqual([version.replace('/v1', ''), appCall(), version]);
  });

  test('of an app from Google Play has no file', async () => {
    const { data } = await gateway.query(
      '{ app(packageName: "com.android.chrome") { latestVersion { isGooglePlay downloadUrl fileHash iconUrl targetSdkVersion approvalStatus releaseTrack isEnabled permissions { permission } } } }',
    );
    expect(data.app.latestVersion).toEqual({
      isGooglePlay: true,
      downloadUrl: null,
      fileHash: null,
      iconUrl: null,
      targetSdkVersion: null,
      approvalStatus: 'ACCEPTED',
      releaseTrack: null,
      isEnabled: null,
      permissions: null,
    });
  });

  test('of every app of a list costs nothing', async () => {
    const { data, calls } = await gateway.query(
      '{ apps(first: 1000) { nodes { latestVersion { versionName fileHash app { name } } } } }',
    );
    expect(data.apps.nodes.every((app: { latestVersion: object }) => app.latestVersion)).toBe(true);
    expect(calls).toHaveLength(1);
  });
});

describe('the versions of an app', () => {
  test.each([
    ['versions { nodes { esperId } }', '?limit=20'],
    ['installedCount', '?limit=250'],
  ])('tell of its latest one when they are read anyway, as for %s', async (fields, page) => {
    const { data, calls } = await ask(`latestVersion { sizeMb } ${fields}`);
    expect(data.app.latestVersion).toEqual({ sizeMb: expect.any(Number) });
    expect(calls).toEqual([appCall(), `${appCall()}version/${page}`]);
  });

  test('are read once for two of them', async () => {
    const ids = scanner().versions.map(({ id }) => nodeId('AppVersion', scanner().id, id));
    const { data, calls } = await gateway.query(
      'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on AppVersion { versionName } } }',
      { variables: { ids: ids.slice(0, 2) } },
    );
    expect(data.nodes).toEqual(
      scanner()
        .versions.slice(0, 2)
        .map(({ name }) => ({ versionName: name })),
    );
    expect(calls).toEqual([`${appCall()}version/?limit=250`]);
  });

  test('are listed for one call', async () => {
    const { data, calls } = await ask(
      'versions { totalCount nodes { versionName versionCode app { name } installedCount } }',
    );
    const { versions } = scanner();
    expect(data.app.versions.totalCount).toBe(6);
    expect(data.app.versions.nodes).toEqual(
      versions.map(({ name, code }, at) => ({
        versionName: name,
        versionCode: code,
        app: { name: 'Scanner' },
        installedCount: numbersWith(at).length,
      })),
    );
    expect(calls).toEqual([appCall(), `${appCall()}version/?limit=20`]);
  });

  test('tell of their files what the app tells of the latest alone, for one call more, however many they are', async () => {
    const { data, calls } = await ask('versions { nodes { fileHash targetSdkVersion } }');
    expect(data.app.versions.nodes).toEqual(
      scanner().versions.map(({ hash }) => ({ fileHash: hash, targetSdkVersion: '34' })),
    );
    expect(new Set(scanner().versions.map(({ hash }) => hash)).size).toBe(6);
    expect(calls.slice(1)).toEqual([
      `${appCall()}version/?limit=20`,
      `${appCall().replace('/v1', '')}version/?limit=250`,
    ]);
  });

  test('tell what only legacy knows for one call more, however many they are', async () => {
    const { data, calls } = await ask('versions(first: 20) { nodes { isEnabled permissions { grantState } } }');
    expect(data.app.versions.nodes).toEqual(
      scanner().versions.map(() => ({ isEnabled: true, permissions: [{ grantState: 'Default' }] })),
    );
    expect(calls.slice(1)).toEqual([
      `${appCall()}version/?limit=20`,
      `${appCall().replace('/v1', '')}version/?limit=250`,
    ]);
  });

  const future = '2100-01-01T00:00:00.000Z';
  test.each([
    ['versionName', () => `"${scanner().versions[2]?.name}"`, () => `version_code=${scanner().versions[2]?.name}`, [2]],
    ['versionCode', () => `"${scanner().versions[3]?.code}"`, () => `build_number=${scanner().versions[3]?.code}`, [3]],
    ['isGooglePlay', () => 'true', () => 'is_g_play=true', []],
    ['approvalStatus', () => 'APPROVED', () => 'approval_status=APPROVED', [0, 1, 2, 3, 4, 5]],
    ['isEnabled', () => 'false', () => 'is_enabled=false', []],
    ['isDefault', () => 'true', () => 'is_default=true', [0]],
    ['createdAfter', () => `"${future}"`, () => `created_on_gt=${encodeURIComponent(future)}`, []],
    ['createdBefore', () => `"${future}"`, () => `created_on_lt=${encodeURIComponent(future)}`, [0, 1, 2, 3, 4, 5]],
    ['updatedAfter', () => `"${future}"`, () => `updated_on_gt=${encodeURIComponent(future)}`, []],
    ['updatedBefore', () => `"${future}"`, () => `updated_on_lt=${encodeURIComponent(future)}`, [0, 1, 2, 3, 4, 5]],
  ])('are filtered by %s', async (field, value, asked, places) => {
    const { data, calls } = await ask(`versions(filter: { ${field}: ${value()} }) { nodes { esperId } }`);
    expect(data.app.versions.nodes).toEqual(places.map((at) => ({ esperId: scanner().versions[at]?.id })));
    expect(calls[1]?.split(/[?&]/)).toEqual(expect.arrayContaining([asked(), 'limit=20']));
  });

  test.each(['ASC', 'DESC'])('are ordered by how many devices have them (%s)', async (direction) => {
    const { data, calls } = await ask(
      `versions(orderBy: { field: INSTALLED_COUNT, direction: ${direction} }) { nodes { installedCount } }`,
    );
    const counts = data.app.versions.nodes.map((version: { installedCount: number }) => version.installedCount);
    const upward = counts.toSorted((a: number, b: number) => a - b);
    expect(counts).toEqual(direction === 'ASC' ? upward : upward.toReversed());
    expect(calls[1]).toContain(`ordering=${direction === 'DESC' ? '-' : ''}installed_count`);
  });

  test('cannot be filtered by a status that is not known', async () => {
    const { errors } = await ask('versions(filter: { approvalStatus: UNKNOWN }) { totalCount }');
    expect(errors?.[0]).toMatchObject({
      message: expect.stringContaining('UNKNOWN'),
      extensions: { code: 'BAD_USER_INPUT' },
    });
  });
});

describe('the devices that have an app', () => {
  const named = (numbers: readonly number[]) =>
    numbers.map((number) => {
      const { id, name, alias } = gateway.simulator.fleet.factsOf(number);
      return { id: nodeId('AndroidDevice', id), esperId: id, name, alias, platform: 'ANDROID' };
    });
  const names = 'id esperId name alias platform';

  test('in its latest version are named for one call', async () => {
    const { data, calls } = await ask(`latestVersion { devices { totalCount nodes { ${names} } } }`);
    expect(data.app.latestVersion.devices).toEqual({ totalCount: numbersWith(0).length, nodes: named(numbersWith(0)) });
    expect(calls).toEqual([appCall(), `${appCall()}version/${scanner().versions[0]?.id}/installdevices?limit=20`]);
  });

  test('are searched by name', async () => {
    const wanted = named(numbersWith(0)).at(-1)!;
    const { data, calls } = await ask(`latestVersion { devices(search: "${wanted.name}") { nodes { ${names} } } }`);
    expect(data.app.latestVersion.devices.nodes).toEqual([wanted]);
    expect(calls[1]).toContain(`search=${wanted.name}`);
  });

  test('tell their state for one call each, and all else with it, where they are few', async () => {
    const { data, calls } = await ask(
      'latestVersion { devices { nodes { esperId state osVersion group { esperId } } } }',
    );
    const { nodes } = data.app.latestVersion.devices;
    expect(nodes).toHaveLength(numbersWith(0).length);
    expect(nodes.every(({ state }: { state: string }) => state !== null)).toBe(true);
    const items = nodes.map(({ esperId }: { esperId: string }) => `GET /v2/devices/${esperId}`);
    expect(calls.slice(2).toSorted()).toEqual(items.toSorted());
  });

  test('stay in the list when one of them cannot be read, and only what it does is missing', async () => {
    const { id } = gateway.simulator.fleet.factsOf(numbersWith(0)[1]!);
    gateway.simulator.faults.inject({ kind: 'status', status: 404, match: `/v2/devices/${id}` });
    const { data, errors } = await ask('latestVersion { devices { nodes { esperId name state stateCode } } }');
    const { nodes } = data.app.latestVersion.devices;
    expect(nodes).toHaveLength(numbersWith(0).length);
    expect(nodes[1]).toMatchObject({ esperId: id, name: expect.any(String), state: null, stateCode: null });
    expect(nodes.filter(({ state }: { state: unknown }) => state === null)).toHaveLength(1);
    expect(errors?.map(({ path }) => path?.at(-1)).toSorted()).toEqual(['state', 'stateCode']);
  });

  test('in any version come version by version', async () => {
    const { data, calls } = await ask(`devices { totalCount nodes { ${names} } }`);
    const numbers = scanner().versions.flatMap((_, at) => numbersWith(at));
    expect(data.app.devices).toEqual({ totalCount: numbers.length, nodes: named(numbers) });
    // The app, its versions, and the devices that have each.
    expect(scanner().versions).toHaveLength(6);
    expect(calls).toHaveLength(1 + 1 + 6);
  });
});
