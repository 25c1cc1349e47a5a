import { describe, expect, test } from 'vitest';
import { nodeId } from '../../../src/graphql/node-id.js';
import { createWorld } from '../../../src/simulator/world.js';
import { useGateway } from '../../support/gateway.js';

const gateway = useGateway({ devices: 300 });
const { all } = createWorld(1, 300).geofences;
const ids = all.map(({ id }) => id);
const fence = (name: string) => all.find((one) => one.name === name)!;
const europe = fence('Europe');

const NOBODY = '00000000-0000-4000-8000-000000000000';
const LIST = 'GET /geofence/v1/geofences?';
const listCall = (limit: number, offset = 0, more = '') =>
  `${LIST}include_count=true${more}&limit=${limit}&offset=${offset}`;
/** A call about some ids; commas are written as they are read. */
const callAbout = (some: readonly string[], more = '') =>
  `${LIST}ids=${some.toSorted().join(',')}${more}&limit=${some.length}&offset=0`;
const read = (calls: readonly string[]) => calls.map((call) => call.replaceAll('%2C', ','));

describe('a list of fences', () => {
  test('tells what their rows hold, for one call', async () => {
    const { data, errors, calls } = await gateway.query(`{ geofences(first: 20) { totalCount nodes {
      id esperId name description actions createdAt updatedAt } } }`);
    expect(errors).toBeUndefined();
    expect(data.geofences).toEqual({
      totalCount: all.length,
      nodes: all.slice(0, 20).map(({ id, name, description, actions, createdAt, updatedAt }) => ({
        id: nodeId('Geofence', id),
        esperId: id,
        name,
        description: description ?? '',
        actions: actions.map((action) => action.toUpperCase()),
        createdAt: new Date(createdAt).toISOString(),
        updatedAt: new Date(updatedAt).toISOString(),
      })),
    });
    expect(calls).toEqual([listCall(20)]);
  });

  test('tells what each looks like on the map', async () => {
    const { data } = await gateway.query(`{ geofences(first: 10) { nodes { geometry { __typename
      ... on GeofenceCircle { centre { latitude longitude } radius }
      ... on GeofencePolygon { corners { latitude longitude } } } } } }`);
    expect(data.geofences.nodes).toEqual(
      all.slice(0, 10).map(({ geometry }) => ({
        geometry:
          geometry.type === 'circle'
            ? { __typename: 'GeofenceCircle', centre: geometry.coordinates[0], radius: geometry.radius }
            : { __typename: 'GeofencePolygon', corners: geometry.coordinates },
      })),
    );
    const kinds = data.geofences.nodes.map((one: { geometry: { __typename: string } }) => one.geometry.__typename);
    expect(new Set(kinds).size).toBe(2);
  });

  test('is read in pages of 100 at most, however many are asked for', async () => {
    const { data, calls } = await gateway.query(
      '{ geofences(first: 1000) { nodes { esperId } pageInfo { hasNextPage } } }',
    );
    expect(data.geofences.nodes.map(({ esperId }: { esperId: string }) => esperId)).toEqual(ids);
    expect(data.geofences.pageInfo.hasNextPage).toBe(false);
    expect(calls).toEqual([listCall(99), listCall(100, 98)]);
  });

  test('is read from its end, and goes on behind a cursor', async () => {
    const { data } = await gateway.query('{ geofences(last: 5) { nodes { esperId } pageInfo { startCursor } } }');
    expect(data.geofences.nodes.map(({ esperId }: { esperId: string }) => esperId)).toEqual(ids.slice(-5));
    const before = data.geofences.pageInfo.startCursor;
    const { data: more, calls } = await gateway.query(
      `{ geofences(last: 2, before: "${before}") { nodes { esperId } pageInfo { hasNextPage } } }`,
    );
    expect(more.geofences.nodes.map(({ esperId }: { esperId: string }) => esperId)).toEqual(ids.slice(-7, -5));
    expect(more.geofences.pageInfo.hasNextPage).toBe(true);
    expect(calls).toEqual([listCall(3, ids.length - 7)]);
  });

  test('is counted without its rows', async () => {
    const { data, calls } = await gateway.query('{ geofences { totalCount } }');
    expect(data.geofences.totalCount).toBe(all.length);
    expect(calls).toEqual([listCall(1)]);
  });

  test.each(['geofences', 'enterprise { geofences'])('is filtered by a part of the name: %s', async (field) => {
    const { data, calls } = await gateway.query(
      `{ ${field}(filter: { name: "EUROPE" }) { totalCount nodes { name } } } ${field.includes('{') ? '}' : ''}`,
    );
    expect((data.enterprise ?? data).geofences).toEqual({
      totalCount: 2,
      nodes: [{ name: 'Europe' }, { name: 'Northern Europe' }],
    });
    expect(calls).toEqual([`${listCall(20)}&search=EUROPE`]);
  });

  test('is refused for a key that may see none, and takes nothing else along', async () => {
    gateway.simulator.faults.inject({ kind: 'status', status: 403, match: '/geofence/' });
    const { data, errors } = await gateway.query('{ geofences { nodes { name } } devices { totalCount } }');
    expect(data).toEqual({ geofences: null, devices: { totalCount: 300 } });
    expect(errors).toMatchObject([{ path: ['geofences', 'nodes'], extensions: { code: 'FORBIDDEN' } }]);
  });
});

