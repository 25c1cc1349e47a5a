import { describe, expect, test } from 'vitest';
import { nodeId } from '../../../src/graphql/node-id.js';
import { beforeEsperThat } from '../../support/strange-esper.js';

const blueprint = (settings: unknown) => ({
  id: 'b-1',
  name: 'Till',
  version_id: 'v-1',
  version_number: 1,
  publish: true,
  settings,
});

async function setBy(settings: unknown) {
  const { query } = await beforeEsperThat(() => ({ content: blueprint(settings) }));
  const { data, errors } = await query(
    '{ blueprint(id: "b-1") { name latestVersion { settings { platform names } apps { packageName type app { esperId } } } } }',
  );
  expect(errors).toBeUndefined();
  expect(data.blueprint.name).toBe('Till');
  return data.blueprint.latestVersion;
}

test.each([
  ['a text', 'a word that nobody may know'],
  ['a list', ['a', 'b']],
  ['a number', 5],
])('settings that are %s tell nothing', async (_, settings) => {
  expect(await setBy(settings)).toEqual({ settings: null, apps: null });
});

test.each([
  ['a text', 'a word that nobody may know'],
  ['a list', ['a', 'b']],
])('settings of a platform that are %s set nothing, not even as many names as they are long', async (_, android) => {
  expect(await setBy({ android })).toEqual({ settings: [], apps: [] });
});

test.each([['a text'], [{}], [7], [[null, 'a text', 7]]])(
  'apps that are %j are none, and the settings they stand in are told',
  async (apps) => {
    const settings = [{ platform: 'ANDROID', names: ['apps', 'camera_settings'] }];
    expect(await setBy({ android: { camera_settings: {}, apps } })).toEqual({ settings, apps: [] });
  },
);

test('settings of a platform that nobody knows are told as such, whatever it is called', async () => {
  const { settings } = await setBy({ constructor: { wifi_networks: [] }, visionos: { apps: null } });
  expect(settings).toEqual([
    { platform: 'UNKNOWN', names: ['wifi_networks'] },
    { platform: 'UNKNOWN', names: ['apps'] },
  ]);
});

describe('a REST API that takes no notice of a filter is found out by what its rows say', () => {
  const versions = [1, 2, 3].map((n) => ({
    ...blueprint({}),
    version_id: `v-${n}`,
    version_number: n,
    publish: n < 3,
  }));
  const blueprints = Array.from({ length: 30 }, (_, n) => ({ ...blueprint({}), id: `b-${n}`, name: `Till ${n}` }));
  const devices = Array.from({ length: 30 }, (_, n) => ({
    id: `d-${n}`,
    name: `D ${n}`,
    platform: 'LINUX',
    state: 1,
    blueprint_info:
      n === 29 ? null : { assigned_blueprint_id: `b-${n % 3}`, current_blueprint_version_id: `v-${n % 4}` },
  }));
  const careless = (url: URL) => {
    const rows = Object.entries({ '/v2/devices/': devices, '/versions/': versions, '/blueprints/': blueprints });
    const [, all] = rows.find(([end]) => url.pathname.endsWith(end)) ?? [];
    if (!all) return { content: blueprints.find(({ id }) => url.pathname.includes(`/${id}/`)) };
    const [limit, offset] = ['limit', 'offset'].map((key) => Number(url.searchParams.get(key)));
    return { content: { count: all.length, results: all.slice(offset, offset! + limit!) } };
  };
  const namesOf = (having: (n: number) => boolean) => devices.flatMap(({ name }, n) => (having(n) ? [{ name }] : []));

  test('by devices that should have another blueprint, for one list of them all', async () => {
    const { query, calls } = await beforeEsperThat(careless);
    const { data, errors } = await query(`{
      one: blueprint(id: "b-1") { devices { totalCount nodes { name } } }
      two: blueprint(id: "b-2") { devices(first: 2) { totalCount nodes { name } } }
    }`);
    expect(errors).toBeUndefined();
    const ones = namesOf((n) => n % 3 === 1);
    const twos = namesOf((n) => n % 3 === 2 && n !== 29);
    expect(data.one.devices).toEqual({ totalCount: ones.length, nodes: ones });
    expect(data.two.devices).toEqual({ totalCount: twos.length, nodes: twos.slice(0, 2) });
    expect(calls.filter((call) => call.includes('/devices/') && !call.includes('assigned_blueprint_id'))).toHaveLength(
      1,
    );
    const counted = await query('{ blueprint(id: "b-1") { devices { totalCount } } }');
    expect(counted.data.blueprint.devices.totalCount).toBe(ones.length);
  });

  test('by one device, where only their number is wanted', async () => {
    const { query } = await beforeEsperThat(careless);
    const { data } = await query(
      '{ blueprint(id: "b-1") { devices { totalCount } latestVersion { devices { totalCount } } } }',
    );
    expect(data.blueprint).toEqual({
      devices: { totalCount: namesOf((n) => n % 3 === 1).length },
      latestVersion: { devices: { totalCount: namesOf((n) => n % 4 === 1 && n !== 29).length } },
    });
  });

  test('by versions of another number, and by drafts', async () => {
    const { query } = await beforeEsperThat(careless);
    const { data } = await query(`{ blueprint(id: "b-1") {
      second: versions(filter: { versionNumber: 2 }) { totalCount nodes { versionNumber } }
      drafts: versions(filter: { isPublished: false }) { nodes { versionNumber } }
      none: versions(filter: { isPublished: false, versionNumber: 1 }) { totalCount }
    } }`);
    expect(data.blueprint).toEqual({
      second: { totalCount: 1, nodes: [{ versionNumber: 2 }] },
      drafts: { nodes: [{ versionNumber: 3 }] },
      none: { totalCount: 0 },
    });
  });

  test('by blueprints of another name, of which there may be many before the one', async () => {
    const { query } = await beforeEsperThat(careless);
    const { data } = await query(
      '{ one: blueprint(name: "Till 25") { esperId } none: blueprint(name: "Till") { esperId } }',
    );
    expect(data).toEqual({ one: { esperId: 'b-25' }, none: null });
  });

  test('but not where it cut spaces off a name: the next one is looked for by the filter again', async () => {
    const { query, calls } = await beforeEsperThat(({ searchParams }) => {
      const name = searchParams.get('name_exact')?.trim();
      const results = blueprints.filter((one) => name === undefined || one.name === name);
      return { content: { count: results.length, results } };
    });
    const { data } = await query('{ blueprint(name: " Till 2") { esperId } }');
    expect(data.blueprint).toBeNull();
    calls.length = 0;
    expect((await query('{ blueprint(name: "Till 3") { esperId } }')).data.blueprint).toEqual({ esperId: 'b-3' });
    expect(calls).toEqual(['/api/v2/blueprints/?limit=20&name_exact=Till+3&ordering=created_at']);
  });
});

