import { expect, test } from 'vitest';
import { nodeId } from '../../../src/graphql/node-id.js';
import { createWorld } from '../../../src/simulator/world.js';
import { useGateway } from '../../support/gateway.js';

const gateway = useGateway({ env: { CACHE_ENABLED: 'true' } });
const { groups, enterpriseId } = createWorld(1, 1000);

const at = (path: string) => groups.byPath(`All devices${path && `/${path}`}`)!;
const call = (id: string) => `/enterprise/${enterpriseId}/devicegroup/${id}/`;
const root = groups.root;
const NOBODY = '00000000-0000-4000-8000-000000000000';

/** `renameGroup`, `moveGroup` or `deleteGroup`, and what their payloads have to tell. */
const change = (name: string, input: object, key?: string) => {
  const Name = name[0]!.toUpperCase() + name.slice(1);
  const told = name === 'deleteGroup' ? 'deletedGroupId parent { esperId }' : 'group { name path updatedAt }';
  return gateway.query(
    `mutation ($input: ${Name}Input!) { ${name}(input: $input) { ${told} userErrors { message field code } } }`,
    { variables: { input }, ...(key && { key }) },
  );
};

const pathOf = (id: string, key = 'demo-admin') =>
  gateway.query(`{ group(id: "${id}") { path } }`, { key }).then(({ data }) => data.group?.path ?? null);

test('a renamed group changes the paths below it, for everybody, and its answer costs no further call', async () => {
  const [germany, berlin] = [at('Europe/Germany'), at('Europe/Germany/Berlin')];
  for (const key of ['demo-admin', 'demo-viewer']) expect(await pathOf(berlin.id, key)).toBe(berlin.path);

  const { data, errors, calls } = await change('renameGroup', {
    group: nodeId('Group', germany.id),
    name: 'Deutschland',
  });
  expect(errors).toBeUndefined();
  expect(data.renameGroup).toEqual({
    group: { name: 'Deutschland', path: 'All devices/Europe/Deutschland', updatedAt: expect.any(String) },
    userErrors: [],
  });
  expect(calls).toEqual([`PATCH ${call(germany.id)}?action=rename`]);
  for (const key of ['demo-admin', 'demo-viewer']) {
    expect(await pathOf(berlin.id, key)).toBe('All devices/Europe/Deutschland/Berlin');
  }
});

test('a moved group takes everything below it along', async () => {
  const [tokyo, kiosks, india] = [at('Asia/Japan/Tokyo'), at('Asia/Japan/Tokyo/Kiosks'), at('Asia/India')];
  const childrenOf = `childrenCount children { nodes { name } }`;
  const before = await gateway.query(`{ group(id: "${india.id}") { ${childrenOf} } }`);
  const { data, calls } = await gateway.query(
    `mutation { moveGroup(input: { group: "${tokyo.id}", parent: "${nodeId('Group', india.id)}" }) {
      group { path parent { esperId ${childrenOf} } } userErrors { message } } }`,
  );
  expect(data.moveGroup).toEqual({
    group: {
      path: 'All devices/Asia/India/Tokyo',
      parent: {
        esperId: india.id,
        childrenCount: before.data.group.childrenCount + 1,
        children: { nodes: expect.arrayContaining([...before.data.group.children.nodes, { name: 'Tokyo' }]) },
      },
    },
    userErrors: [],
  });
  expect(calls.slice(0, 2)).toEqual([`GET ${call(tokyo.id)}`, `PATCH ${call(tokyo.id)}?action=move`]);
  expect(await pathOf(kiosks.id)).toBe('All devices/Asia/India/Tokyo/Kiosks');
});

test('a group is moved under the name it has now, whatever was read before somebody renamed it elsewhere', async () => {
  const lyon = at('Europe/France/Lyon');
  expect(await pathOf(lyon.id)).toBe(lyon.path);
  const { world } = gateway.simulator;
  world.groups.rename(world.groups.find(lyon.id)!, 'Marseille');
  const { data } = await change('moveGroup', { group: lyon.id, parent: at('Europe').id });
  expect(data.moveGroup.group).toMatchObject({ name: 'Marseille', path: 'All devices/Europe/Marseille' });
});

test('what a deleted group held moves up to its parent', async () => {
  const [warehouse, states] = [at('Americas/United States/Warehouse'), at('Americas/United States')];
  const counts = `{ group(id: "${states.id}") { deviceCount children { nodes { path } } devices { totalCount } } }`;
  const before = (await gateway.query(counts)).data.group;
  const held = gateway.simulator.fleet.members(warehouse.index).length;
  expect(held).toBeGreaterThan(0);

  const { data, calls } = await change('deleteGroup', { group: warehouse.id });
  expect(data.deleteGroup).toEqual({
    deletedGroupId: nodeId('Group', warehouse.id),
    parent: { esperId: states.id },
    userErrors: [],
  });
  expect(calls).toEqual([`GET ${call(warehouse.id)}`, `DELETE ${call(warehouse.id)}`]);

  const after = (await gateway.query(counts)).data.group;
  expect(after.deviceCount).toBe(before.deviceCount + held);
  expect(after.devices.totalCount).toBe(before.devices.totalCount + held);
  expect(after.children.nodes.map(({ path }: { path: string }) => path.split('/').at(-1))).toEqual(
    expect.arrayContaining(['Forklifts', 'Handhelds']),
  );
  expect(await pathOf(warehouse.id)).toBeNull();
});

