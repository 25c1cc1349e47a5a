import { describe, expect, test } from 'vitest';
import { nodeId } from '../../../src/graphql/node-id.js';
import type { App } from '../../../src/simulator/app/app.seed.js';
import { createWorld } from '../../../src/simulator/world.js';
import { useGateway } from '../../support/gateway.js';

const gateway = useGateway({ devices: 5, env: { CACHE_ENABLED: 'true' } });
const { enterpriseId, apps } = createWorld(1, 5);
const byPackage = (name: string): App => apps.apps.find(({ packageName }) => packageName === `com.${name}`)!;
const versionOf = (app: App, at = 0) => app.versions[at]!;
const idOf = (app: App, at = 0) => nodeId('AppVersion', app.id, versionOf(app, at).id);
const v1 = (app: App, at = 0) =>
  `/v1/enterprise/${enterpriseId}/application/${app.id}/version/${versionOf(app, at).id}/`;
const legacy = (app: App, at = 0) => v1(app, at).slice('/v1'.length);

const mutate = (name: string, fields: string) => (input: object, key?: string) => {
  const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
  const source = `mutation ($input: ${type}!) { ${name}(input: $input) { ${fields} userErrors { message field code } } }`;
  return gateway.query(source, { variables: { input }, ...(key && { key }) });
};

const chrome = byPackage('android.chrome');
const inventory = byPackage('example.inventory');

describe('changing a version', () => {
  const update = mutate('updateAppVersion', 'appVersion { releaseName isDefault }');
  const nulls = { releaseName: null, releaseComments: null, releaseTrack: null, isDefault: null, isEnabled: null };

  test('of what v1 keeps costs one call', async () => {
    const { data, errors, calls } = await update({ appVersion: idOf(chrome), releaseName: 'Spring' });
    expect(errors).toBeUndefined();
    expect(data.updateAppVersion).toEqual({ appVersion: { releaseName: 'Spring', isDefault: true }, userErrors: [] });
    expect(calls).toEqual([`PATCH ${v1(chrome)}`]);
  });

  test('is seen at once where the app tells of its latest version', async () => {
    const read = `{ app(id: "${chrome.id}") { latestVersion { releaseName } } }`;
    await update({ appVersion: idOf(chrome), releaseName: 'Summer' });
    expect((await gateway.query(read)).data.app.latestVersion).toEqual({ releaseName: 'Summer' });
    await update({ appVersion: idOf(chrome), releaseName: 'Winter' });
    expect((await gateway.query(read)).data.app.latestVersion).toEqual({ releaseName: 'Winter' });
  });

  test('of what legacy keeps goes there whole, and can be read', async () => {
    const all = 'releaseName releaseComments releaseTrack isEnabled isDefault';
    const read = `{ node(id: "${idOf(inventory)}") { ... on AppVersion { ${all} permissions { permission } } } }`;
    expect((await gateway.query(read)).data.node).toMatchObject({ releaseTrack: null, isEnabled: true });
    const { data, calls } = await mutate(
      'updateAppVersion',
      'appVersion { releaseTrack isEnabled }',
    )({
      appVersion: idOf(inventory),
      releaseName: 'Autumn',
      releaseComments: 'Counts twice.',
      releaseTrack: 'BETA',
      isEnabled: false,
    });
    expect(data.updateAppVersion).toEqual({ appVersion: { releaseTrack: 'Beta', isEnabled: false }, userErrors: [] });
    expect(calls).toEqual([`PATCH ${legacy(inventory)}`, `GET ${v1(inventory)}`]);
    expect((await gateway.query(read)).data.node).toEqual({
      releaseName: 'Autumn',
      releaseComments: 'Counts twice.',
      releaseTrack: 'Beta',
      isEnabled: false,
      isDefault: true,
      permissions: [{ permission: 'android.permission.CAMERA' }],
    });
  });

  test('to the default makes the one before none any more', async () => {
    const read = `{ app(id: "${inventory.id}") { versions { nodes { esperId isDefault } } } }`;
    const defaults = async () =>
      (await gateway.query(read)).data.app.versions.nodes.filter((one: { isDefault: boolean }) => one.isDefault);
    expect(await defaults()).toMatchObject([{ esperId: versionOf(inventory).id }]);
    await update({ appVersion: idOf(inventory, 1), isDefault: true });
    expect(await defaults()).toMatchObject([{ esperId: versionOf(inventory, 1).id }]);
  });

  test.each([
    ['nothing', { appVersion: idOf(chrome) }, null, 'BAD_USER_INPUT', /nothing to change/, []],
    ['nulls', { appVersion: idOf(chrome), ...nulls }, null, 'BAD_USER_INPUT', /nothing to change/, []],
    ['the id in the REST API', { appVersion: versionOf(chrome).id }, ['appVersion'], 'BAD_USER_INPUT', /which app/, []],
    ['the id of its app', { appVersion: nodeId('App', chrome.id) }, ['appVersion'], 'BAD_USER_INPUT', /type App, /, []],
    [
      'a track, for a Google Play app,',
      { appVersion: idOf(chrome), releaseTrack: 'ALPHA' },
      ['appVersion'],
      'NOT_FOUND',
      /Google Play/,
      [`PATCH ${legacy(chrome)}`],
    ],
    [
      'a name that is too long',
      { appVersion: idOf(chrome), releaseName: 'x'.repeat(256) },
      ['releaseName'],
      'BAD_USER_INPUT',
      /not a valid choice/,
      [`PATCH ${v1(chrome)}`],
    ],
  ])('with %s is refused', async (_, input, field, code, message, expected) => {
    const { data, errors, calls } = await update(input);
    const told = { field, code, message: expect.stringMatching(message) };
    expect(errors).toBeUndefined();
    expect(data.updateAppVersion).toEqual({ appVersion: null, userErrors: [told] });
    expect(calls).toEqual(expected);
  });

  test.each([{ releaseName: 'Mine' }, { releaseTrack: 'BETA' }])(
    'to %j is not for those who may only look',
    async (change) => {
      const { data, errors } = await update({ appVersion: idOf(chrome), ...change }, 'demo-viewer');
      expect(data).toEqual({ updateAppVersion: null });
      expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    },
  );
});

