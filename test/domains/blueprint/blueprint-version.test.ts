import { describe, expect, test } from 'vitest';
import { nodeId } from '../../../src/graphql/node-id.js';
import { createWorld } from '../../../src/simulator/world.js';
import { useGateway } from '../../support/gateway.js';

const DEVICES = 60;
const gateway = useGateway({ devices: DEVICES });
const { blueprints, fleet } = createWorld(1, DEVICES);
const [kiosk, , desk] = blueprints;
const [first, , third] = kiosk!.versions;
const item = `GET /v2/blueprints/${kiosk!.id}/`;
const facts = Array.from({ length: DEVICES }, (_, number) => fleet.factsOf(number));

describe('the newest version of a blueprint', () => {
  test('costs nothing more, with all that it sets', async () => {
    const { data, calls } = await gateway.query(
      `{ blueprint(id: "${kiosk!.id}") { latestVersion {
        id esperId versionNumber minorVersionNumber isPublished comments settings { platform names }
      } } }`,
    );
    expect(data.blueprint.latestVersion).toEqual({
      id: nodeId('BlueprintVersion', kiosk!.id, third!.id),
      esperId: third!.id,
      versionNumber: 3,
      minorVersionNumber: 0,
      isPublished: true,
      comments: 'Change 2 of Store kiosk',
      settings: [
        { platform: 'ANDROID', names: ['apps', 'camera_settings', 'location_settings', 'wifi_networks'] },
        { platform: 'APPLE', names: ['apps'] },
      ],
    });
    expect(calls).toEqual([item]);
  });

  test('costs a call for when it was made, which its blueprint does not tell', async () => {
    const { data, calls } = await gateway.query(
      `{ blueprint(id: "${kiosk!.id}") { createdAt latestVersion { createdAt } } }`,
    );
    expect(data.blueprint).toEqual({
      createdAt: new Date(first!.createdAt).toISOString(),
      latestVersion: { createdAt: new Date(third!.createdAt).toISOString() },
    });
    expect(calls).toEqual([item, `${item}versions/${third!.id}/`]);
  });

  test('costs nothing where it is read as the version that a device has', async () => {
    const newest = blueprints.flatMap(({ versions }) => versions.at(-1)!.id);
    const { id, currentBlueprint, currentBlueprintVersion } = facts.find(
      (one) => one.currentBlueprintVersion && newest.includes(one.currentBlueprintVersion),
    )!;
    const { data, calls } = await gateway.query(
      `{ device(id: "${id}") { blueprint { currentVersion { comments createdAt } current { latestVersion { createdAt } } } } }`,
    );
    const { currentVersion, current } = data.device.blueprint;
    expect(current.latestVersion.createdAt).toBe(currentVersion.createdAt);
    const route = `GET /v2/blueprints/${currentBlueprint}/`;
    expect(calls.slice(1).toSorted()).toEqual([route, `${route}versions/${currentBlueprintVersion}/`]);
  });

  test('costs nothing for each of a list', async () => {
    const { data, calls } = await gateway.query('{ blueprints { nodes { name latestVersion { isPublished } } } }');
    const drafts = data.blueprints.nodes.filter(
      ({ latestVersion }: { latestVersion: { isPublished: boolean } }) => !latestVersion.isPublished,
    );
    expect(drafts).toEqual([{ name: 'Front desk', latestVersion: { isPublished: false } }]);
    expect(calls).toHaveLength(1);
  });
});

describe('the versions of a blueprint', () => {
  test('are listed from the first on, with what each sets', async () => {
    const { data, calls } = await gateway.query(
      `{ blueprint(id: "${kiosk!.id}") { versions { totalCount nodes { versionNumber comments createdAt settings { names } blueprint { name } } } } }`,
    );
    expect(data.blueprint.versions.totalCount).toBe(3);
    expect(data.blueprint.versions.nodes[0]).toEqual({
      versionNumber: 1,
      comments: '',
      createdAt: new Date(first!.createdAt).toISOString(),
      settings: [{ names: ['apps', 'camera_settings', 'wifi_networks'] }, { names: ['apps'] }],
      blueprint: { name: 'Store kiosk' },
    });
    expect(calls).toEqual([item, `${item}versions/?limit=20&ordering=version_number%2Cminor_version_number`]);
  });

  test('are filtered by the REST API', async () => {
    const { data, calls } = await gateway.query(
      `{ blueprint(id: "${desk!.id}") {
        drafts: versions(filter: { isPublished: false }) { nodes { versionNumber } }
        second: versions(filter: { versionNumber: 2, isPublished: true }) { nodes { versionNumber } }
      } }`,
    );
    expect(data.blueprint).toEqual({
      drafts: { nodes: [{ versionNumber: 3 }] },
      second: { nodes: [{ versionNumber: 2 }] },
    });
    const versions = `GET /v2/blueprints/${desk!.id}/versions/?limit=20&ordering=version_number%2Cminor_version_number`;
    expect(calls.slice(1)).toEqual([`${versions}&publish=false`, `${versions}&publish=true&version_number=2`]);
  });

  test('tell the devices that have them', async () => {
    const { data } = await gateway.query(
      `{ blueprint(id: "${kiosk!.id}") { versions { nodes { esperId devices { totalCount nodes { name } } } } } }`,
    );
    for (const { esperId, devices } of data.blueprint.versions.nodes) {
      const names = facts
        .filter((one) => one.currentBlueprintVersion === esperId)
        .map(({ name }) => name)
        .toSorted();
      expect(devices).toEqual({ totalCount: names.length, nodes: names.map((name) => ({ name })) });
    }
  });

  test('are read from their list for many devices of one blueprint', async () => {
    const { data, calls } = await gateway.query(
      `{ devices(first: ${DEVICES}, filter: { currentBlueprintId: "${desk!.id}" }) { nodes { esperId blueprint { currentVersion { versionNumber comments } } } } }`,
    );
    expect(data.devices.nodes.length).toBeGreaterThan(4);
    for (const { esperId, blueprint } of data.devices.nodes) {
      const { blueprintVersionNumber: number } = facts.find(({ id }) => id === esperId)!;
      expect(blueprint.currentVersion).toEqual({
        versionNumber: number,
        comments: desk!.versions[number - 1]!.comments,
      });
    }
    expect(calls.length).toBeLessThanOrEqual(3);
  });

  test('are refused a filter that says once more which devices have them', async () => {
    const { errors } = await gateway.query(
      `{ blueprint(id: "${kiosk!.id}") { latestVersion { devices(filter: { currentBlueprintVersionId: "x" }) { totalCount } } } }`,
    );
    expect(errors?.[0]?.message).toContain('leave it out');
  });
});

test('a version is found by its global id, for one call', async () => {
  const { data, calls } = await gateway.query(
    `{ node(id: "${nodeId('BlueprintVersion', kiosk!.id, first!.id)}") { ... on BlueprintVersion { versionNumber blueprint { esperId } } } }`,
  );
  expect(data.node).toEqual({ versionNumber: 1, blueprint: { esperId: kiosk!.id } });
  expect(calls).toEqual([`${item}versions/${first!.id}/`]);
});
