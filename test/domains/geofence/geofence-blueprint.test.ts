import { expect, test } from 'vitest';
import { createWorld } from '../../../src/simulator/world.js';
import { useGateway } from '../../support/gateway.js';

const gateway = useGateway({ devices: 200 });
const { geofences, fleet, blueprints } = createWorld(1, 200);
const europe = geofences.all[0]!;
const everybody = Array.from({ length: 200 }, (_, number) => fleet.factsOf(number));
const members = everybody.filter(({ currentBlueprint: id }) => id && europe.blueprints.includes(id));

test('a fence tells by which versions of blueprints it comes to how many devices, for one call', async () => {
  const { data, errors, calls } = await gateway.query(
    `{ geofence(id: "${europe.id}") { name blueprints { blueprintId versionNumber deviceCount } } }`,
  );
  expect(errors).toBeUndefined();
  const { blueprints } = data.geofence;
  for (const { blueprintId, versionNumber, deviceCount } of blueprints) {
    const alike = members.filter(
      (facts) => facts.currentBlueprint === blueprintId && facts.blueprintVersionNumber === versionNumber,
    );
    expect(deviceCount).toBe(alike.length);
  }
  const sum = blueprints.reduce((all: number, { deviceCount }: { deviceCount: number }) => all + deviceCount, 0);
  expect(sum).toBe(members.length);
  expect(calls).toEqual([
    `GET /geofence/v1/geofences?ids=${europe.id}&limit=1&offset=0`,
    `GET /geofence/v1/geofences/${europe.id}/blueprints?limit=100&offset=0`,
  ]);
});

test('those of several fences are a call for each, and what cannot be had leaves the others standing', async () => {
  const lost = geofences.all[1]!;
  gateway.simulator.faults.inject({ kind: 'status', status: 403, match: lost.id });
  const { data, errors, calls } = await gateway.query(
    '{ geofences(first: 3) { nodes { blueprints { deviceCount } } } }',
  );
  const told = data.geofences.nodes.map(({ blueprints }: { blueprints: object[] | null }) => blueprints !== null);
  expect(told).toEqual([true, false, true]);
  expect(errors).toMatchObject([{ path: ['geofences', 'nodes', 1, 'blueprints'], extensions: { code: 'FORBIDDEN' } }]);
  expect(calls).toHaveLength(1 + 3);
});

test('the blueprints of a fence and of its devices are links, which cost nothing by themselves and one call with their names', async () => {
  const ask = (fields: string) =>
    gateway.query(
      `{ geofence(id: "${europe.id}") { blueprints { blueprintId blueprint { ${fields} } } devices(first: 5) { nodes { blueprintId blueprint { ${fields} } } } } }`,
    );
  const bare = await ask('esperId');
  const rows = [...bare.data.geofence.blueprints, ...bare.data.geofence.devices.nodes];
  expect(rows.length).toBeGreaterThan(5);
  for (const { blueprintId, blueprint } of rows) expect(blueprint).toEqual({ esperId: blueprintId });
  expect(bare.calls).toHaveLength(3);

  const named = await ask('name');
  for (const { blueprintId, blueprint } of named.data.geofence.devices.nodes) {
    expect(blueprint.name).toBe(blueprints.find(({ id }) => id === blueprintId)!.name);
  }
  const calls = named.calls.filter((call) => call.includes('/v2/blueprints/'));
  expect(calls.length).toBeLessThanOrEqual(new Set(rows.map(({ blueprintId }) => blueprintId)).size);
});
