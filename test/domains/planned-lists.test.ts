import { expect, test } from 'vitest';
import { nodeId } from '../../src/graphql/node-id.js';
import { useGateway } from '../support/gateway.js';
import { routesOf } from '../support/routes-of.js';

const gateway = useGateway();
const nodes = (ids: readonly string[], selection: string) =>
  gateway.query(`query ($ids: [ID!]!) { nodes(ids: $ids) { ${selection} } }`, { variables: { ids } });

test('several apps are read from the catalogue, and those that are hidden there one by one', async () => {
  const { apps } = gateway.simulator.world.apps;
  const hidden = apps.find(({ isHidden }) => isHidden)!;
  const wanted = [...apps.filter(({ isHidden }) => !isHidden).slice(0, 5), hidden];
  const { data, calls } = await nodes(
    wanted.map(({ id }) => nodeId('App', id)),
    '... on App { packageName }',
  );
  expect(data.nodes).toEqual(wanted.map(({ packageName }) => ({ packageName })));
  expect(routesOf(calls)).toEqual({
    '/v1/enterprise/{id}/application/': Math.ceil(apps.filter(({ isHidden }) => !isHidden).length / 250),
    '/v1/enterprise/{id}/application/{id}/': 1,
  });
});

test('several users are read from the list of people, and what its rows lack of each by itself', async () => {
  const { all } = gateway.simulator.world.users;
  const robot = all.find(({ authnId }) => authnId === null)!;
  const wanted = all.filter(({ authnId }) => authnId !== null).slice(0, 4);
  const ids = wanted.map(({ id }) => nodeId('User', id));
  const named = await nodes(ids, '... on User { email }');
  expect(named.data.nodes).toEqual(wanted.map(({ email }) => ({ email })));
  expect(routesOf(named.calls)).toEqual({ '/user/': 1 });
  const withRobot = await nodes([...ids, nodeId('User', robot.id)], '... on User { email }');
  expect(withRobot.data.nodes.at(-1)).toEqual({ email: robot.email });
  expect(routesOf(withRobot.calls)).toEqual({ '/user/': 1, [`/user/${robot.id}/`]: 1 });
  const verified = await nodes(ids, '... on User { email isEmailVerified }');
  expect(verified.errors).toBeUndefined();
  expect(verified.data.nodes.map(({ isEmailVerified }: { isEmailVerified: boolean }) => isEmailVerified)).toEqual(
    wanted.map(() => true),
  );
});

test('the apps of many Apple devices are read from the list of those apps', async () => {
  const { data, errors, calls } = await gateway.query(
    '{ devices(first: 40, filter: { platforms: [APPLE] }) { nodes { apps { nodes { packageName } } } } }',
  );
  expect(errors).toBeUndefined();
  const names = data.devices.nodes.flatMap(({ apps }: any) => apps.nodes.map((app: any) => app.packageName));
  expect(new Set(names).size).toBeGreaterThan(2);
  expect(routesOf(calls)['/v2/tenant-apps']).toBe(1);
  expect(routesOf(calls)['/v2/tenant-apps/{id}'] ?? 0).toBeLessThanOrEqual(2);
});

test('several apps on a device are read from the list of its apps, and what it lacks by itself', async () => {
  const listed = await gateway.query(
    '{ devices(first: 1, filter: { platforms: [ANDROID], state: ACTIVE }) { nodes { esperId apps { nodes { id name } } } } }',
  );
  const [{ esperId, apps }] = listed.data.devices.nodes;
  const nobody = nodeId('InstalledApp', 'ANDROID', esperId, '00000000-0000-4000-8000-000000000000');
  const ids = apps.nodes.map(({ id }: { id: string }) => id);
  const { data, calls } = await nodes([...ids, nobody], '... on InstalledApp { id name }');
  expect(data.nodes).toEqual([...apps.nodes, null]);
  const route = '/enterprise/{id}/device/{id}/app/';
  expect(routesOf(calls)).toEqual({ [route]: 1, [`${route}{id}/`]: 1 });
});