describe('a fence is found by', () => {
  test.each([
    ['its id in the REST API', `id: "${europe.id}"`, callAbout([europe.id])],
    ['its id in capitals', `id: "${europe.id.toUpperCase()}"`, callAbout([europe.id])],
    ['its global id', `id: "${nodeId('Geofence', europe.id)}"`, callAbout([europe.id])],
    ['its name', 'name: "Europe"', `${LIST}limit=100&name=Europe&offset=0`],
  ])('%s, for one call', async (_, by, call) => {
    const { data, errors, calls } = await gateway.query(`{ geofence(${by}) { esperId name } }`);
    expect(errors).toBeUndefined();
    expect(data.geofence).toEqual({ esperId: europe.id, name: 'Europe' });
    expect(read(calls)).toEqual([call]);
  });

  test.each([
    ['an id nobody has', `id: "${NOBODY}"`, 1],
    ['what is no id, which is not asked for', 'id: "Europe"', 0],
    ['a name no fence has', 'name: "Atlantis"', 1],
    ['a part of a name', 'name: "Euro"', 1],
    ['a name in other letters', 'name: "europe"', 1],
  ])('none by %s, without an error', async (_, by, most) => {
    const { data, errors, calls } = await gateway.query(`{ geofence(${by}) { name } }`);
    expect({ data, errors }).toEqual({ data: { geofence: null }, errors: undefined });
    expect(calls).toHaveLength(most);
  });

  test.each([
    ['a name that several have', 'name: "Depot"', 'There is more than one geofence with the name "Depot"'],
    ['nothing', '', 'Give one of "id", "name"'],
    ['two things', `id: "${NOBODY}", name: "Depot"`, '"id" and "name" were given'],
    ['the id of something else', `id: "${nodeId('Group', NOBODY)}"`, 'a thing of type Group'],
  ])('none by %s, which is an error', async (_, by, message) => {
    const { data, errors } = await gateway.query(`{ geofence${by && `(${by})`} { name } }`);
    expect(data).toEqual({ geofence: null });
    expect(errors).toMatchObject([
      { message: expect.stringContaining(message), extensions: { code: 'BAD_USER_INPUT' } },
    ]);
  });
});

describe('fences that are wanted together', () => {
  test('by several fields are asked for by one call, with null for what is not there', async () => {
    const [one, two] = [ids[3]!, ids[1]!];
    const { data, errors, calls } = await gateway.query(
      `{ a: geofence(id: "${one}") { name } b: geofence(id: "${two}") { name } c: geofence(id: "${NOBODY}") { name }
        d: geofence(id: "none") { name } e: geofence(id: "${one}") { createdAt } }`,
    );
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({ a: { name: all[3]!.name }, b: { name: all[1]!.name }, c: null, d: null });
    expect(read(calls)).toEqual([callAbout([one, two, NOBODY])]);
  });

  test('as nodes are asked for by one call for each 50', async () => {
    const wanted = ids.slice(0, 120);
    const { data, calls } = await gateway.query(
      'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Geofence { esperId name } } }',
      { variables: { ids: wanted.map((id) => nodeId('Geofence', id)) } },
    );
    expect(data.nodes).toEqual(all.slice(0, 120).map(({ id, name }) => ({ esperId: id, name })));
    const sorted = wanted.toSorted();
    expect(read(calls).toSorted()).toEqual(
      [sorted.slice(0, 50), sorted.slice(50, 100), sorted.slice(100)].map((some) => callAbout(some)).toSorted(),
    );
  });
});

