import { describe, expect, onTestFinished, test } from 'vitest';
import { nodeId } from '../../../src/graphql/node-id.js';
import { createWorld } from '../../../src/simulator/world.js';
import { useGateway } from '../../support/gateway.js';

const DEVICES = 60;
const gateway = useGateway({ devices: DEVICES });
const { blueprints, apps, fleet, groups } = createWorld(1, DEVICES);
const [kiosk, , desk] = blueprints;
const list = 'GET /v2/blueprints/?';

const facts = Array.from({ length: DEVICES }, (_, number) => fleet.factsOf(number));
const nameOf = (id: string | null) => blueprints.find((one) => one.id === id)?.name ?? null;

describe('blueprints', () => {
  test('are listed as they were made, with who made them, for one call each', async () => {
    const { data, calls } = await gateway.query(
      '{ blueprints(first: 2) { totalCount nodes { id esperId name description createdAt updatedAt createdBy { username } } } }',
    );
    expect(data.blueprints).toEqual({
      totalCount: 6,
      nodes: [
        {
          id: nodeId('Blueprint', kiosk!.id),
          esperId: kiosk!.id,
          name: 'Store kiosk',
          description: 'For devices of the kind "Store kiosk"',
          createdAt: new Date(kiosk!.versions[0]!.createdAt).toISOString(),
          updatedAt: new Date(kiosk!.versions[2]!.createdAt).toISOString(),
          createdBy: { username: 'ada.admin@example.com' },
        },
        expect.objectContaining({ name: 'Driver phone', description: '' }),
      ],
    });
    expect(calls).toEqual([`${list}limit=2&ordering=created_at`, 'GET /user/1001/']);
  });

  test('are filtered and ordered by the REST API', async () => {
    const { data, calls } = await gateway.query(
      '{ enterprise { blueprints(filter: { name: "S" }, orderBy: { field: UPDATED_AT, direction: DESC }) { nodes { name } } } }',
    );
    const names = ['Signage', 'Warehouse scanner', 'Front desk', 'Store kiosk'];
    expect(data.enterprise.blueprints.nodes.map(({ name }: { name: string }) => name)).toEqual(names);
    expect(calls).toEqual([`${list}limit=20&name=S&ordering=-updated_at`]);
  });

  test.each([
    ['id', kiosk!.id, `GET /v2/blueprints/${kiosk!.id}/`],
    ['id', nodeId('Blueprint', kiosk!.id), `GET /v2/blueprints/${kiosk!.id}/`],
    ['name', 'Store kiosk', `${list}limit=20&name_exact=Store+kiosk&ordering=created_at`],
  ])('are looked up by %s %s', async (by, value, call) => {
    const { data, calls } = await gateway.query(`{ blueprint(${by}: "${value}") { name } }`);
    expect(data.blueprint).toEqual({ name: 'Store kiosk' });
    expect(calls).toEqual([call]);
  });

  test('are null where there is none, and another name than the whole one finds none', async () => {
    const { data, errors } = await gateway.query(
      '{ a: blueprint(id: "00000000-0000-4000-8000-000000000000") { name } b: blueprint(name: "store kiosk") { name } }',
    );
    expect({ data, errors }).toEqual({ data: { a: null, b: null }, errors: undefined });
  });

  test('that are called the same are named, and none of them is taken', async () => {
    const [one, other] = gateway.simulator.world.blueprints;
    const [name, former] = [one!.name, other!.name];
    other!.name = name;
    onTestFinished(() => void (other!.name = former));
    const { data, errors } = await gateway.query(`{ blueprint(name: "${name}") { name } }`);
    expect(data.blueprint).toBeNull();
    expect(errors?.[0]?.message).toContain(`${one!.id}, ${other!.id}`);
  });
});

describe('the blueprint of a device', () => {
  test('costs nothing while only ids are asked for', async () => {
    const { data, calls } = await gateway.query(
      `{ devices(first: ${DEVICES}) { nodes { esperId blueprint {
        assigned { id esperId } current { esperId __typename } currentVersion { id esperId blueprint { esperId } }
      } } } }`,
    );
    for (const { esperId, blueprint } of data.devices.nodes) {
      const { assignedBlueprint, currentBlueprint, currentBlueprintVersion } = facts.find(({ id }) => id === esperId)!;
      expect(blueprint.assigned?.esperId ?? null).toBe(assignedBlueprint);
      expect(blueprint.current?.esperId ?? null).toBe(currentBlueprint);
      expect(blueprint.currentVersion?.esperId ?? null).toBe(currentBlueprintVersion);
      expect(blueprint.currentVersion?.blueprint.esperId ?? null).toBe(currentBlueprint);
    }
    expect(calls).toEqual([`GET /v2/devices/?limit=${DEVICES}&ordering=name`]);
  });

  test('is read for all of many devices by one list', async () => {
    const { data, calls } = await gateway.query(
      `{ devices(first: ${DEVICES}) { nodes { esperId blueprint { assigned { name } current { name latestVersion { versionNumber } } } } } }`,
    );
    for (const { esperId, blueprint } of data.devices.nodes) {
      const { assignedBlueprint, currentBlueprint } = facts.find(({ id }) => id === esperId)!;
      expect(blueprint.assigned?.name ?? null).toBe(nameOf(assignedBlueprint));
      expect(blueprint.current?.name ?? null).toBe(nameOf(currentBlueprint));
      if (currentBlueprint) expect(blueprint.current.latestVersion).toEqual({ versionNumber: 3 });
    }
    expect(calls).toEqual([`GET /v2/devices/?limit=${DEVICES}&ordering=name`, `${list}limit=100&ordering=created_at`]);
  });

  test('is read by itself for one device', async () => {
    const { id, currentBlueprint, currentBlueprintVersion, blueprintVersionNumber } = facts.find(
      (one) => one.currentBlueprintVersion,
    )!;
    const { data, calls } = await gateway.query(
      `{ device(id: "${id}") { blueprint { current { name } currentVersion { versionNumber isPublished } } } }`,
    );
    expect(data.device.blueprint).toEqual({
      current: { name: nameOf(currentBlueprint) },
      currentVersion: { versionNumber: blueprintVersionNumber, isPublished: true },
    });
    expect(calls.toSorted()).toEqual([
      `GET /v2/blueprints/${currentBlueprint}/`,
      `GET /v2/blueprints/${currentBlueprint}/versions/${currentBlueprintVersion}/`,
      `GET /v2/devices/${id}`,
    ]);
  });

  test('that is gone is null, and the rest of the device stands', async () => {
    gateway.simulator.faults.inject({ kind: 'status', status: 404, match: '/v2/blueprints/' });
    const { id } = facts.find((one) => one.assignedBlueprint)!;
    const { data, errors } = await gateway.query(
      `{ device(id: "${id}") { esperId blueprint { assignedId assigned { name } } } }`,
    );
    expect(data.device).toMatchObject({ esperId: id, blueprint: { assigned: null } });
    expect(data.device.blueprint.assignedId).toBeTruthy();
    expect(errors).toBeUndefined();
  });
});

