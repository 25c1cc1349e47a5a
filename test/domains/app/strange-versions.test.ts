import { expect, test } from 'vitest';
import { appUploadSource } from '../../../src/domains/app/app-upload.source.js';
import { nodeId } from '../../../src/graphql/node-id.js';
import type { Upstream } from '../../../src/upstream/upstream.js';
import { beforeEsperThat, ENTERPRISE, Refusal } from '../../support/strange-esper.js';
import { app, at, page, version } from './catalogue.js';

test.each([
  ['the latest', 20, '2.0', 'v2'],
  ['an older one', 10, '1.0', 'v1'],
  ['another build of the latest', 21, '2.0', 'v3'],
  ['the latest, by its name alone', null, '2.0', 'v2'],
  ['an older one, by its name alone', null, '1.0', 'v1'],
])('a version whose code is a number is the one on a device, where it is text: %s', async (_, code, name, id) => {
  const versions = [version('v2', '2.0', 20), version('v3', '2.0', 21), version('v1', '1.0', 10)];
  const codeOf = new Map(versions.map((one) => [one.id, String(one.build_number)]));
  const installed = {
    id: 'i1',
    app_name: 'Till',
    package_name: 'com.example.till',
    app_type: 'ENTERPRISE',
    state: 'SHOW',
    version_code: code && String(code),
    version_name: name,
    created_on: at,
    updated_on: at,
  };
  const device = { id: 'd1', name: 'D', platform: 'ANDROID', state: 1, tenant_id: ENTERPRISE };
  const { query } = await beforeEsperThat(({ pathname }) => {
    if (pathname.includes('/v2/devices/')) return { content: device };
    if (pathname.includes('/device/d1/app/')) return page(installed);
    return pathname.endsWith('/version/') ? page(...versions) : page(app(versions[0]!));
  });
  const { data } = await query('{ device(id: "d1") { apps { nodes { version { esperId versionCode } } } } }');
  expect(data.device.apps.nodes).toEqual([{ version: { esperId: id, versionCode: codeOf.get(id) } }]);
});

test('a version on a device is told without the "v" before its number, and with any other', async () => {
  const names = ['v1.0', 'V2.0', '3.0-v4', 'vanilla', null];
  const rows = names.map((version_name, at) => ({ id: `i${at}`, package_name: 'com.example.till', version_name }));
  const device = { id: 'd1', name: 'D', platform: 'ANDROID', state: 1, tenant_id: ENTERPRISE };
  const { query } = await beforeEsperThat(({ pathname }) =>
    pathname.includes('/v2/devices/') ? { content: device } : page(...rows),
  );
  const { data, errors } = await query('{ device(id: "d1") { apps { nodes { versionName } } } }');
  expect(errors).toBeUndefined();
  expect(data.device.apps.nodes.map(({ versionName }: { versionName: string | null }) => versionName)).toEqual([
    '1.0',
    '2.0',
    '3.0-v4',
    'vanilla',
    null,
  ]);
});

test('the version that a file became is the newest, in whatever form instants are told', async () => {
  const rows = [
    version('old', '1', 1, { created_on: '2026-01-01T13:00:00.000001+05:00' }),
    version('newest', '3', 3, { created_on: '2026-01-01T08:30:00.250000Z' }),
    version('new', '2', 2, { created_on: '2026-01-01T08:30:00Z' }),
  ];
  const esper = {
    list: () => ({}),
    all: async () => rows,
    write: async () => ({ application: { id: 'a1', versions: rows } }),
  } as unknown as Upstream;
  const file = { fileName: 'a.apk', length: 1, pieces: [Buffer.from('a')], timeoutMs: 1 };
  expect(await appUploadSource(esper).send(file as never)).toEqual({ appId: 'a1', versionId: 'newest' });
});

