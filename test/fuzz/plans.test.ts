import { buildSchema } from 'graphql';
import { expect, test } from 'vitest';
import { nodeId } from '../../src/graphql/node-id.js';
import { readTypeDefs } from '../../src/graphql/schema.js';
import { Random } from '../../src/simulator/random.js';
import type { World } from '../../src/simulator/world.js';
import { unmeasured } from '../../src/upstream/latency.js';
import { useGateway, type TestGateway, type TestGatewayOptions } from '../support/gateway.js';
import { SensibleDocument, type Knowledge } from './sensible-document.js';

/** How many documents are tried: few with every run of the tests, many with `npm run fuzz`. */
const RUNS = Math.ceil(Number(process.env['FUZZ_RUNS'] ?? 500) / 10);
const SEED = Number(process.env['FUZZ_SEED'] ?? 1);

const unlimited = { LIMIT_COST_CALLS: '100000', LIMIT_COST_ROWS: '10000000', LIMIT_FIELDS: '1000000' };
const using = (env: Record<string, string> = {}, options: TestGatewayOptions = {}) =>
  useGateway({ devices: 300, onExchange: () => {}, env: { ...unlimited, SINGLE_FLIGHT: 'false', ...env }, ...options });

/** How long calls are taken to take: those that read one record next to nothing beside those that read lists, or the other way round. */
const preferring = (kind: 'records' | 'lists') => () =>
  unmeasured((route) => (/\}\/?$/.test(route) === (kind === 'records') ? 1000 : 0.001));

/** Reads what it can one by one, without choosing. */
const plain = using({}, { latencyOf: preferring('records') });
/** Gateways to the same fleet that read it otherwise. */
const others = {
  'from lists': using({}, { latencyOf: preferring('lists'), isPriced: false }),
  'keeping answers': using({ CACHE_ENABLED: 'true' }),
  'by filters and cursors': using({ DEVICES_BY_GROUPS: 'true', DEVICES_BY_CURSOR: 'true' }),
};

const schema = buildSchema(readTypeDefs().join('\n'));

function knowledgeOf({ fleet, groups, apps, users, tags, commands }: World): Knowledge {
  const devices = Array.from({ length: 60 }, (_, n) => fleet.factsOf(n * 4));
  const versions = apps.apps.flatMap((app) =>
    app.versions.slice(0, 3).map(({ id }) => nodeId('AppVersion', app.id, id)),
  );
  const ids = {
    AndroidDevice: devices.flatMap(({ id, platform }) => (platform === 'ANDROID' ? nodeId('AndroidDevice', id) : [])),
    Group: groups.all.map(({ id }) => nodeId('Group', id)),
    App: apps.apps.map(({ id }) => nodeId('App', id)),
    AppVersion: versions,
    User: users.all.map(({ id }) => nodeId('User', id)),
    Tag: tags.map(({ id }) => nodeId('Tag', id)),
    Command: commands.all.map(({ id }) => nodeId('Command', id)),
  };
  const texts = [...devices.map(({ name }) => name), ...groups.all.map(({ name }) => name)];
  return {
    ids: Object.entries(ids).flatMap(([type, all]) => all.map((id) => ({ type, id }))),
    texts: [...texts, ...apps.apps.map(({ packageName }) => packageName)],
  };
}

/** What a client gets, for calls of which none is made twice. */
async function answer(gateway: TestGateway, query: string, variables: Record<string, unknown>) {
  const { status, data, errors = [], calls } = await gateway.query(query, { variables });
  expect(calls.filter((call, at) => calls.indexOf(call) !== at)).toEqual([]);
  const faults = errors.map(({ message, path }) => JSON.stringify([path, message])).toSorted();
  return { status, data: data as unknown, faults };
}

test.each(Array.from({ length: RUNS }, (_, n) => n))(
  'whatever is known and kept of the fleet, and however it may be read, the answer is the same: document %i',
  async (n) => {
    const random = new Random(SEED, 'plans', n);
    const { query, variables } = new SensibleDocument(schema, random, knowledgeOf(plain.simulator.world)).make();
    const asked = `${query} ${JSON.stringify(variables)}`;
    const first = await answer(plain, query, variables);
    for (const [how, gateway] of Object.entries(others))
      for (const time of ['', ', when lengths are known'])
        expect(await answer(gateway, query, variables), `${how}${time}: ${asked}`).toEqual(first);
  },
);
