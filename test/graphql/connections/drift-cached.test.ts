import { expect, test } from 'vitest';
import { useGateway } from '../../support/gateway.js';

const gateway = useGateway({ devices: 100, env: { CACHE_ENABLED: 'true' } });

const FORWARD = `query ($after: String) { devices(first: 20, after: $after) {
  nodes { esperId } pageInfo { hasNextPage endCursor reanchored } } }`;
const BACKWARD = `query ($before: String) { devices(last: 20, before: $before) {
  nodes { esperId } pageInfo { hasPreviousPage startCursor reanchored } } }`;
const noCache = { headers: { 'cache-control': 'no-cache' } };

interface Page {
  nodes: { esperId: string }[];
  pageInfo: {
    hasNextPage?: boolean;
    endCursor?: string;
    hasPreviousPage?: boolean;
    startCursor?: string;
    reanchored: boolean;
  };
}

/** Ids in the order in which a walk sees them; its first page is asked for afresh. */
async function walk(direction: 'forward' | 'backward', changeAfterFirst?: () => void): Promise<string[]> {
  const seen: string[] = [];
  for (let [cursor, more] = [null as string | null, true]; more;) {
    const forward = direction === 'forward';
    const variables = forward ? { after: cursor } : { before: cursor };
    const isFirst = cursor === null;
    const { data } = await gateway.query(forward ? FORWARD : BACKWARD, { variables, ...(isFirst && noCache) });
    const { nodes, pageInfo } = data.devices as Page;
    expect(pageInfo.reanchored).toBe(false);
    seen.push(...(forward ? nodes : nodes.toReversed()).map(({ esperId }) => esperId));
    cursor = (forward ? pageInfo.endCursor : pageInfo.startCursor) ?? null;
    more = (forward ? pageInfo.hasNextPage : pageInfo.hasPreviousPage) ?? false;
    if (isFirst) changeAfterFirst?.();
  }
  return seen;
}

test.each(['forward', 'backward'] as const)(
  'a walk %s over pages that are kept from before the list moved sees every device once',
  async (direction) => {
    const { fleet } = gateway.simulator;
    const before = await walk(direction);
    const gone = [before[3]!, before[7]!, before[15]!];
    // As many come at the other end, so that the same pages are asked for again.
    const name = direction === 'forward' ? 'Z' : 'A';
    for (const id of gone) {
      fleet.removeDevice(id);
      fleet.change(fleet.find(fleet.insertDevice(0))!, { name });
    }
    const after = await walk(direction, () => fleet.removeDevice(before[30]!));
    const stayed = before.filter((id) => !gone.includes(id) && id !== before[30]);
    expect(new Set(after).size).toBe(after.length);
    expect(stayed.filter((id) => !after.includes(id))).toEqual([]);
  },
);

test('the last rows are those there are now, though the number of all is kept from before some went', async () => {
  const { fleet } = gateway.simulator;
  await gateway.query('{ devices { totalCount } }', noCache);
  const ids = (await gateway.query('{ devices(first: 1000) { nodes { esperId } } }')).data.devices
    .nodes as Page['nodes'];
  for (const { esperId } of ids.splice(10, 3)) fleet.removeDevice(esperId);
  const { data } = await gateway.query('{ devices(last: 20) { nodes { esperId } pageInfo { hasNextPage } } }');
  expect(data.devices).toEqual({ nodes: ids.slice(-20), pageInfo: { hasNextPage: false } });
});
