import { expect, test } from 'vitest';
import { nodeId } from '../../../src/graphql/node-id.js';
import { groupRecord } from '../../../src/simulator/group/group.routes.js';
import { createWorld } from '../../../src/simulator/world.js';
import { useGateway } from '../../support/gateway.js';

const gateway = useGateway();
const world = createWorld(1, 1000);
const { groups } = world;

const germany = groups.byPath('All devices/Europe/Germany')!;
const TILLS = 'All devices/Europe/Germany/Berlin/Stores/Tills/Scanners';
const NOBODY = '00000000-0000-4000-8000-000000000000';
const base = `GET /enterprise/${world.enterpriseId}/devicegroup/`;
const listCall = (query = '') => `${base}?limit=250${query}`;

test('a page of groups tells what their rows hold, for one call', async () => {
  const { data, errors, calls } = await gateway.query(`{ groups(first: 250) { totalCount nodes {
    id esperId name description path deviceCount childrenCount blueprintId thumbnailId createdAt updatedAt
    enterprise { id } } } }`);
  expect(errors).toBeUndefined();
  const rows = groups.all.map((group) => groupRecord(world, world.rights.get('demo-admin')!, group));
  expect(data.groups.totalCount).toBe(rows.length);
  expect(data.groups.nodes).toEqual(
    rows.map((row) => ({
      id: nodeId('Group', row.id),
      esperId: row.id,
      name: row.name,
      description: row.description ?? null,
      path: row.path,
      deviceCount: row.device_count,
      childrenCount: row.children_count,
      blueprintId: row.blueprint,
      thumbnailId: null,
      createdAt: new Date(row.created_on).toISOString(),
      updatedAt: new Date(row.updated_on!).toISOString(),
      enterprise: { id: nodeId('Enterprise', world.enterpriseId) },
    })),
  );
  expect(calls).toEqual([listCall()]);
});

test.each([
  ['its id in the REST API', `id: "${germany.id}"`, germany, `${base}${germany.id}/`],
  ['its global id', `id: "${nodeId('Group', germany.id)}"`, germany, `${base}${germany.id}/`],
  ['its path', `path: "${germany.path}"`, germany, listCall()],
  ['the path of the root', 'path: "All devices"', groups.root, listCall()],
  ['a path with a slash in a name', `path: "${TILLS}"`, groups.byPath(TILLS)!, listCall()],
])('a group is found by %s, for one call', async (_, by, group, call) => {
  const { data, errors, calls } = await gateway.query(`{ group(${by}) { esperId name } }`);
  expect(errors).toBeUndefined();
  expect(data.group).toEqual({ esperId: group.id, name: group.name });
  expect(calls).toEqual([call]);
});

test.each([
  ['an id nobody has', `id: "${NOBODY}"`],
  ['a path no group has', 'path: "All devices/Atlantis"'],
  ['a part of a path', 'path: "Europe/Germany"'],
])('a lookup of %s is null without an error', async (_, by) => {
  const { data, errors, calls } = await gateway.query(`{ group(${by}) { name } }`);
  expect({ data, errors }).toEqual({ data: { group: null }, errors: undefined });
  expect(calls).toHaveLength(1);
});

test.each([
  ['no argument', '{ group { name } }', 'none was given'],
  ['two arguments', '{ group(id: "a", path: "b") { name } }', '"id" and "path" were given'],
  ['the global id of a device', `{ group(id: "${nodeId('LinuxDevice', NOBODY)}") { name } }`, 'type LinuxDevice'],
])('a lookup with %s is refused before any call', async (_, query, message) => {
  const { data, errors, calls } = await gateway.query(query);
  expect(data).toEqual({ group: null });
  expect(errors).toMatchObject([{ path: ['group'], extensions: { code: 'BAD_USER_INPUT' } }]);
  expect(errors![0]!.message).toContain(message);
  expect(calls).toEqual([]);
});

