import { expect, test } from 'vitest';
import { nodeId } from '../../src/graphql/node-id.js';
import { unmeasured, type measuredLatency, type Read } from '../../src/upstream/planning/latency.js';
import { useGateway } from '../support/gateway.js';
import { routesOf } from '../support/routes-of.js';

/** Pages of groups that take four times as long as one group; `seen` are the reads it is told of. */
const seen: Read[] = [];
const slowPages: typeof measuredLatency = (atOnce) => ({
  ...unmeasured(atOnce),
  ratio: () => 4,
  learn: (read, ms) => void (ms >= 0 && seen.push(read)),
});
const QUERY = 'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Group { path } } }';

const quick = useGateway();
const slow = useGateway({ latencyOf: slowPages });

const ids = (count: number) => quick.simulator.world.groups.all.slice(0, count).map(({ id }) => nodeId('Group', id));

test.each([
  [2, { '/enterprise/{id}/devicegroup/{id}/': 2 }, { '/enterprise/{id}/devicegroup/{id}/': 2 }],
  [4, { '/enterprise/{id}/devicegroup/': 1 }, { '/enterprise/{id}/devicegroup/{id}/': 4 }],
  [9, { '/enterprise/{id}/devicegroup/': 1 }, { '/enterprise/{id}/devicegroup/': 1 }],
])('%i groups are read one by one sooner where pages are slow', async (count, usual, whereSlow) => {
  const variables = { ids: ids(count) };
  expect(routesOf((await quick.query(QUERY, { variables })).calls)).toEqual(usual);
  expect(routesOf((await slow.query(QUERY, { variables })).calls)).toEqual(whereSlow);
});

test('how long reads take is learnt from those that are answered, with the rows of a page', async () => {
  seen.length = 0;
  const [{ id = '' } = {}] = quick.simulator.world.groups.all;
  await slow.query(`{ group(id: "${id}") { name } }`);
  await slow.query('{ devices(first: 7) { nodes { name } } }');
  await slow.query('{ group(id: "00000000-0000-4000-8000-000000000000") { name } }');
  expect(seen).toEqual([
    { route: '/enterprise/{enterprise}/devicegroup/{id}/', rows: undefined, isDeep: false },
    { route: '/v2/devices/', rows: 7, isDeep: false },
  ]);
});
