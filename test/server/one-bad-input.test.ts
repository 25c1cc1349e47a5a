import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startSimulator, type Simulator } from '../../src/simulator/simulator.js';
import { startReplica, type Replica } from '../support/replicas.js';
import { useSignIn } from '../support/sign-in.js';

const signIn = useSignIn();
let simulator: Simulator;
let gateway: Replica;
beforeAll(async () => {
  simulator = await startSimulator({ devices: 30 });
});
afterEach(async () => {
  simulator.faults.clear();
  await gateway.close();
});
afterAll(() => simulator.close());

const byToken = () => ({ ...signIn.settings, ESPER_API_KEY: 'demo-admin' });
const ways: [how: string, settings: () => Record<string, string>, keys: () => Promise<[string, string]>][] = [
  ['keys of their own', () => ({}), async () => ['demo-admin', 'demo-viewer']],
  [
    'tokens, for which one key is used',
    byToken,
    async () => [await signIn.token({ sub: 'mallory' }), await signIn.token({ sub: 'bob' })],
  ],
];

describe.each(ways)('among callers with %s', (_, settings, keys) => {
  const begin = async () => {
    gateway = await startReplica(simulator, { CACHE_ENABLED: 'false', UPSTREAM_ATTEMPTS: '1', ...settings() });
    const [mallory, bob] = await keys();
    const id = simulator.fleet.idOf(3);
    simulator.faults.inject({ kind: 'status', status: 500, match: id });
    return {
      /** Asks again and again for the one thing at which the REST API fails. */
      insist: async () => {
        for (let n = 0; n < 40; n++) await gateway.query(`{ device(id: "${id}") { name } }`, { key: mallory });
      },
      viewer: async () => (await gateway.query('{ viewer { username } }', { key: bob })).errors,
    };
  };

  test('who insists on an input at which the REST API fails stops nobody else', async () => {
    const { insist, viewer } = await begin();
    expect(await viewer()).toBeUndefined();
    await insist();
    expect(await viewer()).toBeUndefined();
  });

  test('nor is anybody stopped who comes when nobody else has asked', async () => {
    const { insist, viewer } = await begin();
    await insist();
    expect(await viewer()).toBeUndefined();
  });

  test('when the REST API fails for everybody, what is asked is refused without a call', async () => {
    const { insist, viewer } = await begin();
    simulator.faults.inject({ kind: 'status', status: 503 });
    await insist();
    await viewer();
    simulator.clearCalls();
    expect(await viewer()).toMatchObject([
      { extensions: { code: 'UPSTREAM_UNAVAILABLE', retryAfter: expect.any(Number) } },
    ]);
    expect(simulator.calls).toEqual([]);
  });
});
