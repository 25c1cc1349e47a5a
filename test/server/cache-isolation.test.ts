import { afterAll, beforeAll, expect, test } from 'vitest';
import { nodeId } from '../../src/graphql/node-id.js';
import { createAnswerCache } from '../../src/server/rest-api/answer-cache.js';
import { startSimulator, type Simulator } from '../../src/simulator/simulator.js';
import { createLog } from '../../src/telemetry/log.js';
import { hasRedis, RedisServer } from '../support/redis.js';
import { configFor, startReplica, type Replica, type ReplicaAnswer } from '../support/replicas.js';

const KEYS = ['demo-admin', 'demo-viewer', 'demo-expired'];
const ROUNDS = 2000;
const QUERIES = 80;
const AT_ONCE = 24;
const SECRET = 'the same secret in all replicas, and long';

let simulator: Simulator;
let redis: RedisServer | undefined;
const replicas: Replica[] = [];
/** Answers as they are without any cache. */
let plain: Replica;

beforeAll(async () => {
  simulator = await startSimulator({ devices: 300 });
  redis = hasRedis ? await RedisServer.start() : undefined;
  const shared = redis && { REDIS_URL: redis.url, CACHE_SECRET: SECRET };
  for (let i = 0; i < 2; i++) replicas.push(await startReplica(simulator, { ...shared, RATE_CONCURRENCY: '100' }));
  plain = await startReplica(simulator, { CACHE_ENABLED: 'false', RATE_CONCURRENCY: '100' });
});
afterAll(async () => {
  for (const one of [...replicas, plain]) await one.close();
  await simulator.close();
  await redis?.kill();
});

/** The same numbers in every run. */
function dice(seed: number) {
  let state = seed;
  return (sides: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

const rowIds = 'nodes { id esperId }';
/**
 * Queries of one to three fields, thrown together from everything that has to do with devices, groups, apps and users. The
 * bare id of a parent stands in every row, so parents are asked for their names.
 */
function queries(count: number, roll: (sides: number) => number): string[] {
  const { fleet, world } = simulator;
  const device = () => fleet.factsOf(roll(fleet.size)).id;
  const group = () => world.groups.at(roll(7)).id;
  const some = () => 1 + roll(40);
  const fields: (() => string)[] = [
    () => 'viewer { fullName email groups { nodes { esperId name } } }',
    () => `devices(first: ${some()}) { totalCount ${rowIds} }`,
    () => `devices(first: 300) { totalCount nodes { esperId name group { esperId name } } }`,
    () =>
      `devices(first: ${some()}, filter: { groups: ["${group()}"] }) { totalCount nodes { esperId tags { name } } }`,
    () => `groups(first: ${some()}) { totalCount nodes { esperId name path deviceCount } }`,
    () => `rootGroup { esperId children(first: 5) { nodes { esperId devices(first: 5) { totalCount ${rowIds} } } } }`,
    () => `apps(first: ${some()}) { nodes { esperId name latestVersion { esperId } } }`,
    () => `users(first: ${some()}) { totalCount nodes { esperId email } }`,
    () => `device(id: "${device()}") { esperId name lastSeen group { esperId name path } }`,
    () => `device(id: "${device()}") { esperId apps(first: 3) { nodes { esperId name } } }`,
    () => `node(id: "${nodeId('Group', group())}") { ... on Group { esperId name parent { esperId name } } }`,
    () =>
      `nodes(ids: ["${nodeId('Device', device())}", "${nodeId('Device', device())}"]) { ... on Device { esperId name } }`,
    () =>
      `group(id: "${group()}") { esperId ancestors { esperId name } devices(first: ${some()}) { totalCount ${rowIds} } }`,
  ];
  const field = (_: unknown, n: number) => `f${n}: ${fields[roll(fields.length)]!()}`;
  return Array.from({ length: count }, () => `{ ${Array.from({ length: 1 + roll(3) }, field).join(' ')} }`);
}

const seen = ({ data, errors = [] }: ReplicaAnswer) =>
  JSON.stringify([data, errors.map(({ path, extensions }) => `${path?.join('.')} ${extensions.code}`).toSorted()]);

/** Ids of the devices and groups that a key may see, as the REST API itself tells it. */
async function visible(key: string): Promise<Set<string>> {
  const ids = async (path: string): Promise<string[]> => {
    const response = await fetch(simulator.url + path, { headers: { authorization: `Bearer ${key}` } });
    const body = (await response.json()) as { content?: { results: { id: string }[] }; results?: { id: string }[] };
    return (body.content?.results ?? body.results ?? []).map(({ id }) => id);
  };
  const groups = `/enterprise/${simulator.world.enterpriseId}/devicegroup/?limit=1000`;
  return new Set([...(await ids('/v2/devices/?limit=1000')), ...(await ids(groups))]);
}

test('keys with different rights, asking the same things at the same time, never see what only the other may see', async () => {
  const pool = queries(QUERIES, dice(11));
  const [everything, little] = await Promise.all(['demo-admin', 'demo-viewer'].map(visible));
  const hidden = [...everything!].filter((id) => !little!.has(id));
  expect(hidden.length).toBeGreaterThan(100);

  const right = new Map<string, string>();
  for (const key of KEYS) {
    for (const query of pool) right.set(key + query, seen(await plain.query(query, { key })));
  }
  const invalidator = createAnswerCache(
    configFor(simulator, { ...(redis && { REDIS_URL: redis.url, CACHE_SECRET: SECRET }) }),
    createLog('silent'),
    () => {},
  );

  const roll = dice(7);
  let cached = 0;
  const one = async () => {
    const [key, query, replica] = [KEYS[roll(KEYS.length)]!, pool[roll(pool.length)]!, replicas[roll(2)]!];
    const headers: Record<string, string> = roll(20) === 0 ? { 'cache-control': 'no-cache' } : {};
    if (roll(40) === 0) await invalidator.invalidate([['device', 'group', 'app'][roll(3)]!]);
    const answer = await replica.query(query, { key, headers });
    const text = seen(answer);
    expect(text, `${key} ${query}`).toBe(right.get(key + query));
    if (key !== 'demo-admin') expect(hidden.filter((id) => text.includes(`"esperId":"${id}"`))).toEqual([]);
    cached += answer.extensions.upstream.cached;
  };
  let left = ROUNDS;
  const worker = async () => {
    while (left-- > 0) await one();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  await invalidator.close();
  expect(cached).toBeGreaterThan(ROUNDS / 3);
}, 120_000);
