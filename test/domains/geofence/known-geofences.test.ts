import { expect, test } from 'vitest';
import { nodeId } from '../../../src/graphql/node-id.js';
import { createWorld } from '../../../src/simulator/world.js';
import { useGateway } from '../../support/gateway.js';

const gateway = useGateway({ devices: 40, env: { CACHE_ENABLED: 'true' } });
const { geofences, fleet } = createWorld(1, 40);
const { all } = geofences;
const idsIn = (call = '') => new URLSearchParams(call.split('?')[1]).get('ids')?.split(',');

/** The first five fences, by their ids. */
const nodes = (fields: string) =>
  gateway.query(`query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Geofence { ${fields} } } }`, {
    variables: { ids: all.slice(0, 5).map(({ id }) => nodeId('Geofence', id)) },
  });

test('fences of which a list has told are not asked for by their ids', async () => {
  await gateway.query('{ geofences(first: 4) { nodes { id } } }');
  const { data, calls } = await nodes('name');
  expect(data.nodes).toEqual(all.slice(0, 5).map(({ name }) => ({ name })));
  expect(calls.map(idsIn)).toEqual([[all[4]!.id]]);
  expect((await nodes('name actions')).calls).toEqual([]);
});

test('unless it is to be told where their devices are, which that list has not', async () => {
  await gateway.query('{ geofences(first: 4) { nodes { id } } }');
  const { data, calls } = await nodes('deviceSummary { total }');
  expect(data.nodes.every((one: { deviceSummary: object | null }) => one.deviceSummary)).toBe(true);
  expect(calls.map((call) => idsIn(call)?.length)).toEqual([5]);
  expect((await nodes('deviceSummary { inside } name')).calls).toEqual([]);
});

test('one list of them, counted or not, is cut from what is kept of it', async () => {
  const first = await gateway.query('{ geofences(first: 10) { totalCount nodes { id } } }');
  expect(first.calls).toHaveLength(1);
  expect((await gateway.query('{ geofences { totalCount } }')).calls).toEqual([]);
  expect((await gateway.query('{ geofences(first: 3) { nodes { name } } }')).calls).toEqual([]);
});

test('where devices are is asked anew after one of them was deleted', async () => {
  const summary = () => gateway.query('{ geofences(first: 100) { nodes { esperId deviceSummary { total } } } }');
  const totals = ({ data }: Awaited<ReturnType<typeof summary>>): number[] =>
    data.geofences.nodes.map((one: { deviceSummary: { total: number } }) => one.deviceSummary.total);
  const before = await summary();
  expect((await summary()).calls).toEqual([]);
  const gone = Array.from({ length: 40 }, (_, number) => fleet.factsOf(number)).find(
    ({ platform, currentBlueprint }) => platform !== 'ANDROID' && currentBlueprint !== null,
  )!;
  const fencesOf = all.map(({ blueprints }) => Number(blueprints.includes(gone.currentBlueprint!)));
  const { data } = await gateway.query(
    `mutation { deleteDevice(input: { device: "${gone.id}", confirm: true }) { deletedDeviceId userErrors { message } } }`,
  );
  expect(data.deleteDevice.userErrors).toEqual([]);
  const after = await summary();
  expect(after.calls).toHaveLength(1);
  expect(totals(after)).toEqual(totals(before).map((total, at) => total - fencesOf[at]!));
  expect(fencesOf).toContain(1);
});