describe('deciding on a version', () => {
  test.each([
    ['approveAppVersion', 'APPROVED'],
    ['rejectAppVersion', 'REJECTED'],
  ])('%s makes it %s', async (name, approvalStatus) => {
    const decide = mutate(name, 'appVersion { approvalStatus }');
    const { data, errors, calls } = await decide({ appVersion: idOf(chrome) });
    expect({ data, errors }).toEqual({
      data: { [name]: { appVersion: { approvalStatus }, userErrors: [] } },
      errors: undefined,
    });
    expect(calls).toEqual([`PATCH ${v1(chrome)}`]);
    const gone = await decide({ appVersion: nodeId('AppVersion', chrome.id, enterpriseId) });
    expect(gone.data[name]).toMatchObject({
      appVersion: null,
      userErrors: [{ code: 'NOT_FOUND', field: ['appVersion'], message: expect.not.stringContaining('Google Play') }],
    });
    const { errors: refused } = await decide({ appVersion: idOf(chrome) }, 'demo-viewer');
    expect(refused).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });
});

test('a key stands for one change of each kind, so that another kind is done under it too', async () => {
  const input = { appVersion: idOf(inventory), idempotencyKey: 'decided' };
  for (const [name, approvalStatus] of [
    ['approveAppVersion', 'APPROVED'],
    ['rejectAppVersion', 'REJECTED'],
  ] as const) {
    const { data, calls } = await mutate(name, 'appVersion { approvalStatus }')(input);
    expect(data[name]).toEqual({ appVersion: { approvalStatus }, userErrors: [] });
    expect(calls).toEqual([`PATCH ${v1(inventory)}`]);
  }
});

