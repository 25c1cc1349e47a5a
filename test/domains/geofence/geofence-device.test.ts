import { describe, expect, test } from 'vitest';
import { nodeId } from '../../../src/graphql/node-id.js';
import { createWorld } from '../../../src/simulator/world.js';
import { routesOf } from '../../support/routes-of.js';
import { useGateway } from '../../support/gateway.js';

const DEVICES = 1500;
const gateway = useGateway({ devices: DEVICES });
const { geofences, fleet } = createWorld(1, DEVICES);
const europe = geofences.all.find(({ name }) => name === 'Europe')!;
const everybody = Array.from({ length: DEVICES }, (_, number) => fleet.factsOf(number));
const members = everybody.filter(({ currentBlueprint: id }) => id && europe.blueprints.includes(id));
const located = members.filter(({ latitude, lastSeen }) => latitude !== null && lastSeen !== null);

const FENCE = '/geofence/v1/geofences';
const devicesCall = (limit: number, offset = 0, more = '') =>
  `GET ${FENCE}/${europe.id}/devices?${more}limit=${limit}&offset=${offset}`;
const fenceCall = `GET ${FENCE}?ids=${europe.id}&include_summary=true&limit=1&offset=0`;
const ask = (args: string, fields: string, more = '') =>
  gateway.query(`{ geofence(id: "${europe.id}") { ${more} devices(${args}) { ${fields} } } }`);

interface Row {
  deviceId: string;
  inside: boolean | null;
  latitude: number | null;
}

