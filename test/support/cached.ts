import { newCacheCounts } from '../../src/upstream/cache/counts.js';
import type { Freshness } from '../../src/upstream/cache/freshness.js';
import { memoryStore } from '../../src/upstream/cache/memory-store.js';
import type { UpstreamError } from '../../src/upstream/errors.js';
import { cache } from '../../src/upstream/layers/cache.js';
import { deadlineOf, type Answer, type UpstreamRequest } from '../../src/upstream/send.js';
import { answered, request } from './upstream.js';

const never: Freshness = { ttlMs: 0, staleMs: 0, staleIfErrorMs: 0, negativeMs: 0, tags: [], changes: ['thing'] };
const policies: Record<string, Freshness> = {
  '/things/{id}': {
    ttlMs: 1000,
    staleMs: 2000,
    staleIfErrorMs: 10_000,
    negativeMs: 500,
    tags: ['thing', 'thing:{id}'],
    changes: ['thing'],
  },
  '/slow/{id}': { ...never, ttlMs: 60_000, tags: ['slow'] },
  '/others/{id}': { ...never, ttlMs: 1000, tags: ['other', 'other:{id}'], changes: ['other:{id}'] },
};

/** A cache on a clock of the test's own, before a REST API that numbers its answers. */
export function cached() {
  let now = 1_000_000;
  const counts = newCacheCounts();
  const store = memoryStore({ maxBytes: 2 ** 20, now: () => now });
  const seen: UpstreamRequest[] = [];
  const told: string[] = [];
  const replies: (UpstreamError | Promise<Answer>)[] = [];
  const layer = cache({
    store,
    freshnessOf: (route) => policies[route] ?? never,
    counts,
    told: ({ path }) => void told.push(path),
    patienceMs: 5000,
    now: () => now,
    clock: { now: () => now },
  });
  const send = layer(async (asked) => {
    seen.push(asked);
    const reply = replies.shift();
    if (reply instanceof Promise) return reply;
    if (reply) throw reply;
    return { ...answered, body: { n: seen.length } };
  });
  return {
    counts,
    store,
    seen,
    /** Paths that the REST API is said to have told of. */
    told,
    /** What the REST API answers next, instead of a number. */
    replies,
    pass: (ms: number) => void (now += ms),
    /** Milliseconds for which the last who asked the REST API will wait. */
    patience: () => deadlineOf(seen.at(-1)!) - now,
    ask: (changes: Partial<UpstreamRequest> = {}) => send(request(changes)),
    /** The number of the answer that is given. */
    number: async (changes: Partial<UpstreamRequest> = {}) => ((await send(request(changes))).body as { n: number }).n,
  };
}

export const bob = { caller: { identity: 'bob', authorization: 'Bearer bob' } };
export const otherThing = { path: '/things/2' };
export const other = { route: '/others/{id}', path: '/others/1' };