test('devices and groups whose blueprints are called by an empty text have none', async () => {
  const nowhere = { assigned_blueprint_id: '', current_blueprint_id: '', current_blueprint_version_id: '' };
  const device = { id: 'd-1', name: 'D', platform: 'LINUX', state: 1, blueprint_info: nowhere };
  const group = { id: 'g-1', name: 'G', path: 'G', device_count: 0, children_count: 0, blueprint: '' };
  const { query } = await beforeEsperThat(({ pathname }) =>
    pathname.includes('devicegroup') ? { count: 1, results: [group] } : { content: { count: 1, results: [device] } },
  );
  const { data } = await query(`{
    devices { nodes { blueprint { assignedId assigned { name } currentId current { name } currentVersionId currentVersion { createdAt } } } }
    groups { nodes { blueprintId blueprint { name } } }
  }`);
  const none = { assignedId: null, assigned: null, currentId: null, current: null };
  expect(data.devices.nodes).toEqual([{ blueprint: { ...none, currentVersionId: null, currentVersion: null } }]);
  expect(data.groups.nodes).toEqual([{ blueprintId: null, blueprint: null }]);
});

test('versions are those of the blueprint they were asked of, whatever else they say', async () => {
  const row = { ...blueprint({}), id: 'b-9', created_at: '2026-01-01T00:00:00Z' };
  const { settings: _, ...short } = row;
  const { query, calls } = await beforeEsperThat(({ pathname }) => {
    if (pathname.endsWith('/versions/')) return { content: { count: 1, results: [short] } };
    return { content: pathname.includes('/versions/') ? row : blueprint({}) };
  });
  const { data } = await query(
    '{ blueprint(id: "b-1") { versions { nodes { id blueprint { esperId } settings { platform } } } } }',
  );
  const id = nodeId('BlueprintVersion', 'b-1', 'v-1');
  expect(data.blueprint.versions.nodes).toEqual([{ id, blueprint: { esperId: 'b-1' }, settings: [] }]);
  expect(calls.at(-1)).toBe('/api/v2/blueprints/b-1/versions/v-1/');
  const found = await query(`{ node(id: "${id}") { id ... on BlueprintVersion { comments blueprint { esperId } } } }`);
  expect(found.data.node).toEqual({ id, comments: null, blueprint: { esperId: 'b-1' } });
});

test('a device that has just got another blueprint, and is listed with the one before, does not have the whole fleet read', async () => {
  const row = (n: number) => ({
    id: `d-${n}`,
    name: `D ${n}`,
    platform: 'LINUX',
    state: 1,
    blueprint_info: { assigned_blueprint_id: n === 1 ? 'b-2' : 'b-1' },
  });
  const { query, calls } = await beforeEsperThat(({ pathname }) =>
    pathname.endsWith('/v2/devices/')
      ? { content: { count: 4, results: [0, 1, 2, 3].map(row) } }
      : { content: { ...blueprint({}), id: 'b-1' } },
  );
  const { data } = await query('{ blueprint(id: "b-1") { devices { totalCount nodes { name } } } }');
  expect(data.blueprint.devices).toEqual({ totalCount: 4, nodes: [0, 1, 2, 3].map((n) => ({ name: `D ${n}` })) });
  expect(calls.filter((call) => call.includes('/devices/'))).toEqual([
    expect.stringContaining('assigned_blueprint_id=b-1'),
  ]);
});
