import { expect, test } from 'vitest';
import { nodeId } from '../../../src/graphql/node-id.js';
import { createWorld } from '../../../src/simulator/world.js';
import { useGateway } from '../../support/gateway.js';

const gateway = useGateway({ devices: 20, env: { CACHE_ENABLED: 'true' } });
const { enterpriseId, apps } = createWorld(1, 20);
const [, , kiosk, sales, scanner] = apps.apps;

const remove = (app: string, key?: string) =>
  gateway.query(
    `mutation { deleteApp(input: { app: "${app}" }) { deletedAppId userErrors { message field code } } }`,
    key ? { key } : {},
  );

test.each([
  ['its id in the REST API', kiosk!.id, kiosk!.id],
  ['its global id', nodeId('App', sales!.id), sales!.id],
])('an app is deleted by %s for one call, and the catalogue has it no more', async (_, app, id) => {
  const list = '{ apps(first: 100) { totalCount nodes { esperId } } }';
  const before = (await gateway.query(list)).data.apps;
  expect(before.nodes).toContainEqual({ esperId: id });
  const { data, errors, calls } = await remove(app);
  expect({ data, errors }).toEqual({
    data: { deleteApp: { deletedAppId: nodeId('App', id), userErrors: [] } },
    errors: undefined,
  });
  expect(calls).toEqual([`DELETE /v1/enterprise/${enterpriseId}/application/${id}/`]);
  const after = (await gateway.query(list)).data.apps;
  expect(after.totalCount).toBe(before.totalCount - 1);
  expect(after.nodes).not.toContainEqual({ esperId: id });
});

test('an app that is not there, or is none, is told', async () => {
  expect((await remove(enterpriseId)).data.deleteApp).toMatchObject({
    deletedAppId: null,
    userErrors: [{ code: 'NOT_FOUND', field: ['app'] }],
  });
  const none = await remove(nodeId('Group', scanner!.id));
  expect(none.data.deleteApp.userErrors).toMatchObject([{ field: ['app'], code: 'BAD_USER_INPUT' }]);
  expect(none.calls).toEqual([]);
});

test('those who may only look delete nothing', async () => {
  const { data, errors } = await remove(scanner!.id, 'demo-viewer');
  expect(data).toEqual({ deleteApp: null });
  expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
});
