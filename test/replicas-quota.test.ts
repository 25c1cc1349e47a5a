import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSimulator, type Simulator } from '../src/simulator/simulator.js';
import { hasRedis, RedisServer } from './support/redis.js';
import { startReplica, type Replica } from './support/replicas.js';

describe.skipIf(!hasRedis)('gateways that share Redis, and the quota of a key', () => {
  let simulator: Simulator;
  let redis: RedisServer;
  const replicas: Replica[] = [];

  beforeAll(async () => {
    simulator = await startSimulator({ devices: 200, latencyMs: 20 });
    redis = await RedisServer.start();
  });
  afterAll(async () => {
    await Promise.all(replicas.map((replica) => replica.close()));
    await redis.kill();
    await simulator.close();
  });

  const shared = { CACHE_SECRET: 'the same secret in all replicas, and long', CACHE_ENABLED: 'false' };
  const start = async (): Promise<Replica> => {
    const replica = await startReplica(simulator, { ...shared, REDIS_URL: redis.url });
    replicas.push(replica);
    return replica;
  };
  /** Asks these in turn for so many devices, each by a call of its own and all at once. */
  const load = async (asked: Replica[], from: number, count: number) => {
    const answers = await Promise.all(
      Array.from({ length: count }, (_, n) =>
        asked[n % asked.length]!.query(`{ device(id: "${simulator.fleet.idOf(from + n)}") { name } }`),
      ),
    );
    expect(answers.flatMap(({ errors }) => errors ?? [])).toEqual([]);
  };
  const mostInASecond = () =>
    Math.max(
      ...simulator.calls.map(
        ({ startedAt: at }) => simulator.calls.filter((one) => one.startedAt >= at && one.startedAt < at + 1000).length,
      ),
    );

  const meets = async ({ url, query }: Replica): Promise<boolean> => {
    await query('{ viewer { email } }');
    return /^esper_graphql_budget_exchanges_total [1-9]/m.test(await (await fetch(`${url}/metrics`)).text());
  };
  const meet = (replica: Replica) => expect.poll(() => meets(replica), { timeout: 10_000 }).toBe(true);

  test('what one is refused, all learn from what all were given', { timeout: 60_000 }, async () => {
    const three = await Promise.all([start(), start(), start()]);
    await Promise.all(three.map(meet));
    // Ten calls each, of which none could tell a rate by itself.
    await load(three, 0, 30);
    simulator.faults.inject({ kind: 'status', status: 429, retryAfter: 1, times: 1 });
    await load(three.slice(0, 1), 30, 1);
    simulator.clearCalls();
    await load(three, 40, 75);
    // Thirty calls are taken for what a second may have. On a busy machine Redis may count as away for one of the replicas.
    expect(mostInASecond()).toBeLessThan(55);
  });
});