describe('where the devices of a fence are', () => {
  const SUMMARY = 'deviceSummary { total inside outside unknown }';

  test('comes along with a list, for no call more', async () => {
    const { data, errors, calls, extensions } = await gateway.query(
      `{ geofences(first: 90) { edges { node { name ${SUMMARY} } } } }`,
    );
    expect(errors).toBeUndefined();
    const found = data.geofences.edges.map((edge: any) => edge.node.deviceSummary);
    for (const { total, inside, outside, unknown } of found) expect(inside + outside + unknown).toBe(total);
    for (const state of ['inside', 'outside', 'unknown'] as const)
      expect(
        found.some((one: Record<string, number>) => one[state]! > 0),
        state,
      ).toBe(true);
    expect(extensions.upstream.cost?.estimated.calls).toBe(1);
    expect(calls).toEqual([listCall(90, 0, '&include_summary=true')]);
  });

  test.each([
    ['its id', `id: "${europe.id}"`, callAbout([europe.id], '&include_summary=true')],
    ['its name', 'name: "Europe"', `${LIST}include_summary=true&limit=100&name=Europe&offset=0`],
  ])('comes along with a fence that is found by %s', async (_, by, call) => {
    const { data, calls } = await gateway.query(`{ geofence(${by}) { ${SUMMARY} } }`);
    expect(data.geofence.deviceSummary.total).toBeGreaterThan(0);
    expect(read(calls)).toEqual([call]);
  });

  test('comes along with nodes, and a node costs nothing that is not asked for it', async () => {
    const id = nodeId('Geofence', europe.id);
    const alone = await gateway.query(`{ node(id: "${id}") { id } }`);
    expect(alone.calls).toEqual([]);
    const { data, calls } = await gateway.query(
      `{ node(id: "${id}") { ... on Geofence { name ${SUMMARY} } } nodes(ids: ["${id}", "${nodeId('Geofence', ids[2]!)}"]) {
        ... on Geofence { ${SUMMARY} } } }`,
    );
    expect(data.nodes[0].deviceSummary).toEqual(data.node.deviceSummary);
    expect(read(calls)).toEqual([callAbout([europe.id, ids[2]!], '&include_summary=true')]);
  });

  test('is as the key sees them', async () => {
    const query = `{ geofence(name: "Europe") { ${SUMMARY} } }`;
    const [admin, viewer] = [await gateway.query(query), await gateway.query(query, { key: 'demo-viewer' })];
    const [every, some] = [admin, viewer].map(({ data }) => data.geofence.deviceSummary);
    expect(some.total).toBeGreaterThan(0);
    expect(some.total).toBeLessThan(every.total);
    expect(some.inside).toBeLessThanOrEqual(every.inside);
  });

  test('is heard anew when a device has moved', async () => {
    const { fleet } = gateway.simulator.world;
    const summary = async () =>
      (await gateway.query(`{ geofence(name: "Europe") { ${SUMMARY} } }`)).data.geofence.deviceSummary;
    const before = await summary();
    const numbers = Array.from({ length: fleet.size }, (_, number) => number);
    const strayed = numbers.find((number) => {
      const { currentBlueprint, latitude, lastSeen } = fleet.factsOf(number);
      return (
        europe.blueprints.includes(currentBlueprint ?? '') && latitude !== null && latitude < 0 && lastSeen !== null
      );
    })!;
    const { latitude, longitude } = fleet.factsOf(strayed);
    fleet.change(strayed, { latitude: 50, longitude: 12 });
    expect(await summary()).toEqual({ ...before, inside: before.inside + 1, outside: before.outside - 1 });
    fleet.change(strayed, { latitude, longitude });
  });
});
