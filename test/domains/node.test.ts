import { isInterfaceType } from 'graphql';
import { describe, expect, test } from 'vitest';
import { families } from '../../src/domains/index.js';
import { nodeId } from '../../src/graphql/node-id.js';
import { buildSchema } from '../../src/graphql/schema.js';
import { installedVersions } from '../../src/simulator/app/installed-app.seed.js';
import { roleId } from '../../src/simulator/user/role.seed.js';
import { createWorld } from '../../src/simulator/world.js';
import { useGateway } from '../support/gateway.js';

const DEVICES = 40;
const gateway = useGateway({ devices: DEVICES });

const nobody = '00000000-0000-4000-8000-000000000000';
const world = createWorld(1, DEVICES);
const { fleet, apps, groups, tags, enterpriseId } = world;
const numbers = Array.from({ length: DEVICES }, (_, number) => number);
const deviceOn = (platform: string) => fleet.idOf(numbers.find((n) => fleet.platformOf(n) === platform)!);
const android = fleet.idOf(numbers.find((n) => installedVersions(world, n).length > 2)!);
const [version] = apps.apps[2]!.versions;
const [blueprint] = world.blueprints;

/** A global id of every type whose ids are known beforehand. */
const simple = [
  ['Enterprise', nodeId('Enterprise', enterpriseId), enterpriseId],
  ['AndroidDevice', nodeId('AndroidDevice', android), android],
  ['AppleDevice', nodeId('AppleDevice', deviceOn('APPLE')), deviceOn('APPLE')],
  ['LinuxDevice', nodeId('LinuxDevice', deviceOn('LINUX')), deviceOn('LINUX')],
  ['WindowsDevice', nodeId('WindowsDevice', deviceOn('WINDOWS')), deviceOn('WINDOWS')],
  ['Tag', nodeId('Tag', tags[0]!.id), tags[0]!.id],
  ['Group', nodeId('Group', groups.root.id), groups.root.id],
  ['App', nodeId('App', version!.app.id), version!.app.id],
  ['AppVersion', nodeId('AppVersion', version!.app.id, version!.id), version!.id],
  ['User', nodeId('User', 1001), '1001'],
  ['Command', nodeId('Command', nobody), nobody],
  ['Geofence', nodeId('Geofence', nobody), nobody],
  ['Role', nodeId('Role', 'Viewer'), 'Viewer'],
  ['Role', nodeId('Role', roleId(1, 0)), roleId(1, 0)],
  ['Blueprint', nodeId('Blueprint', blueprint!.id), blueprint!.id],
  [
    'BlueprintVersion',
    nodeId('BlueprintVersion', blueprint!.id, blueprint!.versions[0]!.id),
    blueprint!.versions[0]!.id,
  ],
] as const;

/** Where the ids of the other types are had from, and what the answer is called there. */
const listed = [
  ['Invite', '{ enterprise { list: invites(first: 1) { nodes { id esperId } } } }'],
  ['InstalledApp', `{ device(id: "${android}") { list: apps(first: 1) { nodes { id esperId } } } }`],
  ['InstalledApp', `{ device(id: "${deviceOn('APPLE')}") { list: apps(first: 1) { nodes { id esperId } } } }`],
  ['CommandResult', `{ device(id: "${android}") { list: commandResults(first: 1) { nodes { id esperId } } } }`],
  ['AppInstall', `{ device(id: "${android}") { list: installs(first: 1) { nodes { id esperId } } } }`],
] as const;

const ask = (id: string, more = '') =>
  gateway.query(`query ($id: ID!) { node(id: $id) { __typename id esperId ${more} } }`, { variables: { id } });

describe('an object is found again by its global id, without a call for what that tells', () => {
  test.each(simple)('%s %s', async (type, id, esperId) => {
    const { data, errors, calls } = await ask(id);
    expect({ node: data.node, errors }).toEqual({ node: { __typename: type, id, esperId }, errors: undefined });
    expect(calls).toEqual([]);
  });

  test.each(listed)('%s of %s', async (type, query) => {
    const { data: from } = await gateway.query(query);
    const [one] = Object.values<{ list: { nodes: { id: string; esperId: string }[] } }>(from)[0]!.list.nodes;
    const { data, errors, calls } = await ask(one!.id);
    expect({ node: data.node, errors }).toEqual({ node: { __typename: type, ...one }, errors: undefined });
    expect(calls).toEqual([]);
  });

  test('every type that is a node is among them', () => {
    const schema = buildSchema(families);
    const node = schema.getType('Node');
    const types = isInterfaceType(node) ? schema.getPossibleTypes(node).map(({ name }) => name) : [];
    const met: readonly string[] = [...[...simple, ...listed].map(([type]) => type), 'OtherDevice'];
    expect(
      types.filter((type) => !met.includes(type)),
      'these stand neither in `simple` nor in `listed`',
    ).toEqual([]);
  });
});