test('an install tells what it can of a version that the catalogue lacks, or of none', async () => {
  const install = (id: string, package_name: string, code: object | null) => ({
    id,
    application: { application_name: id, package_name, version: code, is_enabled: true },
    install_state: 'INSTALL_SUCCESS',
    reason_details: null,
    device: 'd1',
    created_on: at,
    updated_on: at,
  });
  const first = { app_version_id: 'v1', version_code: '1.0', build_number: '10' };
  const device = { id: 'd1', name: 'D', platform: 'ANDROID', state: 1, tenant_id: ENTERPRISE };
  const installs = page(
    install('none', 'com.example.till', null),
    install('unknown', 'com.example.gone', first),
    install('known', 'com.example.till', first),
  );
  const { query } = await beforeEsperThat(({ pathname }) => {
    if (pathname.includes('/v2/devices/')) return { content: device };
    if (pathname.endsWith('/install/')) return installs;
    return pathname.endsWith('/version/v1/') ? version('v1', '1.0', 10) : page(app(null));
  });
  const { data, errors } = await query(
    `{ node(id: "${nodeId('AndroidDevice', 'd1')}") { ... on AndroidDevice { installs { nodes {
      name versionName versionCode app { name } version { esperId versionCode } } } } } }`,
  );
  expect(errors).toBeUndefined();
  const [till, told] = [{ name: 'Till' }, { versionName: '1.0', versionCode: '10' }];
  expect(data.node.installs.nodes).toEqual([
    { name: 'none', versionName: null, versionCode: null, app: till, version: null },
    { name: 'unknown', ...told, app: null, version: null },
    { name: 'known', ...told, app: till, version: { esperId: 'v1', versionCode: '10' } },
  ]);
});

test.each([
  ['of an app that is gone', new Refusal(404, {})],
  ['of an app without a latest version', app(null)],
])('a version %s tells of its file what legacy does, and empty text is nothing', async (_, told) => {
  const legacy = { hash_string: '', target_sdk_version: '34', release_track: '' };
  const { query } = await beforeEsperThat(({ pathname }) => {
    if (pathname.endsWith('/application/a1/')) return told;
    return version('v1', '1.0', 10, pathname.includes('/v1/enterprise/') ? {} : legacy);
  });
  const { data, errors } = await query(
    `{ node(id: "${nodeId('AppVersion', 'a1', 'v1')}") { ... on AppVersion {
      versionName targetSdkVersion fileHash releaseTrack isEnabled } } }`,
  );
  expect(errors).toBeUndefined();
  expect(data.node).toEqual({
    versionName: '1.0',
    targetSdkVersion: '34',
    fileHash: null,
    releaseTrack: null,
    isEnabled: null,
  });
});

test.each([
  [
    'by name',
    [
      { id: 7, name: 'Shops' },
      { id: 8, name: 'Tills' },
    ],
    'install it: "Shops", "Tills". Nothing',
  ],
  ['without a name', null, 'install it. Nothing'],
])('what templates hold is told %s, with how to delete it all the same', async (_, templates, words) => {
  const { query } = await beforeEsperThat(() => ({ request_id: 'r1', templates }));
  const { data, errors } = await query(
    `mutation { deleteAppVersion(input: { appVersion: "${nodeId('AppVersion', 'a1', 'v1')}" }) { confirmation userErrors { message } } }`,
  );
  expect(errors).toBeUndefined();
  const { confirmation, userErrors } = data.deleteAppVersion;
  expect({ confirmation, userErrors }).toEqual({
    confirmation: 'r1',
    userErrors: [{ message: expect.stringContaining(words) }],
  });
});

test('a version that templates hold is not said to be deleted when nobody tells how to confirm it', async () => {
  const { query } = await beforeEsperThat(() => ({ templates: [{ id: 7, name: 'Shops' }] }));
  const { data, errors } = await query(
    `mutation { deleteAppVersion(input: { appVersion: "${nodeId('AppVersion', 'a1', 'v1')}" }) { deletedAppVersionId } }`,
  );
  expect(data.deleteAppVersion).toBeNull();
  expect(errors).toMatchObject([
    { message: expect.stringContaining('nothing was deleted'), extensions: { code: 'UPSTREAM_MALFORMED' } },
  ]);
});
