import { expect, test } from 'vitest';
import type { GraphQLFormattedError } from 'graphql';
import { Random } from '../../src/simulator/random.js';
import type { FaultRule } from '../../src/simulator/faults.js';
import { documentOf, using } from './documents.js';

/** How many documents are tried: few with every run of the tests, many with `npm run fuzz`. */
const RUNS = Math.ceil(Number(process.env['FUZZ_RUNS'] ?? 200) / 10);
const SEED = Number(process.env['FUZZ_SEED'] ?? 1);

const gateways = {
  'no answer kept': using({ UPSTREAM_ATTEMPTS: '1' }),
  'answers kept': using({ UPSTREAM_ATTEMPTS: '1', CACHE_ENABLED: 'true' }),
  cursors: using({ UPSTREAM_ATTEMPTS: '1', DEVICES_BY_CURSOR: 'true' }),
};

/** What goes wrong with a call and is no answer: to be told, and not to be taken for one. */
const faults: readonly FaultRule[] = [
  { kind: 'status', status: 400 },
  { kind: 'status', status: 403 },
  { kind: 'status', status: 500 },
  { kind: 'list' },
  { kind: 'truncate' },
  { kind: 'html' },
  { kind: 'empty' },
  { kind: 'drop' },
];

type Path = readonly (string | number)[];
type Errors = readonly GraphQLFormattedError[];

const begins = (path: Path, start: Path) => start.every((key, at) => path[at] === key);

/** Where a part of an answer differs from the true one, and no error tells why. */
function untold(truth: unknown, found: unknown, errors: Errors, path: Path = []): string[] {
  if (found === null && truth !== null) {
    const isTold = errors.some(({ path: where = [] }) => begins(where, path));
    return isTold ? [] : [`${path.join('.')} is null, not ${JSON.stringify(truth)}`];
  }
  if (typeof truth !== 'object' || typeof found !== 'object' || truth === null || found === null)
    return Object.is(truth, found)
      ? []
      : [`${path.join('.')} is ${JSON.stringify(found)}, not ${JSON.stringify(truth)}`];
  const keys = new Set([...Object.keys(truth), ...Object.keys(found)]);
  return [...keys].flatMap((key) =>
    untold((truth as Record<string, unknown>)[key], (found as Record<string, unknown>)[key], errors, [
      ...path,
      Array.isArray(truth) ? Number(key) : key,
    ]),
  );
}

/** Whether nothing stands where an error says so: there, or, where that may not be null, in its place. */
function leadsToNull(data: unknown, path: Path): boolean {
  if (data === null || data === undefined) return data === null;
  const [key, ...rest] = path;
  return key !== undefined && leadsToNull((data as Record<string, unknown>)[key], rest);
}

test.each(Array.from({ length: RUNS }, (_, n) => n))(
  'when calls fail, what is answered is true, and what is not has an error: document %i',
  async (n) => {
    const random = new Random(SEED, 'what fails', n);
    for (const [how, gateway] of Object.entries(gateways)) {
      const { world } = gateway.simulator;
      const before = documentOf(world, SEED, 'what is known', n);
      await gateway.query(before.query, { variables: before.variables });
      const { query, variables } = documentOf(world, SEED, 'faults', n);
      const fault = { ...random.pick(faults), probability: random.pick([0.1, 0.3, 0.7]) };
      gateway.simulator.faults.inject(fault);
      const failing = await gateway.query(query, { variables });
      gateway.simulator.faults.clear();
      const whole = await gateway.query(query, { variables });
      const asked = `${how}, ${JSON.stringify(fault)}: ${query} ${JSON.stringify(variables)}`;
      expect(untold(whole.data, failing.data ?? null, failing.errors ?? []), asked).toEqual([]);
      const misplaced = (failing.errors ?? []).filter(({ path = [] }) => !leadsToNull(failing.data ?? null, path));
      expect(misplaced, asked).toEqual([]);
    }
  },
  60_000,
);