test.each([
  ['renameGroup', 'a name that is taken', { group: at('Asia').id, name: 'Europe' }, ['name'], 'CONFLICT', /unique/],
  ['renameGroup', 'an empty name', { group: at('Asia').id, name: ' ' }, ['name'], 'BAD_USER_INPUT', /blank/],
  ['renameGroup', 'a group nobody has', { group: NOBODY, name: 'Lost' }, ['group'], 'NOT_FOUND', /Not found/],
  ['moveGroup', 'a group nobody has', { group: NOBODY, parent: root.id }, ['group'], 'NOT_FOUND', /no such group/],
  ['moveGroup', 'a parent nobody has', { group: at('Lab').id, parent: NOBODY }, ['parent'], 'NOT_FOUND', /exist/],
  ['moveGroup', 'itself', { group: at('Lab').id, parent: at('Lab').id }, ['parent'], 'BAD_USER_INPUT', /itself/],
  [
    'moveGroup',
    'a place below itself',
    { group: at('Lab').id, parent: at('Lab/Staging').id },
    ['parent'],
    'BAD_USER_INPUT',
    /itself/,
  ],
  [
    'moveGroup',
    'too deep a place',
    { group: at('Americas').id, parent: at('Europe/France/Paris/Office').id },
    ['parent'],
    'BAD_USER_INPUT',
    /5 levels/,
  ],
  [
    'moveGroup',
    'a place where its name is taken',
    { group: at('Lab').id, parent: at('Asia/India/Bengaluru').id },
    ['parent'],
    'CONFLICT',
    /unique/,
  ],
  ['moveGroup', 'the root', { group: root.id, parent: at('Lab').id }, ['group'], 'BAD_USER_INPUT', /cannot be moved/],
  ['deleteGroup', 'the root', { group: root.id }, ['group'], 'BAD_USER_INPUT', /cannot be deleted/],
  ['deleteGroup', 'a group nobody has', { group: NOBODY }, ['group'], 'NOT_FOUND', /no such group/],
])('%s refuses %s', async (name, _, input, field, code, message) => {
  const { data, errors } = await change(name, input);
  expect(errors).toBeUndefined();
  expect(data[name]).toMatchObject({ userErrors: [{ field, code, message: expect.stringMatching(message) }] });
  expect(data[name].group ?? data[name].deletedGroupId ?? null).toBeNull();
});

test.each([
  ['renameGroup', { group: at('Europe/Germany').id, name: 'Forbidden' }],
  ['moveGroup', { group: at('Europe/Germany/Munich').id, parent: at('Europe/Germany/Berlin').id }],
  ['deleteGroup', { group: at('Europe/Germany/Munich').id }],
])('%s is FORBIDDEN for a key that may only look', async (name, input) => {
  const { data, errors } = await change(name, input, 'demo-viewer');
  expect(data).toEqual({ [name]: null });
  expect(errors).toMatchObject([{ path: [name], extensions: { code: 'FORBIDDEN' } }]);
});

test('who sees some groups changes those, and puts nothing where it sees nothing', async () => {
  const moved = { group: at('Europe/Spain').id, parent: at('Europe/France').id };
  expect((await change('moveGroup', moved, 'demo-manager')).data.moveGroup.group.path).toMatch(
    /Europe\/France\/Spain$/,
  );
  const away = await change('moveGroup', { ...moved, parent: at('Asia').id }, 'demo-manager');
  expect(away.data.moveGroup.userErrors).toMatchObject([{ field: ['parent'], code: 'NOT_FOUND' }]);
  const hidden = await change('deleteGroup', { group: at('Field service').id }, 'demo-manager');
  expect(hidden.data.deleteGroup.userErrors).toMatchObject([{ field: ['group'], code: 'NOT_FOUND' }]);
  const sees = (key: string) => pathOf(at('Europe/Spain').id, key);
  expect([await sees('demo-manager'), await sees('demo-viewer')]).toEqual(['All devices/Europe/France/Spain', null]);
});

test('a deletion asked for twice under one key is one', async () => {
  const input = { group: at('Field service/Drivers').id, idempotencyKey: 'gone' };
  const first = await change('deleteGroup', input);
  expect(first.data.deleteGroup.userErrors).toEqual([]);
  const again = await change('deleteGroup', input);
  expect(again.data).toEqual(first.data);
  expect(again.calls).toEqual([]);
});

test('what one key has made others see at once', async () => {
  const list = (key: string) =>
    gateway.query(`{ group(id: "${at('Europe').id}") { childrenCount children { nodes { name } } } }`, { key });
  const before = (await list('demo-manager')).data.group;
  await gateway.query(
    `mutation { createGroup(input: { name: "Italy", parent: "${at('Europe').id}" }) { userErrors { message } } }`,
  );
  const after = (await list('demo-manager')).data.group;
  expect(after.childrenCount).toBe(before.childrenCount + 1);
  expect(after.children.nodes).toContainEqual({ name: 'Italy' });
});

test('users are told at once to be let into a group by its new name', async () => {
  const ask = '{ users(first: 50) { nodes { groups { nodes { name } } } } }';
  const namesOf = async () =>
    (await gateway.query(ask)).data.users.nodes.flatMap((user: { groups: { nodes: { name: string }[] } }) =>
      user.groups.nodes.map(({ name }) => name),
    );
  expect(await namesOf()).toContain('Europe');
  await change('renameGroup', { group: at('Europe').id, name: 'Old World' });
  const after = await namesOf();
  expect(after).toContain('Old World');
  expect(after).not.toContain('Europe');
});
