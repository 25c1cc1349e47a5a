import { expect, test } from 'vitest';
import type { Freshness } from '../../../src/upstream/cache/freshness.js';
import { memoryStore } from '../../../src/upstream/cache/memory-store.js';
import { Recall } from '../../../src/upstream/cache/recall.js';

const policy: Freshness = {
  ttlMs: 1000,
  staleMs: 5000,
  staleIfErrorMs: 0,
  negativeMs: 0,
  tags: ['thing', 'parent:{parent}'],
  changes: [],
};
const caller = { identity: 'a', authorization: 'Bearer a' };
const list = { caller, route: '/{parent}/things/', path: '/p1/things/' };

/** What is kept on a clock of the test's own. */
function kept({ maxBytes = 2 ** 20 } = {}) {
  let time = 1_000_000;
  const now = () => time;
  const store = memoryStore({ maxBytes, now });
  const recall = new Recall({ store, freshnessOf: () => policy, now });
  return {
    store,
    recall,
    pass: (ms: number) => void (time += ms),
    async keep(path: string, body: unknown = path, at = time, identity = 'a') {
      const write = await store.writer();
      await write(`${identity} ${path}`, { status: 200, body, at, freshMs: 1000, lifeMs: 6000 });
    },
    paths: () => recall.pages(list).map(({ path }) => path),
  };
}

test('the pages of a list are found whatever it was filtered by, the newest first, with their age', async () => {
  const { keep, pass, recall } = kept();
  await keep('/p1/things/?limit=20', 'first');
  pass(100);
  await keep('/p1/things/?limit=20&offset=20', 'second');
  await keep('/p1/things/t1/');
  await keep('/p2/things/?limit=20');
  await keep('/p1/things/?limit=5', 'not mine', 1_000_000, 'b');
  pass(100);
  expect(recall.pages(list)).toEqual([
    { path: '/p1/things/?limit=20&offset=20', body: 'second', ageMs: 100 },
    { path: '/p1/things/?limit=20', body: 'first', ageMs: 200 },
  ]);
});

test('what came later is newer by when the REST API sent it', async () => {
  const { keep, paths } = kept();
  await keep('/p1/things/?a', 1, 1_000_000);
  await keep('/p1/things/?b', 2, 999_500); // as one that another replica asked for, and put into Redis
  expect(paths()).toEqual(['/p1/things/?a', '/p1/things/?b']);
});

test('pages that are stale, invalidated, forgotten or pushed out are not found', async () => {
  const { keep, pass, paths, store } = kept({ maxBytes: 4000 });
  await keep('/p1/things/?a');
  await keep('/p1/things/?b');
  await store.delete('a /p1/things/?a');
  expect(paths()).toEqual(['/p1/things/?b']);
  await store.invalidate(['parent:p2']);
  expect(paths()).toHaveLength(1);
  await store.invalidate(['parent:p1']);
  expect(paths()).toEqual([]);
  await keep('/p1/things/?c');
  pass(999);
  expect(paths()).toHaveLength(1);
  pass(1);
  expect(paths()).toEqual([]);
  await keep('/p1/things/?d');
  for (let i = 0; i < 30; i++) await keep(`/other/${i}`, 'x'.repeat(100));
  expect(paths()).toEqual([]);
  await keep('/p1/things/?e');
  store.clear();
  expect(paths()).toEqual([]);
});

test('that there is no such list is not a page of it', async () => {
  const { store, paths } = kept();
  const write = await store.writer();
  await write('a /p1/things/?a', { status: 404, body: null, at: 1_000_000, freshMs: 1000, lifeMs: 1000 });
  expect(paths()).toEqual([]);
});

test('of the pages of a list the last are known, however many are kept', async () => {
  const { keep, paths } = kept();
  for (let i = 0; i < 100; i++) await keep(`/p1/things/?offset=${i}`);
  expect(paths()).toHaveLength(32);
  await keep('/p1/things/?offset=90');
  expect(paths()).toHaveLength(32);
  expect(paths().slice(0, 2)).toEqual(['/p1/things/?offset=90', '/p1/things/?offset=99']);
  expect(paths()).toContain('/p1/things/?offset=68');
});

test('when a thing was told of by itself is remembered, for its caller', () => {
  const { recall, pass } = kept();
  const thing = { caller, route: '/{parent}/things/{id}/', path: '/p1/things/t1/' };
  expect(recall.toldMs(thing)).toBe(Infinity);
  recall.tell(thing);
  recall.tell({ ...list, path: '/p1/things/?limit=20' });
  pass(70);
  expect(recall.toldMs(thing)).toBe(70);
  expect(recall.toldMs({ ...thing, caller: { ...caller, identity: 'b' } })).toBe(Infinity);
  expect(recall.toldMs({ ...list, path: '/p1/things/?limit=20' })).toBe(Infinity);
});

test('pages by the very filters of a list are found wherever they begin, however many there are by others', async () => {
  const { keep, pass, recall } = kept();
  await keep('/p1/things/?color=red&limit=5&ordering=name', 'first');
  for (let n = 0; n < 50; n++) await keep(`/p1/things/?color=${n}&limit=5&ordering=name`);
  pass(10);
  await keep('/p1/things/?color=red&limit=5&offset=5&ordering=name', 'second');
  await keep('/p1/things/?limit=9', 'all');
  await keep('/p1/things/?color=red&limit=5&ordering=name', 'not mine', 1_000_000, 'b');
  const narrowed = (query: string) => recall.narrowedPages({ ...list, path: list.path + query });
  expect(narrowed('?color=red&ordering=name')).toEqual([
    { path: '/p1/things/?color=red&limit=5&offset=5&ordering=name', body: 'second', ageMs: 0 },
    { path: '/p1/things/?color=red&limit=5&ordering=name', body: 'first', ageMs: 10 },
  ]);
  expect(narrowed('')).toMatchObject([{ body: 'all' }]);
  expect([narrowed('?color=red'), narrowed('?color=red&ordering=age')]).toEqual([[], []]);
  pass(990);
  expect(narrowed('?color=red&ordering=name')).toMatchObject([{ body: 'second' }]);
});
