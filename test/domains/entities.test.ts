import { describe, expect, test } from 'vitest';
import { nodeId } from '../../src/graphql/node-id.js';
import { createWorld } from '../../src/simulator/world.js';
import { useGateway } from '../support/gateway.js';

const DEVICES = 100;
const gateway = useGateway({ devices: DEVICES, env: { FEDERATION: 'on' } });

const { fleet, groups, apps, tags } = createWorld(1, DEVICES);
const typeNames = { ANDROID: 'AndroidDevice', APPLE: 'AppleDevice', LINUX: 'LinuxDevice', WINDOWS: 'WindowsDevice' };
const devices = Array.from({ length: DEVICES }, (_, n) => {
  const esperId = fleet.idOf(n);
  const __typename = typeNames[fleet.platformOf(n) as keyof typeof typeNames];
  return { __typename, esperId, id: nodeId(__typename, esperId), name: fleet.factsOf(n).name };
});
const android = devices.find(({ __typename }) => __typename === 'AndroidDevice')!;
const apple = devices.find(({ __typename }) => __typename === 'AppleDevice')!;
const group = groups.root;
const nobody = '00000000-0000-4000-8000-000000000000';

const ask = (representations: unknown[], fields: string) =>
  gateway.query(`query ($these: [_Any!]!) { _entities(representations: $these) { __typename ${fields} } }`, {
    variables: { these: representations },
  });

/** The same question as a client asks it. */
const askNodes = (ids: string[], fields: string) =>
  gateway.query(`query ($ids: [ID!]!) { nodes(ids: $ids) { __typename ${fields} } }`, { variables: { ids } });

describe('a hundred devices that another graph links to', () => {
  test.each([
    ['by id', devices.map(({ __typename, id }) => ({ __typename, id }))],
    ['by id, through the interface', devices.map(({ id }) => ({ __typename: 'Device', id }))],
    ['by esperId', devices.map(({ __typename, esperId }) => ({ __typename, esperId }))],
    ['by esperId, through the interface', devices.map(({ esperId }) => ({ __typename: 'Device', esperId }))],
  ])('cost no more calls than nodes(ids:) does, named %s', async (_, representations) => {
    const fields = '... on Device { name group { name } tags { name } }';
    const ids = devices.map(({ id }) => id);
    await gateway.query('{ devices { totalCount } }'); // from then on it is known how many there are
    const [linked, asked] = [await ask(representations, fields), await askNodes(ids, fields)];
    expect(linked.errors).toBeUndefined();
    expect(linked.data._entities).toEqual(asked.data.nodes);
    expect(linked.data._entities.map(({ name }: { name: string }) => name)).toEqual(devices.map(({ name }) => name));
    expect(linked.calls.toSorted()).toEqual(asked.calls.toSorted());
  });

  test('cost none where only what the key tells is asked for', async () => {
    const fields = '... on Device { id esperId }';
    const expected = devices.map(({ __typename, id, esperId }) => ({ __typename, id, esperId }));
    for (const key of ['id', 'esperId'] as const) {
      const { data, errors, calls } = await ask(
        devices.map((device) => ({ __typename: device.__typename, [key]: device[key] })),
        fields,
      );
      expect({ data, errors, calls }).toEqual({ data: { _entities: expected }, errors: undefined, calls: [] });
    }
  });
});

test('objects of several types come in the order in which they are named, with null for what is not there', async () => {
  const [version] = apps.apps[2]!.versions;
  const { data, errors } = await ask(
    [
      { __typename: 'Group', id: nodeId('Group', group.id) },
      { __typename: 'AppleDevice', esperId: apple.esperId },
      { __typename: 'Group', esperId: nobody },
      { __typename: 'AppVersion', id: nodeId('AppVersion', version!.app.id, version!.id) },
      { __typename: 'User', esperId: 1001 },
      { __typename: 'Tag', esperId: tags[0]!.id },
    ],
    `... on Group { name } ... on Device { name } ... on AppVersion { versionName } ... on User { email } ... on Tag { name }`,
  );
  expect(errors).toBeUndefined();
  expect(data._entities).toEqual([
    { __typename: 'Group', name: 'All devices' },
    { __typename: 'AppleDevice', name: apple.name },
    null,
    { __typename: 'AppVersion', versionName: expect.any(String) },
    { __typename: 'User', email: 'ada.admin@example.com' },
    { __typename: 'Tag', name: tags[0]!.tag },
  ]);
});

