import { describe, expect, test } from 'vitest';
import { nodeId } from '../../../src/graphql/node-id.js';
import { installedVersions } from '../../../src/simulator/app/installed-app.seed.js';
import { useGateway } from '../../support/gateway.js';

const gateway = useGateway({ devices: 60 });

const enterprise = () => gateway.simulator.world.enterpriseId;
const listCall = () => `GET /enterprise/${enterprise()}/device/${android().id}/install/?limit=20`;
function android(): { id: string; number: number } {
  const { fleet, world } = gateway.simulator;
  const numbers = Array.from({ length: fleet.size }, (_, number) => number);
  const number = numbers.find((n) => installedVersions(world, n).length > 6)!;
  return { id: fleet.idOf(number), number };
}
/** Begins at the device's global id, which costs nothing. */
const ask = (fields: string, args = '') =>
  gateway.query(`query ($id: ID!) { node(id: $id) { ... on AndroidDevice { installs${args} { ${fields} } } } }`, {
    variables: { id: nodeId('AndroidDevice', android().id) },
  });
const expected = () => installedVersions(gateway.simulator.world, android().number).slice(1);

describe('the installs asked of an Android device', () => {
  test('are told in full by the device they are asked of', async () => {
    const { data, errors, calls } = await ask(
      'totalCount nodes { id esperId state reason name packageName versionName versionCode createdAt updatedAt device { id esperId } }',
    );
    expect(errors).toBeUndefined();
    const { totalCount, nodes } = data.node.installs;
    const { id } = android();
    expect(totalCount).toBe(expected().length);
    expect(nodes).toEqual(
      expected().map(({ app, name, code }, at) => ({
        id: nodeId('AppInstall', id, nodes[at].esperId),
        esperId: expect.any(String),
        state: expect.stringMatching(/^(INSTALL|UNINSTALL)_(SUCCESS|IN_PROGRESS|FAILED)$/),
        reason: nodes[at].state.endsWith('FAILED') ? 'Not enough storage' : null,
        name: app.name,
        packageName: app.packageName,
        versionName: name,
        versionCode: code,
        createdAt: expect.any(String),
        updatedAt: expect.any(String),
        device: { id: nodeId('AndroidDevice', id), esperId: id },
      })),
    );
    expect(calls.at(-1)).toBe(listCall());
  });

  test('link to the catalogue: once for the apps, free for latest versions, one call for others', async () => {
    const { data, errors, calls } = await ask('nodes { app { esperId name } version { esperId versionName } }');
    expect(errors).toBeUndefined();
    expect(data.node.installs.nodes).toEqual(
      expected().map(({ app, id, name }) => ({
        app: { esperId: app.id, name: app.name },
        version: { esperId: id, versionName: name },
      })),
    );
    const catalogue = `GET /v1/enterprise/${enterprise()}/application/`;
    const outdated = expected().filter((version) => version !== version.app.versions[0]);
    expect(outdated.length).toBeGreaterThan(0);
    expect(outdated.length).toBeLessThan(expected().length);
    const versions = outdated.map(({ app, id }) => `${catalogue}${app.id}/version/${id}/`);
    const details = calls.slice(calls.indexOf(listCall()) + 1);
    expect(details.toSorted()).toEqual([`${catalogue}?limit=250`, ...versions].toSorted());
  });

  test.each([
    ['state: INSTALL_SUCCESS', 'install_state=INSTALL_SUCCESS', 'state', 'INSTALL_SUCCESS'],
    ['state: INSTALL_FAILED', 'install_state=INSTALL_FAILED', 'state', 'INSTALL_FAILED'],
    ['packageName: "no.such.app"', 'package_name=no.such.app', 'packageName', 'no.such.app'],
    ['name: "no such app"', 'application_name=no+such+app', 'name', 'no such app'],
  ])('are filtered by %s', async (filter, asked, field, value) => {
    const all = await ask(`nodes { ${field} }`);
    const { data, calls } = await ask(`nodes { ${field} }`, `(filter: { ${filter} })`);
    expect(data.node.installs.nodes).toEqual(
      all.data.node.installs.nodes.filter((install: Record<string, string>) => install[field] === value),
    );
    expect(calls.at(-1)?.split(/[?&]/)).toContain(asked);
  });

  test('are filtered by the app they are of', async () => {
    const { app, name } = expected()[0]!;
    const { data } = await ask(
      'nodes { versionName }',
      `(filter: { packageName: "${app.packageName}", name: "${app.name}" })`,
    );
    expect(data.node.installs.nodes).toEqual([{ versionName: name }]);
  });

  test('cannot be filtered by a state that is not known', async () => {
    const { errors } = await ask('totalCount', '(filter: { state: UNKNOWN })');
    expect(errors?.[0]).toMatchObject({ path: ['node', 'installs'], extensions: { code: 'BAD_USER_INPUT' } });
  });
});

test('a device of another platform has none, without asking', async () => {
  const { data, errors, calls } = await gateway.query(
    '{ devices(first: 1000) { nodes { platform installs { totalCount nodes { id } } } } }',
  );
  expect(errors).toBeUndefined();
  const others = data.devices.nodes.filter(({ platform }: { platform: string }) => platform !== 'ANDROID');
  expect(others.length).toBeGreaterThan(0);
  for (const { installs } of others) expect(installs).toEqual({ totalCount: 0, nodes: [] });
  expect(calls).toHaveLength(1 + data.devices.nodes.length - others.length);
});
