import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { servedSchema } from '../../../src/server/operation/served-schema.js';
import { startSimulator, type Simulator } from '../../../src/simulator/simulator.js';
import { configFor, startReplica, type Replica, type ReplicaAnswer } from '../../support/replicas.js';

/** What gateways of one process are set to; each has a fleet of its own, of as many devices. */
const fleets: readonly { devices: number; env: Record<string, string> }[] = [
  { devices: 20, env: { EXECUTION: 'compiled' } },
  {
    devices: 7,
    env: { EXECUTION: 'interpreted', LIMIT_FIELDS: '1000', LIMIT_COST_CALLS: '30', CACHE_ENABLED: 'false' },
  },
  { devices: 12, env: { EXECUTION: 'compiled', LIMIT_FIELDS: '1000', SINGLE_FLIGHT: 'false', INTROSPECTION: 'off' } },
  { devices: 5, env: { EXECUTION: 'compiled', FEDERATION: 'on' } },
  { devices: 9, env: { EXECUTION: 'interpreted', FEDERATION: 'on', LIMIT_FIELDS: '1000' } },
];
const settings = fleets.map((set, place) => ({ ...set, place }));

const simulators: Simulator[] = [];
const gateways: Replica[] = [];
beforeAll(async () => {
  for (const { devices, env, place } of settings) {
    simulators[place] = await startSimulator({ devices, seed: place + 1 });
    gateways[place] = await startReplica(simulators[place], env);
  }
});
afterAll(async () => {
  await Promise.all(gateways.map((gateway) => gateway.close()));
  await Promise.all(simulators.map((simulator) => simulator.close()));
});

const codes = ({ errors }: ReplicaAnswer) => errors?.map(({ extensions }) => extensions.code) ?? [];

/** What each gateway is asked, and what it is to answer as it is set. */
const questions: Record<string, { query: string; check: (answer: ReplicaAnswer, place: number) => void }> = {
  'lists its own fleet': {
    query: '{ enterprise { esperId } devices(first: 100) { totalCount nodes { esperId __typename } } }',
    check: ({ data, errors }, place) => {
      expect(errors).toBeUndefined();
      expect(data.enterprise.esperId).toBe(simulators[place]!.world.enterpriseId);
      expect([data.devices.totalCount, data.devices.nodes.length]).toEqual([
        settings[place]!.devices,
        settings[place]!.devices,
      ]);
    },
  },
  'keeps its own bound of values': {
    query: `{ rootGroup { ${Array.from({ length: 150 }, (_, n) => `a${n}: children(first: 10) { nodes { id } }`).join(' ')} } }`,
    check: (answer, place) =>
      expect(codes(answer)).toEqual(settings[place]!.env['LIMIT_FIELDS'] ? ['LIMIT_EXCEEDED'] : []),
  },
  'keeps its own bound of calls': {
    query: '{ apps(first: 100) { nodes { installedCount } } }',
    check: (answer, place) =>
      expect(codes(answer)).toEqual(settings[place]!.env['LIMIT_COST_CALLS'] ? ['LIMIT_EXCEEDED'] : []),
  },
  'tells of itself where it is set to, within its own bound': {
    query: '{ __schema { queryType { fields { name } } } }',
    check: (answer, place) => {
      const { INTROSPECTION, FEDERATION } = settings[place]!.env;
      if (INTROSPECTION === 'off') return expect(codes(answer)).toEqual(['GRAPHQL_VALIDATION_FAILED']);
      const names = answer.data.__schema.queryType.fields.map(({ name }: { name: string }) => name);
      expect(names.includes('_entities')).toBe(FEDERATION === 'on');
    },
  },
};

const ask = async ({ query, check }: (typeof questions)[string], place: number, headers: Record<string, string> = {}) =>
  check(await gateways[place]!.query(query, { headers }), place);

test('gateways that are set alike in this are served one schema', () => {
  const schemas = settings.map(({ env, place }) => servedSchema(configFor(simulators[place]!, env)));
  expect(schemas.map((schema) => schemas.indexOf(schema))).toEqual([0, 0, 0, 3, 3]);
});

describe.each(Object.entries(questions))('each gateway of a process %s', (_, question) => {
  test('when they are asked in turn', async () => {
    for (let n = 0; n < 3; n++) for (const { place } of settings) await ask(question, place);
  });
});

test('and all of that when they are asked at once, some of them to explain it', async () => {
  const asked = [1, 2, 3, 4].flatMap((n) =>
    settings.flatMap(({ place }) =>
      Object.values(questions).map((question) =>
        ask(question, place, (n + place) % 2 ? { 'x-esper-explain': '1' } : { 'cache-control': 'no-cache' }),
      ),
    ),
  );
  await Promise.all(asked);
});

test('what one gateway is asked to explain holds calls of its own fleet alone', async () => {
  const query = '{ devices(first: 3) { nodes { name group { name } } } }';
  const headers = { 'x-esper-explain': '1', 'cache-control': 'no-cache' };
  const asked = ({ calls }: Simulator) => calls.filter(({ key }) => key === 'demo-admin').length;
  const before = simulators.map(asked);
  const answers = await Promise.all(settings.map(({ place }) => gateways[place]!.query(query, { headers })));
  for (const [place, { errors, extensions }] of answers.entries()) {
    expect(errors).toBeUndefined();
    expect(extensions.upstream.calls).toBeGreaterThan(0);
    expect(asked(simulators[place]!) - before[place]!).toBe(extensions.upstream.calls);
  }
});
