import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSimulator, type Call, type Simulator } from '../src/simulator/simulator.js';
import { bundledGateway } from './support/bundled.js';
import { runGateway, type RunningGateway } from './support/program.js';
import { post } from './support/post.js';
import { hasRedis, RedisServer } from './support/redis.js';

const LIMIT = 10;
const RATE = { RATE_CONCURRENCY: String(LIMIT), RATE_MAX_CONCURRENCY: String(LIMIT) };
const CACHE_SECRET = 'the same secret in all replicas, and long';

interface Body {
  // A test knows the shape of what it asked for.
  data: any;
  errors?: { extensions: { code: string; retryAfter?: number } }[];
}

describe.skipIf(!hasRedis)('two gateways, each a process of its own, that share Redis', () => {
  let entry: string;
  let simulator: Simulator;
  let redis: RedisServer;
  const running: RunningGateway[] = [];

  beforeAll(async () => {
    simulator = await startSimulator({ devices: 200, latencyMs: 60 });
    redis = await RedisServer.start();
    entry = await bundledGateway();
  }, 60_000);
  afterAll(async () => {
    for (const { child } of running) child.kill('SIGKILL');
    await Promise.all(running.map(({ ended }) => ended));
    await redis.kill();
    await simulator.close();
  });

  /** Starts two; each function asks one of them. */
  async function start(env: Record<string, string>) {
    const both = [0, 1].map(() => runGateway(simulator, { ...RATE, ...env }, [entry]));
    running.push(...both);
    const urls = await Promise.all(both.map(({ url }) => url()));
    return urls.map((url) => {
      const ask = async (query: string, variables?: object): Promise<Body> => {
        return (await (await post(`${url}/graphql`, { query, variables })).json()) as Body;
      };
      return Object.assign(ask, { url });
    });
  }
  type Ask = Awaited<ReturnType<typeof start>>[number];

  const groups = async (ask: Ask): Promise<string[]> =>
    (await ask('{ groups(first: 20) { nodes { name } } }')).data.groups.nodes.map(
      (group: { name: string }) => group.name,
    );

  /** Whether it has shared a budget with others. */
  const shares = async (ask: Ask): Promise<boolean> => {
    await ask('{ viewer { email } }');
    return /^esper_graphql_budget_exchanges_total [1-9]/m.test(await (await fetch(`${ask.url}/metrics`)).text());
  };

  /** Every device from `from` on with its apps: a REST call each, and no two alike. */
  const apps = (from: number) => {
    const ids = Array.from({ length: 40 }, (_, n) => simulator.fleet.idOf(from + n));
    return `{ ${ids.map((id, n) => `d${n}: device(id: "${id}") { apps(first: 1) { nodes { name } } }`).join(' ')} }`;
  };
  /** REST calls that were under way at the same time at most, of those that count and began after the first so many. */
  const mostAtOnce = (skipped: number, counts: (call: Call) => boolean = () => true): number => {
    const calls = simulator.calls.slice(skipped).filter(counts);
    return Math.max(
      ...calls.map(
        ({ startedAt: at }) => calls.filter((one) => one.startedAt <= at && one.startedAt + one.ms > at).length,
      ),
    );
  };
  const load = async (asks: Ask[]) => {
    simulator.clearCalls();
    const answers = await Promise.all(asks.flatMap((ask, n) => [0, 1].map((m) => ask(apps(80 * n + 40 * m)))));
    expect(answers.flatMap(({ errors }) => errors ?? [])).toEqual([]);
  };

  test('what is written through one is seen by the next read through the other', { timeout: 60_000 }, async () => {
    const [one, other] = (await start({ REDIS_URL: redis.url, CACHE_SECRET })) as [Ask, Ask];
    // Until both are connected each of them keeps to its own memory.
    await expect
      .poll(async () => [await groups(one), simulator.clearCalls(), await groups(other), simulator.calls.length][3], {
        timeout: 10_000,
      })
      .toBe(0);
    const { id } = simulator.world.groups.at(2);
    const rename =
      'mutation ($input: RenameGroupInput!) { renameGroup(input: $input) { group { name } userErrors { code } } }';
    for (let round = 0; round < 20; round++) {
      const [writer, reader] = round % 2 ? [one, other] : [other, one];
      await Promise.all([groups(writer), groups(reader)]);
      const name = `Renamed ${round}`;
      const { data } = await writer(rename, { input: { group: id, name } });
      expect(data.renameGroup).toEqual({ group: { name }, userErrors: [] });
      expect(await groups(reader)).toContain(name);
    }
  });

  test(
    'together they have no more calls under way than one may have, and each its part',
    { timeout: 60_000 },
    async () => {
      const asks = await start({ REDIS_URL: redis.url, CACHE_SECRET, CACHE_ENABLED: 'false' });
      await Promise.all(asks.map((ask) => expect.poll(() => shares(ask), { timeout: 10_000 }).toBe(true)));
      // While the second one begins, each has one call at least. On a busy machine Redis may count as away for a moment.
      for (let tries = 0; tries === 0 || (tries < 3 && mostAtOnce(0) > LIMIT + 1); tries++) await load(asks);
      expect(mostAtOnce(0)).toBeLessThanOrEqual(LIMIT + 1);
      expect(mostAtOnce(40)).toBeGreaterThanOrEqual(LIMIT - 2);

      // A pause that one is asked for is kept by the other.
      simulator.faults.inject({ kind: 'status', status: 429, retryAfter: 120, times: 1 });
      expect((await asks[0]!('{ viewer { email } }')).errors).toMatchObject([{ extensions: { code: 'RATE_LIMITED' } }]);
      const viewer = () => asks[1]!('{ viewer { fullName } }');
      await expect.poll(async () => (await viewer()).errors?.length, { timeout: 10_000 }).toBe(1);
      simulator.clearCalls();
      const told = await viewer();
      expect(told.errors).toMatchObject([{ extensions: { code: 'RATE_LIMITED' } }]);
      expect(told.errors![0]!.extensions.retryAfter).toBeGreaterThan(100);
      expect(simulator.calls).toEqual([]);
    },
  );

  test('two that may have one call together take turns at it', { timeout: 60_000 }, async () => {
    const isOfApps = ({ path }: Call) => path.includes('app'); // the list of devices has a lane of its own
    const one = { RATE_CONCURRENCY: '1', RATE_MAX_CONCURRENCY: '1' };
    // Of another secret nobody has met a pause.
    const meeting = { REDIS_URL: redis.url, CACHE_SECRET: `${CACHE_SECRET} by themselves` };
    const asks = await start({ ...meeting, CACHE_ENABLED: 'false', ...one });
    await Promise.all(asks.map((ask) => expect.poll(() => shares(ask), { timeout: 10_000 }).toBe(true)));
    // On a busy machine Redis may count as away for a moment.
    for (let tries = 0; tries === 0 || (tries < 3 && mostAtOnce(0, isOfApps) > 1); tries++) {
      simulator.clearCalls();
      const answers = await Promise.all(asks.map((ask, n) => ask(apps(40 * n))));
      expect(answers.flatMap(({ errors }) => errors ?? [])).toEqual([]);
    }
    expect(mostAtOnce(0, isOfApps)).toBe(1);
  });

  test('without Redis each has a budget of its own', { timeout: 60_000 }, async () => {
    await load(await start({ CACHE_ENABLED: 'false' }));
    expect(mostAtOnce(0)).toBeGreaterThan(LIMIT + 1);
  });
});