describe('deleting a version', () => {
  const FIELDS = 'deletedAppVersionId isAppDeleted confirmation templates { esperId name }';
  const remove = mutate('deleteAppVersion', `${FIELDS} app { name }`);
  const removeAlone = mutate('deleteAppVersion', 'deletedAppVersionId');
  const done = { confirmation: null, templates: [], userErrors: [] };

  test('costs one call, and it is gone from its app', async () => {
    const picking = byPackage('example.picking');
    const read = `{ app(id: "${picking.id}") { versions { totalCount } } }`;
    const before = (await gateway.query(read)).data.app.versions.totalCount;
    const { data, calls } = await removeAlone({ appVersion: idOf(picking, 1) });
    expect(data.deleteAppVersion).toEqual({ deletedAppVersionId: idOf(picking, 1), userErrors: [] });
    expect(calls).toEqual([`DELETE ${v1(picking, 1)}`]);
    expect((await gateway.query(read)).data.app.versions.totalCount).toBe(before - 1);
    const again = await removeAlone({ appVersion: idOf(picking, 1) });
    expect(again.data.deleteAppVersion).toMatchObject({
      deletedAppVersionId: null,
      userErrors: [{ code: 'NOT_FOUND', field: ['appVersion'] }],
    });
  });

  test('that templates install takes two steps, the second with what the first one gave', async () => {
    const kiosk = byPackage('example.kiosk');
    const held = await remove({ appVersion: idOf(kiosk) });
    expect(held.errors).toBeUndefined();
    const { confirmation } = held.data.deleteAppVersion;
    const template = { esperId: '72', name: 'Template of Kiosk' };
    const message = expect.stringMatching(/"Template of Kiosk"\. Nothing was deleted: give `confirmation: "[\w-]+"`/);
    expect(held.data.deleteAppVersion).toEqual({
      deletedAppVersionId: null,
      isAppDeleted: null,
      app: { name: 'Kiosk' },
      confirmation: expect.any(String),
      templates: [template],
      userErrors: [{ message, field: ['confirmation'], code: 'CONFLICT' }],
    });

    const wrong = await remove({ appVersion: idOf(kiosk), confirmation: kiosk.id });
    expect(wrong.errors).toBeUndefined();
    expect(wrong.data.deleteAppVersion).toMatchObject({
      deletedAppVersionId: null,
      isAppDeleted: null,
      app: null,
      confirmation: null,
      templates: [],
      userErrors: [{ field: ['confirmation'], code: 'BAD_USER_INPUT' }],
    });

    const { data, calls } = await remove({ appVersion: idOf(kiosk), confirmation });
    expect(data.deleteAppVersion).toEqual({
      deletedAppVersionId: idOf(kiosk),
      isAppDeleted: false,
      app: { name: 'Kiosk' },
      ...done,
    });
    expect(calls[0]).toBe(`DELETE ${v1(kiosk)}?request_id=${confirmation}`);
  });

  test('the last one deletes the app, and the payload says so', async () => {
    const agent = byPackage('example.packing');
    for (const at of agent.versions.keys()) {
      const { data } = await remove({ appVersion: idOf(agent, at) });
      const isAppDeleted = at === agent.versions.length - 1;
      expect(data.deleteAppVersion).toEqual({
        deletedAppVersionId: idOf(agent, at),
        isAppDeleted,
        app: isAppDeleted ? null : { name: 'Packing' },
        ...done,
      });
    }
    expect((await gateway.query('{ app(packageName: "com.example.packing") { id } }')).data.app).toBeNull();
  });

  test('once under an idempotency key tells the same when asked again', async () => {
    const input = { appVersion: idOf(byPackage('example.delivery'), 1), idempotencyKey: 'delete-1' };
    const first = await removeAlone(input);
    const second = await removeAlone(input);
    expect(first.data.deleteAppVersion.userErrors).toEqual([]);
    expect(second.data).toEqual(first.data);
    expect(second.calls).toEqual([]);
  });

  test('is not for those who may only look', async () => {
    const { errors } = await remove({ appVersion: idOf(chrome) }, 'demo-viewer');
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });
});
