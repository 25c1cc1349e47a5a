import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newCacheCounts } from '../../../src/upstream/cache/counts.js';
import { memoryStore } from '../../../src/upstream/cache/memory-store.js';
import { Recall } from '../../../src/upstream/cache/recall.js';
import { cache } from '../../../src/upstream/layers/cache.js';
import { createMemory } from '../../../src/upstream/memory.js';
import type { Send } from '../../../src/upstream/send.js';
import { Upstream } from '../../../src/upstream/upstream.js';
import { answered } from '../../support/upstream.js';

/** A list as a REST API serves it: how many rows it has, a page has at most, and are counted; and whether it tells of a next page. */
interface Served {
  readonly length: number;
  readonly cap: number;
  readonly counted: number | null;
  readonly hasNext: boolean;
}
const lists: fc.Arbitrary<Served> = fc
  .record({
    length: fc.oneof(fc.nat({ max: 700 }), fc.constantFrom(249, 250, 251, 252, 500, 501)),
    cap: fc.constantFrom(1000, 250, 100, 33),
    counted: fc.constantFrom(Infinity, 200, 60, null),
    hasNext: fc.boolean(),
  })
  // One that stops counting and tells of no next page ends, for all anybody knows, where its count does.
  .filter(({ length, counted, hasNext }) => hasNext || counted === null || counted >= length);
const limits = fc.oneof(fc.constantFrom(1, 20, 60, 200, 250, 251, 502), fc.integer({ min: 1, max: 300 }));
const stretches = fc.array(fc.tuple(fc.oneof(fc.constantFrom(0, 0, 200, 249), fc.nat({ max: 600 })), limits), {
  minLength: 1,
  maxLength: 3,
});

function serving({ length, cap, counted, hasNext }: Served, calls: string[]): Send {
  return async ({ path }) => {
    calls.push(path);
    const asked = new URL(path, 'https://esper.test').searchParams;
    const [limit, offset] = [Math.min(cap, Number(asked.get('limit'))), Number(asked.get('offset'))];
    const results = Array.from({ length: Math.max(0, Math.min(limit, length - offset)) }, (_, n) => ({
      id: `t${offset + n}`,
    }));
    const isLast = offset + results.length >= length;
    const next = !hasNext ? undefined : isLast ? null : 'further';
    return { ...answered, body: { ...(counted !== null && { count: Math.min(length, counted) }), next, results } };
  };
}

test('what is cut from pages that are kept is what the REST API would have answered, and asks it no more often', () =>
  fc.assert(
    fc.asyncProperty(lists, fc.array(stretches, { minLength: 2, maxLength: 4 }), async (list, operations) => {
      const freshnessOf = () => ({ ttlMs: 1000, staleMs: 0, staleIfErrorMs: 0, negativeMs: 0, tags: [], changes: [] });
      const now = () => 1_000_000;
      const store = memoryStore({ maxBytes: 2 ** 24, now });
      const recall = new Recall({ store, freshnessOf, now });
      const [calls, callsWithout]: [string[], string[]] = [[], []];
      const keeping = cache({ store, freshnessOf, counts: newCacheCounts(), now })(serving(list, calls));
      const means = { caller: { identity: 'a', authorization: 'Bearer a' } };
      const one = { ...means, send: keeping, recall, memory: createMemory()('a') };
      const other = { ...means, send: serving(list, callsWithout), memory: createMemory()('a') };
      for (const asked of operations) {
        const [found, expected] = await Promise.all(
          [one, other].map((options) => {
            const rows = new Upstream(options).list<{ id: string }>('/things/', ({ id }) => id);
            return Promise.all(asked.map(([offset, limit]) => rows.slice(offset, limit)));
          }),
        );
        const told = (slices: typeof found = []) => slices.map(({ rows, total, moved }) => ({ rows, total, moved }));
        expect(told(found)).toEqual(told(expected));
      }
      expect(calls.length).toBeLessThanOrEqual(callsWithout.length);
    }),
    { numRuns: 300 },
  ));
