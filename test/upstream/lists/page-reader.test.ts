import { expect, test } from 'vitest';
import { memoryStore } from '../../../src/upstream/cache/memory-store.js';
import { Recall } from '../../../src/upstream/cache/recall.js';
import { createMemory } from '../../../src/upstream/memory.js';
import { UnfitIdError } from '../../../src/upstream/route.js';
import { Upstream } from '../../../src/upstream/upstream.js';
import { answered, failure } from '../../support/upstream.js';

const idOf = ({ id }: { id: string }) => id;

/** An operation for which pages are kept: of things one that cannot be read. The REST API serves one row of each list. */
function operation(): Upstream {
  const store = memoryStore({ maxBytes: 2 ** 20 });
  const unreadable = { count: 1, results: [{ color: 'red' }] };
  const entry = { status: 200, body: unreadable, at: Date.now(), freshMs: 1000, lifeMs: 1000 };
  void store.writer().then((write) => write('a /things/?limit=50', entry));
  const freshnessOf = () => ({ ttlMs: 1000, staleMs: 0, staleIfErrorMs: 0, negativeMs: 0, tags: [], changes: [] });
  return new Upstream({
    send: async () => ({ ...answered, body: { count: 1, results: [{ id: 't1' }] } }),
    caller: { identity: 'a', authorization: 'Bearer a' },
    memory: createMemory()('a'),
    recall: new Recall({ store, freshnessOf }),
  });
}

/** What comes of a page, and all that nobody caught meanwhile: of that the process ends. */
async function ending(page: () => Promise<unknown>) {
  const uncaught: unknown[] = [];
  const note = (error: unknown) => uncaught.push(error);
  process.on('unhandledRejection', note).on('uncaughtException', note);
  let end: unknown;
  const ended = (how: unknown) => void (end = how);
  page().then(ended, ended);
  for (let turns = 0; turns < 5; turns++) await new Promise((resolve) => setImmediate(resolve));
  process.off('unhandledRejection', note).off('uncaughtException', note);
  return { end, uncaught };
}

/** Things t0, t1 ... of a REST API that does not count them: that there is no next page is all it says. */
const uncounted = (length: number) =>
  new Upstream({
    send: async ({ path }) => {
      const asked = new URL(path, 'https://esper.test').searchParams;
      const [limit, offset] = [Number(asked.get('limit')), Number(asked.get('offset'))];
      const ids = Array.from({ length }, (_, n) => `t${n}`).slice(offset, offset + limit);
      const next = offset + limit < length ? '/things/?offset=1' : null;
      return { ...answered, body: { content: { next, previous: null, results: ids.map((id) => ({ id })) } } };
    },
    caller: { identity: 'a', authorization: 'Bearer a' },
    memory: createMemory()('a'),
  }).list<{ id: string }>('/things/', idOf);

test.each([
  ['the whole list', 0, 9, 5],
  ['its last rows, though as many as were asked for', 2, 3, 5],
  ['its first rows', 0, 4, null],
  ['what lies behind its end', 7, 3, null],
])(
  'the length of a list without a count is known by the page behind which there is no other: %s',
  async (_, offset, limit, total) => {
    const list = uncounted(5);
    expect((await list.slice(offset, limit)).total).toBe(total);
    expect(list.length?.()).toBe(total ?? undefined);
  },
);

test('an empty list without a count has no rows', async () => {
  expect(await uncounted(0).slice(0, 5)).toMatchObject({ rows: [], total: 0 });
});

test('a page fails with what its path could not be filled for, and leaves no rejection behind', async () => {
  const esper = operation();
  const refused = failure('UNAUTHENTICATED');
  esper.provide('enterprise', async () => Promise.reject(refused));
  const list = esper.list('/enterprise/{enterprise}/things/', idOf);
  expect(await ending(() => list.slice(0, 5))).toEqual({ end: refused, uncaught: [] });
});

test('a page whose path cannot be filled with what is given fails, and nothing is thrown', async () => {
  const list = operation().list('/things/{thing}/parts/', idOf, {}, { thing: 'a b' });
  expect(await ending(() => list.slice(0, 5))).toEqual({ end: new UnfitIdError('a b'), uncaught: [] });
});

test('a page that is kept and cannot be read is none to be cut from', async () => {
  const list = operation().list('/things/', idOf);
  expect(await ending(() => list.slice(0, 5))).toMatchObject({ end: { rows: [{ id: 't1' }] }, uncaught: [] });
});