test.each([
  ['name', 'name: "Kiosks"', '&name=Kiosks', groups.all.filter(({ name }) => name === 'Kiosks')],
  ['parent', `parent: "${germany.id}"`, `&parent=${germany.id}`, germany.children.map((at) => groups.at(at))],
  [
    'name and parent',
    `name: "Berlin", parent: "${nodeId('Group', germany.id)}"`,
    `&name=Berlin&parent=${germany.id}`,
    [groups.byPath('All devices/Europe/Germany/Berlin')!],
  ],
])('groups are filtered by %s', async (_, filter, asked, expected) => {
  const { data, calls } = await gateway.query(
    `{ groups(first: 250, filter: { ${filter} }) { totalCount nodes { path } } }`,
  );
  expect(data.groups).toEqual({ totalCount: expected.length, nodes: expected.map(({ path }) => ({ path })) });
  expect(calls).toEqual([listCall(asked)]);
});

test('the count of groups alone costs one call for one row', async () => {
  const { data, calls } = await gateway.query('{ enterprise { groups { totalCount } } }');
  expect(data.enterprise.groups.totalCount).toBe(groups.all.length);
  expect(calls).toEqual([`${base}?limit=1`]);
});

test('the root is found by its name, for one call, whoever asks for it', async () => {
  const { data, calls } = await gateway.query(
    '{ rootGroup { name parent { id } } enterprise { rootGroup { esperId } } }',
  );
  expect(data).toEqual({
    rootGroup: { name: 'All devices', parent: null },
    enterprise: { rootGroup: { esperId: groups.root.id } },
  });
  expect(calls).toEqual([listCall('&name=All+devices')]);
});

test('the root and what is below it come from one page of groups, to whoever may see them', async () => {
  const below = 'name children(first: 1000) { totalCount nodes { name children { totalCount } } }';
  const { data, calls } = await gateway.query(`{ rootGroup { ${below} } }`);
  expect(data.rootGroup).toMatchObject({ name: 'All devices', children: { totalCount: groups.root.children.length } });
  expect(calls).toEqual([listCall()]);
  const viewer = await gateway.query(`{ rootGroup { ${below} } }`, { key: 'demo-viewer' });
  expect(viewer.data).toEqual({ rootGroup: null });
  expect(viewer.calls).toEqual([listCall()]);
});

test('a key that may not see the root has none', async () => {
  const { data, errors } = await gateway.query('{ rootGroup { name } }', { key: 'demo-viewer' });
  expect({ data, errors }).toEqual({ data: { rootGroup: null }, errors: undefined });
});

test('several groups of one path are named instead of one being taken', async () => {
  const { groups: simulated } = gateway.simulator.world;
  const [one, other] = [germany, groups.byPath('All devices/Lab')!];
  simulated.at(other.index).path = one.path;
  const { data, errors } = await gateway.query(`{ group(path: "${one.path}") { name } }`);
  simulated.at(other.index).path = other.path;
  expect(data).toEqual({ group: null });
  expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  expect(errors![0]!.message).toBe(
    `There is more than one group with the path "${one.path}": ${one.id}, ${other.id}. Look it up by id.`,
  );
});

test('a root that was renamed is found in the whole list', async () => {
  const { root } = gateway.simulator.world.groups;
  root.name = 'Everything';
  const { data, calls } = await gateway.query('{ rootGroup { esperId name } }');
  root.name = 'All devices';
  expect(data.rootGroup).toEqual({ esperId: root.id, name: 'Everything' });
  expect(calls).toEqual([listCall('&name=All+devices'), listCall()]);
});

test('a filter by name leaves out groups that have it in a longer one', async () => {
  const { data } = await gateway.query(
    '{ groups(filter: { name: "Stores" }, first: 50) { totalCount nodes { name } } }',
  );
  const named = world.groups.all.filter(({ name }) => name === 'Stores');
  expect(world.groups.all.some(({ name }) => name === 'Chain stores')).toBe(true);
  expect(data.groups).toEqual({ totalCount: named.length, nodes: named.map(({ name }) => ({ name })) });
});