test('groups tell their blueprints, for one list of those', async () => {
  const { data, calls } = await gateway.query('{ groups(first: 100) { nodes { esperId blueprint { name } } } }');
  for (const { esperId, blueprint } of data.groups.nodes) {
    expect(blueprint?.name ?? null).toBe(nameOf(groups.find(esperId)!.blueprint));
  }
  expect(calls[1]).toBe(`${list}limit=100&ordering=created_at`);
  expect(calls).toHaveLength(2);
});

describe('the devices of blueprints', () => {
  const assignedTo = (id: string) => facts.filter(({ assignedBlueprint }) => assignedBlueprint === id);

  test('are those that should have it, for one call more', async () => {
    const { data, calls } = await gateway.query(
      `{ blueprint(id: "${desk!.id}") { devices(first: 3, filter: { platforms: [ANDROID] }) { totalCount nodes { name } } } }`,
    );
    const names = assignedTo(desk!.id)
      .filter(({ platform }) => platform === 'ANDROID')
      .map(({ name }) => name)
      .toSorted();
    expect(data.blueprint.devices).toEqual({
      totalCount: names.length,
      nodes: names.slice(0, 3).map((name) => ({ name })),
    });
    expect(calls).toEqual([
      `GET /v2/blueprints/${desk!.id}/`,
      `GET /v2/devices/?assigned_blueprint_id=${desk!.id}&limit=3&ordering=name&platform=ANDROID`,
    ]);
  });

  test('are cut from the list of all, where several blueprints are asked for theirs', async () => {
    const { data, calls } = await gateway.query(
      '{ blueprints { nodes { esperId devices { totalCount nodes { name } } } } }',
    );
    for (const { esperId, devices } of data.blueprints.nodes) {
      const names = assignedTo(esperId)
        .map(({ name }) => name)
        .toSorted();
      expect(devices.totalCount).toBe(names.length);
      expect(devices.nodes.map(({ name }: { name: string }) => name)).toEqual(names.slice(0, 20));
    }
    expect(calls).toEqual([`${list}limit=20&ordering=created_at`, 'GET /v2/devices/?limit=250&ordering=name']);
  });

  test('are cut from a list of all that is still to come, where somebody asks for it at this moment', async () => {
    await gateway.query('{ devices { totalCount } }'); // so that it is known to be no longer than a page
    gateway.simulator.faults.inject({ kind: 'latency', ms: 300, match: '/v2/devices/' });
    const { data, calls } = await gateway.query(
      '{ devices(first: 100) { nodes { name } } blueprints { nodes { esperId devices { totalCount } } } }',
    );
    for (const { esperId, devices } of data.blueprints.nodes) {
      expect(devices.totalCount).toBe(assignedTo(esperId).length);
    }
    expect(calls.toSorted()).toEqual([
      `${list}limit=20&ordering=created_at`,
      'GET /v2/devices/?limit=100&ordering=name',
    ]);
  });

  test.each([
    ['assignedBlueprintId: "x"', 'leave it out'],
    ['groups: ["a", "b"]', 'can name one group'],
  ])('are refused a filter by %s', async (filter, told) => {
    const { errors } = await gateway.query(
      `{ blueprint(id: "${desk!.id}") { devices(filter: { ${filter} }) { totalCount } } }`,
    );
    expect(errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
    expect(errors?.[0]?.message).toContain(told);
  });
});

test('an app tells the blueprints that have it, and so does each of its versions', async () => {
  const app = apps.apps[8]!;
  const { data, calls } = await gateway.query(
    `{ app(id: "${app.id}") { blueprints { nodes { name } } versions { nodes { esperId blueprints { nodes { name } } } } } }`,
  );
  const having = (key: 'app_id' | 'app_version_id', id: string) =>
    blueprints.filter(({ versions }) =>
      versions.some(({ settings }) => settings['android']?.apps?.some((one) => one[key] === id)),
    );
  expect(data.app.blueprints.nodes).toEqual(having('app_id', app.id).map(({ name }) => ({ name })));
  expect(data.app.blueprints.nodes).not.toEqual([]);
  for (const version of data.app.versions.nodes) {
    const names = having('app_version_id', version.esperId).map(({ name }) => ({ name }));
    expect(version.blueprints.nodes).toEqual(names);
  }
  expect(calls).toHaveLength(3 + app.versions.length);
});
