import { expect, test } from 'vitest';
import type { AskPage } from '../../../src/upstream/lists/page-reader.js';
import { Paged } from '../../../src/upstream/lists/paged.js';
import { createMemory } from '../../../src/upstream/memory.js';
import { ByCursor } from '../../../src/upstream/planning/by-cursor.js';
import { Filters } from '../../../src/upstream/planning/filters.js';
import { unmeasured } from '../../../src/upstream/planning/latency.js';
import { answered, failure } from '../../support/upstream.js';

interface Row {
  readonly id: string;
}
const idOf = ({ id }: Row) => id;
const named = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => `r${from + n}`);

interface Options {
  length?: number;
  isScan?: boolean;
  /** How many times as long a page far on takes. */
  slower?: number;
  /** What the REST API makes of a cursor. */
  server?:
    | 'understands'
    | 'ignores'
    | 'refuses'
    | 'fails'
    | 'orders otherwise'
    | 'says nothing of the next'
    | 'sends more than is asked for'
    | 'repeats its cursor';
}

/** A list that is served by offsets and by cursors, and what was asked of it. A cursor is the id of the row it stands behind. */
function walked({ length = 8000, isScan = true, slower, server = 'understands' }: Options = {}) {
  const rows = named(0, length).map((id) => ({ id }));
  const calls: string[] = [];
  const ask: AskPage = async (_route, _params, { cursor, limit, offset = 0 }) => {
    calls.push(cursor === undefined ? `${String(limit)} at ${String(offset)}` : `${String(limit)} ${String(cursor)}`);
    if (cursor !== undefined && server === 'refuses') throw failure('BAD_USER_INPUT');
    if (cursor !== undefined && server === 'fails') throw failure('UPSTREAM_UNAVAILABLE');
    const isByCursor = cursor !== undefined && server !== 'ignores';
    const found = isByCursor && server === 'orders otherwise' ? rows.toReversed() : rows;
    const from = isByCursor ? found.findIndex(({ id }) => id === cursor) + 1 : Number(offset);
    const most = server === 'sends more than is asked for' ? 400 : Number(limit);
    const results = found.slice(from, from + most);
    const more = from + results.length < found.length;
    const next = server === 'repeats its cursor' ? String(cursor) : (results.at(-1)?.id ?? null);
    const body = isByCursor
      ? {
          content: {
            results,
            has_more: more,
            ...(server !== 'says nothing of the next' && { next_cursor: more ? next : null }),
          },
        }
      : { content: { count: rows.length, results } };
    return { ...answered, body };
  };
  const memory = createMemory()('');
  memory.counts.set('/rows/', length);
  const filters = new Filters({ isTried: () => true });
  const list = new Paged<Row>({
    key: '/rows/',
    route: '/rows/',
    params: {},
    query: { ordering: 'name' },
    idOf,
    remembered: () => length,
    page: async () => ({ rows: [], total: length }),
  });
  const learnt = { filters, latency: { ...unmeasured(() => 4), ratio: () => slower } };
  const seen: number[] = [];
  const means = {
    ask,
    memory,
    learnt,
    isScan,
    seen: (_: string, some: readonly unknown[]) => void seen.push(some.length),
  };
  const follow = async (offset: number, limit: number, id = `r${offset}`) => {
    const found = await new ByCursor(list, means).follow({ offset, id }, limit);
    return found && { ...found, rows: found.rows.map(idOf) };
  };
  return { follow, calls, filters, rows, seen, memory };
}

test('a long walk gets a cursor by its beginning once more, and goes on by what each page tells', async () => {
  const { follow, calls, seen } = walked();
  expect(await follow(249, 250)).toEqual({ rows: named(250, 500), offset: 250, total: null });
  expect(await follow(499, 250)).toEqual({ rows: named(500, 750), offset: 500, total: null });
  expect(calls).toEqual(['250 start', '250 r249', '250 r499']);
  expect(seen).toEqual([250, 250, 250]);
});

