import { expect, test } from 'vitest';
import { DEEP } from '../../../src/upstream/planning/by-cursor.js';
import { unmeasured, type measuredLatency, type Read } from '../../../src/upstream/planning/latency.js';
import { useGateway, type TestGateway } from '../../support/gateway.js';
import { post } from '../../support/post.js';

const DEVICES = 8000;
const PAGES = DEVICES / 250;
const env = { DEVICES_BY_CURSOR: 'true', LIMIT_COST_ROWS: '2000000' };
/** Pages far on take four times as long. */
const slowFarOn: typeof measuredLatency = (atOnce) => ({
  ...unmeasured(atOnce),
  ratio: ({ isDeep }) => (isDeep ? 4 : undefined),
});
const byCursor = useGateway({ devices: DEVICES, env, latencyOf: slowFarOn });
/** The reads it is told of. */
const reads: Read[] = [];
const byOffset = useGateway({
  devices: DEVICES,
  latencyOf: (atOnce) => ({ ...unmeasured(atOnce), learn: (read) => void reads.push(read) }),
});

const PAGE = `query ($first: Int, $after: String, $orderBy: DeviceOrder) { devices(first: $first, after: $after, orderBy: $orderBy) {
  nodes { esperId } pageInfo { hasNextPage endCursor reanchored } } }`;

/** What happens to a fleet after a page, the last row of which is `last`. */
type Change = (fleet: TestGateway['simulator']['fleet'], last: string) => void;
const nothing: Change = () => {};
/** Devices go from before and behind the place where a walk stands, the very last one it saw among them, and others come. */
const everywhere: Change = (fleet, last) => {
  for (let n = 0; n < 30; n++) fleet.removeDevice(fleet.idAt((n * 331) % fleet.size)!);
  if (fleet.find(last) !== undefined) fleet.removeDevice(last);
  for (let n = 0; n < 10; n++) fleet.insertDevice((n * 977) % fleet.size);
};

async function walk(gateway: TestGateway, variables: object, change: Change) {
  const seen: string[] = [];
  const calls: string[] = [];
  for (let [after, more] = [null as string | null, true]; more;) {
    const answer = await gateway.query(PAGE, { variables: { first: 1000, ...variables, after } });
    expect(answer.errors).toBeUndefined();
    const { nodes, pageInfo } = answer.data.devices;
    seen.push(...nodes.map(({ esperId }: { esperId: string }) => esperId));
    calls.push(...answer.calls);
    ({ endCursor: after, hasNextPage: more } = pageInfo);
    if (more) change(gateway.simulator.fleet, seen.at(-1)!);
  }
  return { seen, calls };
}

/** Exports the fleet, which `change` is let loose on after each piece of it that arrives. */
async function exported(gateway: TestGateway, variables: object, change: Change) {
  gateway.simulator.clearCalls();
  const response = await post(`${gateway.url}/graphql/export`, { query: PAGE, variables });
  let text = '';
  const decoder = new TextDecoder();
  for await (const piece of response.body!) {
    text += decoder.decode(piece as Uint8Array, { stream: true });
    const last = /"esperId":"([^"]+)"\}\n$/.exec(text)?.[1];
    if (last !== undefined) change(gateway.simulator.fleet, last);
  }
  const rows = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { esperId: string });
  return { seen: rows.map(({ esperId }) => esperId), calls: gateway.simulator.calls.map(({ path }) => `GET ${path}`) };
}

const ids = ({ simulator: { fleet } }: TestGateway) => Array.from({ length: fleet.size }, (_, at) => fleet.idAt(at)!);
const kindsOf = (calls: readonly string[]) => {
  const cursors = calls.filter((call) => call.includes('cursor=')).length;
  return { cursors, offsets: calls.length - cursors };
};

test('a walk by offset, a thousand devices a page, takes a call for each 250', async () => {
  reads.length = 0;
  const { seen, calls } = await walk(byOffset, {}, nothing);
  expect(new Set(seen).size).toBe(DEVICES);
  expect(kindsOf(calls)).toEqual({ cursors: 0, offsets: PAGES });
  expect(reads.filter(({ isDeep }) => isDeep)).toHaveLength((DEVICES - DEEP) / 250 - 1);
});

test('whoever goes on elsewhere, where no cursor of the REST API is remembered, goes on by offset', async () => {
  const first = await byCursor.query(PAGE, { variables: { first: 250 } });
  const second = await byCursor.query(PAGE, {
    variables: { first: 250, after: first.data.devices.pageInfo.endCursor },
  });
  const { endCursor } = second.data.devices.pageInfo;
  const variables = { first: 250, after: endCursor };
  const [here, elsewhere] = [await byCursor.query(PAGE, { variables }), await byOffset.query(PAGE, { variables })];
  expect([kindsOf(here.calls), kindsOf(elsewhere.calls)]).toEqual([
    { cursors: 1, offsets: 0 },
    { cursors: 0, offsets: 1 },
  ]);
  expect(elsewhere.data.devices.nodes).toEqual(here.data.devices.nodes);
});

test.each([
  ['by pages', walk, { first: 1000 }, { offsets: 4, cursors: 4 + PAGES - 4 }],
  ['by an export', exported, { first: 1000 }, { offsets: 4, cursors: 4 + PAGES - 4 }],
  ['by an export in small pages', exported, {}, { offsets: 1, cursors: 1 + PAGES - 1 }],
])(
  'a walk %s goes on by cursor from its second page, and gives what a walk by offset gives',
  async (_, by, variables, calls) => {
    const found = await by(byCursor, variables, nothing);
    const whole = await walk(byOffset, {}, nothing);
    expect(found.seen).toEqual(whole.seen);
    expect(kindsOf(found.calls)).toEqual(calls);
  },
);

test.each([
  ['by pages', walk],
  ['by an export', exported],
])('a walk %s sees every device once that stays, while others come and go', async (_, by) => {
  const before = ids(byCursor);
  const { seen, calls } = await by(byCursor, { first: 500, orderBy: { field: 'SERIAL' } }, everywhere);
  const after = new Set(ids(byCursor));
  const times = new Map<string, number>();
  for (const id of seen) times.set(id, (times.get(id) ?? 0) + 1);
  expect(before.filter((id) => after.has(id) && times.get(id) !== 1)).toEqual([]);
  expect(after.size).toBeLessThan(before.length);
  expect(calls.length).toBeGreaterThan(30);
});