describe('the devices of a fence', () => {
  test('tell how they stand with it, for one call beside that for the fence', async () => {
    const { data, errors, calls } = await ask(
      'first: 100',
      `nodes { deviceId blueprintId blueprintVersionNumber inside
      stateChangedAt latitude longitude locationUpdatedAt }`,
    );
    expect(errors).toBeUndefined();
    const rows: Row[] = data.geofence.devices.nodes;
    expect(rows).toHaveLength(100);
    for (const row of rows) {
      const facts = everybody.find(({ id }) => id === row.deviceId)!;
      expect(row).toMatchObject({
        blueprintId: facts.currentBlueprint,
        blueprintVersionNumber: facts.blueprintVersionNumber,
      });
      const isLocated = located.includes(facts);
      expect(Object.values(row).includes(null)).toBe(!isLocated);
      if (isLocated)
        expect(row).toMatchObject({
          latitude: expect.closeTo(facts.latitude!, 3),
          longitude: expect.closeTo(facts.longitude, 3),
          locationUpdatedAt: new Date(facts.lastSeen!).toISOString(),
        });
    }
    expect(new Set(rows.map(({ inside }) => inside))).toEqual(new Set([true, false, null]));
    expect(calls).toEqual([fenceCall, devicesCall(100)]);
  });

  test('are as many as the summary tells of, inside and outside, and their number costs nothing', async () => {
    const counted = (args: string) => `devices(${args}) { totalCount }`;
    const { data, calls } = await gateway.query(`{ geofence(id: "${europe.id}") {
      deviceSummary { total inside outside unknown }
      all: ${counted('first: 1')} inside: ${counted('inside: true')} outside: ${counted('inside: false')} } }`);
    const { deviceSummary, all, inside, outside } = data.geofence;
    expect(all.totalCount).toBe(members.length);
    expect(deviceSummary).toEqual({
      total: all.totalCount,
      inside: inside.totalCount,
      outside: outside.totalCount,
      unknown: members.length - located.length,
    });
    expect(calls).toEqual([fenceCall]);
  });

  test.each([
    ['inside', true],
    ['outside', false],
  ] as const)('are listed when they are %s, exactly as many as are counted', async (name, inside) => {
    const { data, calls } = await ask(
      `inside: ${inside}, first: 1000`,
      'totalCount nodes { inside } pageInfo { hasNextPage }',
      `deviceSummary { ${name} }`,
    );
    const { devices, deviceSummary } = data.geofence;
    expect(new Set(devices.nodes.map((row: Row) => row.inside))).toEqual(new Set([inside]));
    expect(devices.nodes).toHaveLength(deviceSummary[name]);
    expect(devices).toMatchObject({ totalCount: deviceSummary[name], pageInfo: { hasNextPage: false } });
    expect(calls[1]).toBe(devicesCall(99, 0, `inside=${inside}&`));
    expect(calls).toHaveLength(1 + Math.ceil(devices.nodes.length / 98));
  });

  test('are read in pages of 100 at most, one after the other, until there is no other', async () => {
    const { data, calls } = await ask('first: 1000', 'nodes { deviceId }');
    const ids = data.geofence.devices.nodes.map(({ deviceId }: Row) => deviceId);
    expect(ids.toSorted()).toEqual(members.map(({ id }) => id).toSorted());
    expect(calls).toEqual([fenceCall, devicesCall(99), devicesCall(99, 98), devicesCall(99, 196)]);
  });

  test('are narrowed by blueprint, and counted then where the page ends with the last', async () => {
    const [blueprint] = europe.blueprints;
    const narrowed = members.filter((facts) => facts.currentBlueprint === blueprint);
    const version = narrowed.filter((facts) => facts.blueprintVersionNumber === 3);
    const { data, calls } = await gateway.query(`{ geofence(id: "${europe.id}") {
      some: devices(blueprintId: "${blueprint}", first: 5) { totalCount nodes { blueprintId } pageInfo { hasNextPage } }
      all: devices(blueprintId: "${blueprint}", blueprintVersionNumber: 3, first: 100) {
        totalCount nodes { blueprintVersionNumber } pageInfo { hasNextPage } }
      count: devices(blueprintVersionNumber: 4) { totalCount } } }`);
    const { some, all, count } = data.geofence;
    expect(some).toEqual({
      totalCount: null,
      nodes: Array(5).fill({ blueprintId: blueprint }),
      pageInfo: { hasNextPage: true },
    });
    expect(all).toEqual({
      totalCount: version.length,
      nodes: Array(version.length).fill({ blueprintVersionNumber: 3 }),
      pageInfo: { hasNextPage: false },
    });
    expect(count).toEqual({ totalCount: null });
    expect(calls).toHaveLength(3);
  });

  test.each([
    ['nothing', ''],
    ['something else', nodeId('Group', 'g1')],
  ])('are not narrowed by the id of %s', async (_, id) => {
    const { data, errors } = await ask(`blueprintId: "${id}"`, 'totalCount');
    expect(data.geofence.devices).toBeNull();
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });

  test('lead to the devices themselves, which are read as any others are', async () => {
    const { data, errors, calls } = await ask(
      'first: 40',
      'nodes { deviceId device { id esperId name group { id } } }',
    );
    expect(errors).toBeUndefined();
    for (const { deviceId, device } of data.geofence.devices.nodes) {
      const { name } = everybody.find(({ id }) => id === deviceId)!;
      expect(device).toMatchObject({ esperId: deviceId, name });
    }
    const { '/v2/devices/': pages = 0, '/v2/devices/{id}': items = 0, ...others } = routesOf(calls);
    expect(others).toEqual({ [FENCE]: 1, [`${FENCE}/{id}/devices`]: 1 });
    expect(pages + items).toBeLessThanOrEqual(40);
  });

  test('are as the key sees them', async () => {
    const query = `{ geofence(name: "Europe") { devices(first: 1000) { totalCount nodes { device { esperId } } } } }`;
    const { data, errors } = await gateway.query(query, { key: 'demo-viewer' });
    expect(errors).toBeUndefined();
    const { totalCount, nodes } = data.geofence.devices;
    expect(nodes).toHaveLength(totalCount);
    expect(totalCount).toBeGreaterThan(0);
    expect(totalCount).toBeLessThan(members.length);
    expect(nodes.every(({ device }: { device: object | null }) => device)).toBe(true);
  });

  test('that cannot be had leave the fence standing', async () => {
    gateway.simulator.faults.inject({ kind: 'status', status: 404, match: '/devices' });
    const { data, errors } = await ask('first: 5', 'nodes { inside }', 'name');
    expect(data.geofence).toEqual({ name: 'Europe', devices: null });
    expect(errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
  });
});

test('the devices of many fences take a call for each fence, and their numbers none', async () => {
  const { data, calls } = await gateway.query(
    '{ geofences(first: 10) { nodes { deviceSummary { total } devices(first: 2) { totalCount nodes { inside } } } } }',
  );
  for (const { deviceSummary, devices } of data.geofences.nodes) expect(devices.totalCount).toBe(deviceSummary.total);
  expect(routesOf(calls)).toEqual({ [FENCE]: 1, [`${FENCE}/{id}/devices`]: 10 });
});
