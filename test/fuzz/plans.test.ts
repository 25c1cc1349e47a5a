import { expect, test } from 'vitest';
import { unmeasured } from '../../src/upstream/planning/latency.js';
import type { Ask, TestGateway } from '../support/gateway.js';
import { documentOf, using } from './documents.js';

/** How many documents are tried: few with every run of the tests, many with `npm run fuzz`. */
const RUNS = Math.ceil(Number(process.env['FUZZ_RUNS'] ?? 500) / 10);
const SEED = Number(process.env['FUZZ_SEED'] ?? 1);

/** How long calls are taken to take: those that read one record next to nothing beside those that read lists, or the other way round. */
const preferring = (kind: 'records' | 'lists') => () =>
  unmeasured((route) => (/\}\/?$/.test(route) === (kind === 'records') ? 1000 : 0.001));

/** Reads what it can one by one, without choosing. */
const plain = using({ DEVICES_BY_GROUPS: 'false' }, { latencyOf: preferring('records'), isPriced: false });
/** Gateways to the same fleet that read it otherwise. */
const others = {
  'from lists': using({}, { latencyOf: preferring('lists'), isPriced: false }),
  'keeping answers': using({ CACHE_ENABLED: 'true' }),
  'by cursors': using({ DEVICES_BY_CURSOR: 'true' }),
};

/** Keeps all that it was ever answered, and finds it fresh. */
const keeping = using({ CACHE_ENABLED: 'true' }, { wallClock: () => 1_800_000_000_000 });

/** Those who see all, and those who see some groups. */
const keys = ['demo-admin', 'demo-manager', 'demo-viewer'];

/** What a client gets, for calls of which none is made twice. */
async function answer(gateway: TestGateway, query: string, ask: Ask) {
  const { status, data, errors = [], calls } = await gateway.query(query, ask);
  expect(calls.filter((call, at) => calls.indexOf(call) !== at)).toEqual([]);
  const faults = errors.map(({ message, path }) => JSON.stringify([path, message])).toSorted();
  return { status, data: data as unknown, faults };
}

test.each(Array.from({ length: RUNS }, (_, n) => n))(
  'whatever is known and kept of the fleet, and however it may be read, the answer is the same: document %i',
  async (n) => {
    const { query, variables } = documentOf(plain.simulator.world, SEED, 'plans', n);
    const ask = { variables, key: keys[n % keys.length]! };
    const asked = `${query} ${JSON.stringify(ask)}`;
    const first = await answer(plain, query, ask);
    for (const [how, gateway] of Object.entries(others))
      for (const time of ['', ', when lengths are known'])
        expect(await answer(gateway, query, ask), `${how}${time}: ${asked}`).toEqual(first);
  },
  60_000,
);

test('whatever is kept of what others have asked for, the answer is the same, for fewer calls', async () => {
  const spent = { plain: 0, keeping: 0 };
  for (let n = 0; n < RUNS; n++) {
    const { query, variables } = documentOf(plain.simulator.world, SEED, 'kept', n);
    const ask = { variables, key: keys[n % 2]! };
    const [first, then] = [await answer(plain, query, ask), await answer(keeping, query, ask)];
    expect(then, `document ${n}: ${query} ${JSON.stringify(ask)}`).toEqual(first);
    spent.plain += plain.simulator.calls.length;
    spent.keeping += keeping.simulator.calls.length;
  }
  expect(spent.keeping).toBeLessThan(spent.plain * 0.8);
}, 120_000);