test('a longer stretch is pages one after the other, and the last one tells where the list ends', async () => {
  const { follow, calls, memory } = walked({ length: 7600 });
  expect((await follow(999, 1000))?.rows).toEqual(named(1000, 2000));
  expect(calls).toEqual(
    ['start', 'r249', 'r499', 'r749', 'r999', 'r1249', 'r1499', 'r1749'].map((one) => `250 ${one}`),
  );
  memory.cursors.set('/rows/ 6999 r6999', 'r6999');
  expect(await follow(6999, 1000)).toEqual({ rows: named(7000, 7600), offset: 7000, total: 7600 });
});

test('rows that come and go before the place do not matter', async () => {
  const { follow, rows } = walked();
  await follow(249, 250);
  rows.splice(10, 20);
  rows.unshift({ id: 'new' });
  expect((await follow(499, 250))?.rows).toEqual(named(500, 750));
});

test.each<[string, Options, number, number]>([
  ['by an operation that does not read it all', { isScan: false }, 249, 250],
  ['where pages far on are hardly slower', { isScan: false, slower: 1.9 }, 249, 250],
  [
    'where pages far on are slower, but less than pages side by side are quicker',
    { isScan: false, slower: 3.9 },
    999,
    1000,
  ],
  ['through a short list', { length: 4000 }, 249, 250],
  ['from the middle of a list', { length: 20_000 }, 5000, 250],
  ['for no rows', {}, 249, 0],
])('no walk is made by cursor %s', async (_, options, offset, limit) => {
  const { follow, calls } = walked(options);
  expect(await follow(offset, limit)).toBeNull();
  expect(calls).toEqual([]);
});

test.each<[Options, number, number]>([
  [{ isScan: false, slower: 2 }, 249, 250],
  [{ isScan: false, slower: 4 }, 999, 1000],
])('a walk is made by cursor where that is quicker: %j', async (options, offset, limit) => {
  expect((await walked(options).follow(offset, limit))?.rows).toEqual(named(offset + 1, offset + 1 + limit));
});

test.each<[NonNullable<Options['server']>]>([
  ['ignores'],
  ['refuses'],
  ['orders otherwise'],
  ['says nothing of the next'],
])('where the REST API %s, that is found out by one call, and not tried again', async (server) => {
  const { follow, calls, filters } = walked({ server });
  expect(await follow(249, 250)).toBeNull();
  expect(await follow(249, 250)).toBeNull();
  expect(calls).toEqual(['250 start']);
  expect(filters.mayTry('cursor by name')).toBe(false);
  expect(filters.mayTry('cursor by state')).toBe(true);
});

test('when the beginning of the list has moved there is no cursor, this time', async () => {
  const { follow, calls, rows, filters } = walked();
  rows.splice(0, 3);
  expect(await follow(249, 250)).toBeNull();
  expect([calls, filters.mayTry('cursor by name')]).toEqual([['250 start'], true]);
});

test('a cursor that is not taken any more, or leads nowhere, is left', async () => {
  const stuck = walked({ server: 'repeats its cursor' });
  stuck.memory.cursors.set('/rows/ 6000 r6000', 'r6000');
  expect(await stuck.follow(6000, 500)).toBeNull();
  const generous = walked({ server: 'sends more than is asked for' });
  generous.memory.cursors.set('/rows/ 6000 r6000', 'r6000');
  expect(await generous.follow(6000, 250)).toBeNull();
  const refusing = walked({ server: 'refuses' });
  refusing.memory.cursors.set('/rows/ 6000 r6000', 'r6000');
  expect(await refusing.follow(6000, 250)).toBeNull();
  for (const { memory } of [stuck, generous, refusing]) expect(memory.cursors.get('/rows/ 6000 r6000')).toBeUndefined();
});

test('a cursor at which the REST API fails is not tried a second time', async () => {
  const { follow, memory, calls } = walked({ server: 'fails', isScan: false });
  memory.cursors.set('/rows/ 6000 r6000', 'r6000');
  await expect(follow(6000, 250)).rejects.toThrow();
  expect(await follow(6000, 250)).toBeNull();
  expect(calls).toEqual(['250 r6000']);
});