describe('a node', () => {
  test('costs a call once something is asked for that the id does not tell', async () => {
    const { data, calls } = await ask(nodeId('AndroidDevice', android), '... on Device { name state }');
    expect(data.node).toMatchObject({ name: fleet.factsOf(numbers.find((n) => fleet.idOf(n) === android)!).name });
    expect(calls).toEqual([`GET /v2/devices/${android}`]);
  });

  test('costs nothing for what @skip and @include leave out', async () => {
    const { data, calls } = await ask(
      nodeId('Group', groups.root.id),
      '... on Group { name @include(if: false) } ... @skip(if: true) { ... on Group { path } }',
    );
    expect(data.node).toEqual({ __typename: 'Group', id: nodeId('Group', groups.root.id), esperId: groups.root.id });
    expect(calls).toEqual([]);
  });

  test.each(['Group', 'App', 'Tag', 'Invite', 'AndroidDevice', 'AppleDevice', 'Role', 'Geofence'])(
    'of type %s that is not there is null and no error',
    async (type) => {
      const { data, errors } = await ask(nodeId(type, nobody), `... on ${type} { ${nameOf(type)} }`);
      expect({ data, errors }).toEqual({ data: { node: null }, errors: undefined });
    },
  );
  const nameOf = (type: string) => (type === 'Invite' ? 'email' : 'name');

  test.each([
    ['a version', nodeId('AppVersion', version!.app.id, nobody), '... on AppVersion { sizeMb }'],
    ['a version of an app', nodeId('AppVersion', nobody, version!.id), '... on AppVersion { sizeMb }'],
    ['an installed app', nodeId('InstalledApp', 'ANDROID', android, nobody), '... on InstalledApp { name }'],
    ['an app installed on a device', nodeId('InstalledApp', 'APPLE', nobody, nobody), '... on InstalledApp { name }'],
    ['an install', nodeId('AppInstall', android, nobody), '... on AppInstall { name }'],
    ['an install on a device', nodeId('AppInstall', nobody, nobody), '... on AppInstall { name }'],
    ['a user', nodeId('User', 99), '... on User { username }'],
    ['a user without a number', nodeId('User', 'ada'), '... on User { username }'],
    ['a role', nodeId('Role', roleId(1, 999)), '... on Role { name }'],
  ])('that is %s that is not there is null and no error', async (_, id, more) => {
    const { data, errors } = await ask(id, more);
    expect({ data, errors }).toEqual({ data: { node: null }, errors: undefined });
  });

  const bad: [string, string][] = [
    ['an id of the REST API', android],
    ['text', 'no id at all'],
    ['nothing', ''],
    ['a changed id', `${nodeId('Group', groups.root.id)}=`],
    ['a type that is no node', nodeId('PageInfo', '1')],
    ['a type that is not there', nodeId('Nothing', '1')],
    ['a name every object has', nodeId('__proto__', '1')],
    ['a name that objects inherit', nodeId('Constructor', '1')],
    ['a version without its app', nodeId('AppVersion', version!.id)],
    ['an install without its device', nodeId('AppInstall', nobody)],
    ['an installed app without its platform', nodeId('InstalledApp', android, nobody)],
    ['a group with too many ids', nodeId('Group', groups.root.id, nobody)],
    ['an id that would leave its place in the path', nodeId('Group', '..')],
    ['an id with a question mark', nodeId('Group', 'a?b=c')],
  ];
  test.each(bad)('cannot be asked for by %s', async (_, id) => {
    const { data, errors, calls } = await ask(id, '... on Group { name }');
    expect(data).toEqual({ node: null });
    expect(errors).toEqual([expect.objectContaining({ path: ['node'] })]);
    expect(errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT' });
    expect(calls).toEqual([]);
  });
});

describe('many nodes', () => {
  const query = (fields: string) => `query ($ids: [ID!]!) { nodes(ids: $ids) { ${fields} } }`;

  test('come in the order of their ids, with null for what is not there, alike ids asked for once', async () => {
    const ids = [simple[6][1], nodeId('Group', nobody), simple[1][1], simple[9][1], simple[6][1]];
    const { data, errors, calls } = await gateway.query(
      query('__typename id ... on Group { name } ... on Device { name } ... on User { username }'),
      { variables: { ids } },
    );
    expect(errors).toBeUndefined();
    expect(data.nodes.map((node: { id: string } | null) => node?.id ?? null)).toEqual([
      ids[0],
      null,
      ids[2],
      ids[3],
      ids[4],
    ]);
    expect(data.nodes[0]).toEqual({ __typename: 'Group', id: ids[0], name: 'All devices' });
    expect(data.nodes[3]).toMatchObject({ __typename: 'User', username: 'ada.admin@example.com' });
    expect(calls).toHaveLength(4);
  });

  test('are found each by itself, so that one bad id leaves the others standing', async () => {
    const { data, errors, calls } = await gateway.query(query('id'), { variables: { ids: [simple[6][1], 'nothing'] } });
    expect(data.nodes).toEqual([{ id: simple[6][1] }, null]);
    expect(errors).toHaveLength(1);
    expect(errors?.[0]).toMatchObject({
      path: ['nodes', 1],
      message: expect.stringContaining('"nothing" is not a global id'),
      extensions: { code: 'BAD_USER_INPUT' },
    });
    expect(calls).toEqual([]);
  });

  test('are at most 1000', async () => {
    const ids = Array.from({ length: 1001 }, () => simple[6][1]);
    const { errors } = await gateway.query(query('id'), { variables: { ids } });
    expect(errors?.[0]).toMatchObject({
      message: expect.stringContaining('1001 ids'),
      extensions: { code: 'BAD_USER_INPUT' },
    });
    const { data, calls } = await gateway.query(query('id'), { variables: { ids: ids.slice(1) } });
    expect(data.nodes).toHaveLength(1000);
    expect(calls).toEqual([]);
  });

  test('may be none', async () => {
    const { data } = await gateway.query(query('id'), { variables: { ids: [] } });
    expect(data).toEqual({ nodes: [] });
  });
});
