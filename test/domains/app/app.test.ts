import { describe, expect, test } from 'vitest';
import { nodeId } from '../../../src/graphql/node-id.js';
import { useGateway } from '../../support/gateway.js';
import { beforeEsperThat } from '../../support/strange-esper.js';

const gateway = useGateway({ devices: 60 });
const catalogue = () => gateway.simulator.world.apps.apps;
const kiosk = () => catalogue().find(({ packageName }) => packageName === 'com.example.kiosk')!;
const route = () => `GET /v1/enterprise/${gateway.simulator.world.enterpriseId}/application/`;

describe('one app', () => {
  const fields = 'id esperId name packageName isHidden enterprise { esperId }';

  test.each(['esperId', 'id'])('is found by its %s for one call', async (form) => {
    const app = kiosk();
    const id = form === 'id' ? nodeId('App', app.id) : app.id;
    const { data, calls } = await gateway.query(`query ($id: ID!) { app(id: $id) { ${fields} } }`, {
      variables: { id },
    });
    expect(data.app).toEqual({
      id: nodeId('App', app.id),
      esperId: app.id,
      name: 'Kiosk',
      packageName: 'com.example.kiosk',
      isHidden: false,
      enterprise: { esperId: gateway.simulator.world.enterpriseId },
    });
    expect(calls).toEqual([`${route()}${app.id}/`]);
  });

  test('is found by its whole package name for one call', async () => {
    const { data, calls } = await gateway.query('{ app(packageName: "com.example.scanner") { esperId name } }');
    expect(data.app).toEqual({
      esperId: catalogue().find(({ packageName }) => packageName === 'com.example.scanner')?.id,
      name: 'Scanner',
    });
    expect(calls).toEqual([`${route()}?limit=20&package_name_exact=com.example.scanner`]);
  });

  test('is not found by a part of its package name', async () => {
    const { data, errors } = await gateway.query('{ app(packageName: "com.example.scann") { name } }');
    expect({ data, errors }).toEqual({ data: { app: null }, errors: undefined });
  });

  test.each([
    ['app', /one of "id", "packageName" to look.*none was given/],
    ['app(id: "1", packageName: "a.b")', /"id" and "packageName" were given/],
    ['app(packageName: "")', /"packageName" is empty/],
    ['app(id: "../../token-info")', /is not an id/],
    [`app(id: "${nodeId('Group', '1')}")`, /id of a thing of type Group, where App is wanted/],
  ])('%s is refused without a call', async (field, told) => {
    const { data, errors, calls } = await gateway.query(`{ ${field} { name } }`);
    expect(data).toEqual({ app: null });
    expect(errors).toEqual([
      expect.objectContaining({ message: expect.stringMatching(told), extensions: { code: 'BAD_USER_INPUT' } }),
    ]);
    expect(calls).toEqual([]);
  });
});

describe('the catalogue', () => {
  test.each(['apps', 'enterprise { apps'])('is listed under %s, hidden apps left out', async (field) => {
    const close = field.includes('{') ? ' }' : '';
    const { data, calls } = await gateway.query(
      `{ ${field}(first: 1000) { totalCount nodes { esperId name packageName isHidden } }${close} }`,
    );
    const { totalCount, nodes } = data.apps ?? data.enterprise.apps;
    const shown = catalogue().filter(({ isHidden }) => !isHidden);
    expect(totalCount).toBe(39);
    expect(nodes).toEqual(
      shown.map(({ id, name, packageName }) => ({ esperId: id, name, packageName, isHidden: false })),
    );
    expect(calls).toEqual([`${route()}?limit=250`]);
  });

  test('counts without listing', async () => {
    const { data, calls } = await gateway.query('{ apps { totalCount } }');
    expect(data.apps.totalCount).toBe(39);
    expect(calls).toEqual([`${route()}?limit=1`]);
  });

  const future = '2100-01-01T00:00:00.000Z';
  test.each([
    ['name: "SCAN"', 'application_name=SCAN', ['com.example.scanner', 'com.example.scanner.beta']],
    ['packageName: "feedback"', 'package_name=feedback', ['com.example.feedback', 'com.example.feedback.kiosk']],
    ['packageNameExact: "com.example.feedback"', 'package_name_exact=com.example.feedback', ['com.example.feedback']],
    ['hasUploadedVersion: false', 'has_uploaded_version=false', ['com.android.chrome']],
    ['isHidden: true', 'is_hidden=true', ['io.shoonya.shoonyadpc']],
    ['isActive: false', 'is_active=false', []],
    ['supportedSdk: 1', 'supported_sdk=1', ['com.android.chrome']],
    ['category: "NONE"', 'category=NONE', []],
    [`createdAfter: "${future}"`, `created_on_gt=${encodeURIComponent(future)}`, []],
    ['createdBefore: "2000-01-01T01:00:00+01:00"', 'created_on_lt=2000-01-01T00%3A00%3A00.000Z', []],
    [`updatedAfter: "${future}"`, `updated_on_gt=${encodeURIComponent(future)}`, []],
    ['updatedBefore: "2000-01-01"', 'updated_on_lt=2000-01-01T00%3A00%3A00.000Z', []],
  ])('is filtered by %s', async (filter, asked, packages) => {
    const { data, errors, calls } = await gateway.query(`{ apps(filter: { ${filter} }) { nodes { packageName } } }`);
    expect(errors).toBeUndefined();
    expect(data.apps.nodes.map(({ packageName }: { packageName: string }) => packageName)).toEqual(packages);
    expect(calls.map((call) => call.split(/[?&]/).filter((part) => part !== 'limit=20'))).toEqual([[route(), asked]]);
  });
});

describe('how many devices have an app', () => {
  test('is the sum over its versions, for one call more', async () => {
    const { data, calls } = await gateway.query(
      '{ app(packageName: "com.example.kiosk") { installedCount versions { nodes { installedCount } } } }',
    );
    const counts: number[] = data.app.versions.nodes.map(
      (version: { installedCount: number }) => version.installedCount,
    );
    expect(data.app.installedCount).toBe(counts.reduce((sum, count) => sum + count, 0));
    expect(data.app.installedCount).toBeGreaterThan(0);
    expect(calls.slice(1).every((call) => call.includes(`${kiosk().id}/version/?limit=`))).toBe(true);
  });

  test('is answered for many apps by a call each', async () => {
    const { data, calls } = await gateway.query('{ apps(first: 5) { nodes { installedCount } } }');
    expect(data.apps.nodes).toHaveLength(5);
    expect(calls).toHaveLength(6);
  });
});

test('an app that the REST API gives for another package name is not taken for the one that is looked up', async () => {
  const app = { id: 'a1', application_name: 'App', package_name: 'com.example.app.beta', latest_version: null };
  const { query, calls } = await beforeEsperThat(() => ({ count: 1, results: [app] }));
  expect(await query('{ app(packageName: "com.example.app") { name } }')).toMatchObject({ data: { app: null } });
  expect(calls).toHaveLength(1);
});