test('an object that is of another type than it is named is refused, or not there', async () => {
  const { data, errors, calls } = await ask(
    [
      { __typename: 'AppleDevice', id: android.id },
      { __typename: 'Device', id: nodeId('Group', group.id) },
      { __typename: 'AppleDevice', esperId: android.esperId },
    ],
    '... on Device { name }',
  );
  expect(data._entities).toEqual([null, null, null]);
  expect(errors?.map(({ path, message }) => [path, message.split(':')[0]])).toEqual([
    [['_entities', 0], 'This is the id of a thing of type AndroidDevice, where AppleDevice is wanted'],
    [['_entities', 1], 'This is the id of a thing of type Group, where Device is wanted'],
  ]);
  expect(calls).toEqual([`GET /v2/devices/${android.esperId}`]);
});

const bad: [unknown, RegExp][] = [
  [{ __typename: 'Group' }, /^A thing of type Group is found by "id" or "esperId"\.$/],
  [{ __typename: 'Device', esperId: null }, /^A thing of type Device is found by "id" or "esperId"\.$/],
  [{ __typename: 'AppVersion', esperId: nobody }, /^A thing of type AppVersion is found by "id"\.$/],
  [{ __typename: 'Node', esperId: nobody }, /^"Node" is no type with a key\.$/],
  [{ __typename: 'PageInfo', id: '1' }, /^"1" is not a global id/],
  [{ __typename: 'Group', id: group.id }, /is not a global id/],
  [{ __typename: 'Group', id: { a: 1 } }, /^A thing of type Group is found by/],
  [{ __typename: 'Group', esperId: '../../user' }, /is not an id: ids are made of/],
  [{ __typename: '__proto__', esperId: 'x' }, /is no type with a key/],
  [{}, /^"" is no type with a key\.$/],
  ['Group', /is no type with a key/],
  [7, /is no type with a key/],
];
test.each(bad)('%j is refused, and leaves the others standing', async (representation, said) => {
  const { data, errors, calls } = await ask(
    [representation, { __typename: 'Group', esperId: group.id }],
    '... on Group { name }',
  );
  expect(data._entities).toEqual([null, { __typename: 'Group', name: 'All devices' }]);
  expect(errors).toEqual([
    expect.objectContaining({
      path: ['_entities', 0],
      message: expect.stringMatching(said),
      extensions: { code: 'BAD_USER_INPUT' },
    }),
  ]);
  expect(calls).toHaveLength(1);
});

test('at most 1000 objects are answered at once', async () => {
  const many = Array.from({ length: 1001 }, () => ({ __typename: 'Group', esperId: group.id }));
  const { data, errors } = await ask(many, '... on Group { id }');
  expect(data).toBeNull();
  expect(errors?.[0]).toMatchObject({
    message: expect.stringContaining('1001 '),
    extensions: { code: 'BAD_USER_INPUT' },
  });
  expect((await ask(many.slice(1), '... on Group { id }')).data._entities).toHaveLength(1000);
});

test('a key that may not see an object is not given it', async () => {
  const these = devices.slice(0, 5).map(({ __typename, id }) => ({ __typename, id }));
  const { data, errors } = await gateway.query(
    'query ($these: [_Any!]!) { _entities(representations: $these) { ... on Device { name } } }',
    { variables: { these }, key: 'demo-expired' },
  );
  expect(data._entities).toEqual([null, null, null, null, null]);
  expect(new Set(errors?.map(({ extensions }) => extensions?.['code']))).toEqual(new Set(['UNAUTHENTICATED']));
});
