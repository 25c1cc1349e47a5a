import { expect, test } from 'vitest';
import { beforeEsperThat } from '../../support/strange-esper.js';

const at = '2026-02-14T17:59:58.405422Z';
const ID = '7c9f2b1d-64a3-4f0e-8d52-1b3a9c7e5f46';
const circle = { type: 'circle', coordinates: [{ latitude: 1, longitude: 2 }], radius: 3 };
const fence = (changes: object) => ({
  id: ID,
  name: 'Yard',
  actions: [],
  geometry: circle,
  created_at: at,
  updated_at: at,
  ...changes,
});
const page = (...results: unknown[]) => ({ content: { next: null, previous: null, results } });

const GEOMETRY = 'geometry { ... on GeofenceCircle { centre { latitude longitude } radius } }';

test.each<[string, object, object]>([
  ['an action nobody knows', { actions: ['beep', 'sing'] }, { actions: ['BEEP', 'UNKNOWN'] }],
  ['no actions', { actions: null }, { actions: [] }],
  ['no description', { description: null }, { description: '' }],
  ['a shape nobody knows', { geometry: { ...circle, type: 'ellipse' } }, { geometry: null }],
  [
    'a shape that is called as objects have names',
    { geometry: { ...circle, type: 'constructor' } },
    { geometry: null },
  ],
  ['no shape', { geometry: null }, { geometry: null }],
  [
    'numbers that are texts',
    { geometry: { type: 'circle', coordinates: [{ latitude: '1.5', longitude: '-2' }], radius: '30' } },
    { geometry: { centre: { latitude: 1.5, longitude: -2 }, radius: 30 } },
  ],
])('a fence with %s is told as far as it is known', async (_, told, expected) => {
  const { query } = await beforeEsperThat(() => page(fence(told)));
  const { data, errors } = await query(`{ geofences { nodes { name description actions ${GEOMETRY} } } }`);
  expect(errors).toBeUndefined();
  expect(data.geofences.nodes[0]).toMatchObject({ name: 'Yard', ...expected });
});

test('a list that is not counted though that was asked for has a count where its end is known', async () => {
  const { query } = await beforeEsperThat(() => page(fence({})));
  const { data } = await query('{ geofences { totalCount nodes { name } pageInfo { hasNextPage } } }');
  expect(data.geofences).toMatchObject({ totalCount: 1, pageInfo: { hasNextPage: false } });
});

test('a summary that a list leaves out is asked for once, and is null when it is not there either', async () => {
  const { query, calls } = await beforeEsperThat(() => page(fence({})));
  const { data, errors } = await query('{ geofences { nodes { deviceSummary { total } } } }');
  expect({ data, errors }).toEqual({ data: { geofences: { nodes: [{ deviceSummary: null }] } }, errors: undefined });
  expect(calls).toHaveLength(2);
});

test('an empty text in place of the id of the blueprint that brought a fence to a device is none', async () => {
  const device = { device_id: 'd1', blueprint_id: '', blueprint_version_number: null, inside: null };
  const { query } = await beforeEsperThat(({ pathname }) => page(pathname.endsWith('/devices') ? device : fence({})));
  const { data, errors } = await query(
    '{ geofences { nodes { devices { nodes { blueprintId blueprint { id } } } } } }',
  );
  expect(errors).toBeUndefined();
  expect(data.geofences.nodes[0].devices.nodes).toEqual([{ blueprintId: null, blueprint: null }]);
});

test('a list that takes no notice of the ids gives no fence that was not asked for', async () => {
  const { query } = await beforeEsperThat(() => page(fence({ id: '00000000-0000-4000-8000-000000000000' })));
  expect((await query(`{ geofence(id: "${ID}") { name } }`)).data).toEqual({ geofence: null });
});

test('a REST API that takes no notice of ids or names is found out by what its rows say, and all of them are looked through', async () => {
  const id = (number: number) => `7c9f2b1d-64a3-4f0e-8d52-1b3a9c7e${String(number).padStart(4, '0')}`;
  const fences = Array.from({ length: 150 }, (_, number) => fence({ id: id(number), name: `Yard ${number}` }));
  const { query } = await beforeEsperThat((url) => {
    const [limit, offset] = ['limit', 'offset'].map((key) => Number(url.searchParams.get(key)));
    const next = offset! + limit! < fences.length ? 'there is more' : null;
    return { content: { next, previous: null, results: fences.slice(offset, offset! + limit!) } };
  });
  const { data, errors } = await query(
    `{ a: geofence(id: "${id(140)}") { name } b: geofence(id: "${id(3)}") { name } none: geofence(id: "${id(999)}") { name } }`,
  );
  expect({ data, errors }).toEqual({
    data: { a: { name: 'Yard 140' }, b: { name: 'Yard 3' }, none: null },
    errors: undefined,
  });
  const named = await query('{ geofence(name: "Yard 149") { esperId } }');
  expect(named.data).toEqual({ geofence: { esperId: id(149) } });
});

test.each([
  ['fewer', 225],
  ['more', 260],
  ['none', 0],
])('the last devices of a fence are its last, though its summary told of %s of them a moment ago', async (_, told) => {
  const place = { latitude: null, longitude: null, location_updated_at: null, state_changed_at: null };
  const devices = Array.from({ length: 240 }, (_, number) => ({ device_id: `d${number}`, inside: null, ...place }));
  const summary = { total_devices: told, inside_count: 0, outside_count: 0, unknown_count: told };
  const { query } = await beforeEsperThat(({ pathname, searchParams }) => {
    if (!pathname.endsWith('/devices')) return page(fence({ device_summary: summary }));
    const [limit = 0, offset = 0] = ['limit', 'offset'].map((key) => Number(searchParams.get(key)));
    const next = offset + limit < devices.length ? 'there is more' : null;
    return { content: { next, previous: null, results: devices.slice(offset, offset + limit) } };
  });
  const fields = 'totalCount nodes { deviceId } pageInfo { hasNextPage }';
  const { data, errors } = await query(`{ geofence(id: "${ID}") { devices(last: 20) { ${fields} } } }`);
  expect(errors).toBeUndefined();
  expect(data.geofence.devices).toEqual({
    totalCount: 240,
    nodes: devices.slice(-20).map(({ device_id: deviceId }) => ({ deviceId })),
    pageInfo: { hasNextPage: false },
  });
});
