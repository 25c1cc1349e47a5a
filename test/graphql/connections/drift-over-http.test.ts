import fc from 'fast-check';
import { expect, test } from 'vitest';
import { useGateway } from '../../support/gateway.js';

const gateway = useGateway({ devices: 420, seed: 3 });
const home = () => gateway.simulator.world.groups.byPath('All devices')!.id;

interface Page {
  nodes: { esperId: string }[];
  pageInfo: Record<'hasNextPage' | 'hasPreviousPage' | 'reanchored', boolean> &
    Record<'startCursor' | 'endCursor', string | null>;
}
const fields = 'nodes { esperId } pageInfo { hasNextPage hasPreviousPage startCursor endCursor reanchored }';
const arguments_ = '$first: Int, $after: String, $last: Int, $before: String';
const passed = 'first: $first, after: $after, last: $last, before: $before';

/** The lists that are walked: all devices in order of name, and those of one group. */
const lists: Record<string, (variables: Record<string, unknown>) => Promise<Page>> = {
  devices: async (variables) =>
    (await gateway.query(`query (${arguments_}) { devices(${passed}) { ${fields} } }`, { variables })).data.devices,
  'devices of a group': async (variables) =>
    (
      await gateway.query(`query (${arguments_}, $id: ID!) { group(id: $id) { devices(${passed}) { ${fields} } } }`, {
        variables: { ...variables, id: home() },
      })
    ).data.group.devices,
};
const idsOf = ({ nodes }: Page) => nodes.map(({ esperId }) => esperId);

/** Something that happens to the fleet between two pages, to the device at that part of it. */
const event = fc.record({
  kind: fc.constantFrom('insert', 'remove', 'leave', 'join'),
  at: fc.double({ min: 0, max: 0.999, noNaN: true }),
});
const happen = ({ kind, at }: { kind: string; at: number }) => {
  const { fleet } = gateway.simulator;
  const index = Math.floor(at * fleet.size);
  const id = fleet.idAt(index)!;
  if (kind === 'insert') fleet.insertDevice(index, home());
  if (kind === 'remove') fleet.removeDevice(id);
  if (kind === 'leave') fleet.moveDevice(id, null);
  if (kind === 'join') fleet.moveDevice(id, home());
};
const walks = fc.record({
  size: fc.integer({ min: 25, max: 90 }),
  steps: fc.array(fc.array(event, { minLength: 5, maxLength: 30 }), { minLength: 2, maxLength: 6 }),
  takesCursorRow: fc.boolean(),
});

for (const [name, read] of Object.entries(lists)) {
  for (const direction of ['forward', 'backward'] as const) {
    test(`${name}, walked ${direction} over HTTP while devices come, go and change groups, are each seen once`, () =>
      fc.assert(
        fc.asyncProperty(walks, async ({ size, steps, takesCursorRow }) => {
          const forward = direction === 'forward';
          let stayed = new Set(idsOf(await read({ first: 1000 })));
          const seen: string[] = [];
          for (let [step, cursor, more] = [0, null as string | null, true]; more; step++) {
            const page = await read(forward ? { first: size, after: cursor } : { last: size, before: cursor });
            seen.push(...(forward ? idsOf(page) : idsOf(page).toReversed()));
            cursor = forward ? page.pageInfo.endCursor : page.pageInfo.startCursor;
            more = forward ? page.pageInfo.hasNextPage : page.pageInfo.hasPreviousPage;
            steps[step]?.forEach(happen);
            const last = seen.at(-1)!;
            if (takesCursorRow && steps[step] && gateway.simulator.fleet.find(last) !== undefined)
              gateway.simulator.fleet.removeDevice(last);
            const now = new Set(idsOf(await read({ first: 1000 })));
            stayed = new Set([...stayed].filter((id) => now.has(id)));
          }
          const times = new Map<string, number>();
          for (const id of seen) times.set(id, (times.get(id) ?? 0) + 1);
          expect([...stayed].filter((id) => times.get(id) !== 1)).toEqual([]);
        }),
        { numRuns: 6 },
      ));
  }
}

test('a cursor whose device stays where it was costs one call, and one that has drifted two more', async () => {
  const page = `query ($after: String) { devices(first: 20, after: $after) { ${fields} } }`;
  const first = (await gateway.query(page)).data.devices as Page;
  const variables = { after: first.pageInfo.endCursor };
  const still = await gateway.query(page, { variables });
  expect(still.calls).toEqual(['GET /v2/devices/?limit=21&offset=19&ordering=name']);

  gateway.simulator.fleet.removeDevice(first.nodes[0]!.esperId);
  const moved = await gateway.query(page, { variables });
  expect(idsOf(moved.data.devices)).toEqual(idsOf(still.data.devices));
  expect(moved.data.devices.pageInfo.reanchored).toBe(false);
  expect(moved.calls).toEqual([
    'GET /v2/devices/?limit=21&offset=19&ordering=name',
    'GET /v2/devices/?limit=19&ordering=name',
    'GET /v2/devices/?limit=250&offset=20&ordering=name',
  ]);
});

test('a cursor whose device has gone says so, and goes on where the devices next to it stand', async () => {
  const page = `query ($after: String) { devices(first: 20, after: $after) { ${fields} } }`;
  const first = (await gateway.query(page)).data.devices as Page;
  const variables = { after: first.pageInfo.endCursor };
  const still = (await gateway.query(page, { variables })).data.devices;
  gateway.simulator.fleet.removeDevice(first.nodes[0]!.esperId);
  gateway.simulator.fleet.removeDevice(first.nodes[19]!.esperId);
  const moved = (await gateway.query(page, { variables })).data.devices;
  expect(idsOf(moved)).toEqual(idsOf(still));
  expect(moved.pageInfo.reanchored).toBe(true);
});

test('a page of several REST pages has every device once that stays, though one goes between the first and the others', async () => {
  const { fleet, faults } = gateway.simulator;
  const page = `{ devices(first: 400) { ${fields} } }`;
  const before = idsOf((await gateway.query(page)).data.devices);
  const gone = before[3]!;
  faults.inject({ kind: 'latency', ms: 400, match: 'offset=' });
  const reading = gateway.query(page);
  await new Promise((resolve) => setTimeout(resolve, 200));
  fleet.removeDevice(gone);
  const { nodes, pageInfo } = (await reading).data.devices as Page;
  faults.clear();
  const found = nodes.map(({ esperId }) => esperId);
  expect(found.slice(0, 399)).toEqual(before.filter((id) => id !== gone));
  expect(pageInfo.reanchored).toBe(false);
});
