import { describe, expect, test } from 'vitest';
import { newCacheCounts } from '../../../src/upstream/cache/counts.js';
import type { Freshness } from '../../../src/upstream/cache/freshness.js';
import { memoryStore } from '../../../src/upstream/cache/memory-store.js';
import { Recall } from '../../../src/upstream/cache/recall.js';
import { UpstreamError, type UpstreamErrorCode } from '../../../src/upstream/errors.js';
import { cache } from '../../../src/upstream/layers/cache.js';
import { createMemory } from '../../../src/upstream/memory.js';
import type { Send } from '../../../src/upstream/send.js';
import { Upstream } from '../../../src/upstream/upstream.js';
import { answered, failure } from '../../support/upstream.js';

interface Thing {
  id: string;
  name: string;
  from: string;
}
const idOf = ({ id }: Thing) => id;
type Way = 'each' | 'planned' | 'twoShapes';
const nameOf = ({ name }: Thing) => name;
const policy: Freshness = {
  ttlMs: 1000,
  staleMs: 0,
  staleIfErrorMs: 5000,
  negativeMs: 1,
  tags: ['thing'],
  changes: ['thing'],
};

/** Operations of one caller, with a cache before things t0, t1 ... that are served by themselves and in pages. */
function operations({ keeps = true, length = 300 } = {}) {
  let time = 1_000_000;
  const now = () => time;
  const asked: string[] = [];
  const spared: string[] = [];
  const trouble = new Map<string, UpstreamErrorCode>();
  const send: Send = async ({ path, hasSpare }) => {
    asked.push(path);
    if (hasSpare) spared.push(path);
    const { pathname, searchParams } = new URL(path, 'https://esper.test');
    const code = trouble.get(path.replace(/\?.*/, '?'));
    if (code) throw failure(code);
    const id = /^\/things\/(\w+)\/$/.exec(pathname)?.[1];
    if (id) return { ...answered, body: { id, name: `n${id.slice(1)}`, from: 'item' } };
    const [limit, offset] = [Number(searchParams.get('limit')), Number(searchParams.get('offset'))];
    const results = Array.from({ length: Math.min(limit, length - offset) }, (_, i) => ({
      id: `t${offset + i}`,
      name: `n${offset + i}`,
      from: path,
    }));
    return { ...answered, body: { count: length, results } };
  };
  const store = memoryStore({ maxBytes: 2 ** 22, now });
  const recall = new Recall({ store, freshnessOf: () => policy, now });
  const layer = cache({ store, freshnessOf: () => policy, counts: newCacheCounts(), told: recall.tell, now });
  const memory = createMemory()('a');
  const begin = (fresh = false) => {
    const esper = new Upstream({
      send: keeps ? layer(send) : send,
      caller: { identity: 'a', authorization: 'Bearer a' },
      memory,
      fresh,
      ...(keeps && { recall }),
    });
    const list = esper.list('/things/', idOf);
    const item = '/things/{id}/';
    const each = esper.each<Thing>(item);
    const ways = {
      each: esper.each<Thing>(item, { list }),
      planned: esper.planned<Thing>(item, list),
      twoShapes: esper.twoShapes<Thing, Thing>({ list, items: each, route: item, rowOf: (id) => each.load(id) }),
    };
    return {
      esper,
      list,
      planned: ways.planned,
      named: esper.planned<Thing>(async () => null, list, { keyOf: nameOf }),
      /** Where the thing was read from, or with which code that failed. */
      async from(id: string, way: Way): Promise<string | undefined> {
        try {
          const found = way === 'twoShapes' ? await ways.twoShapes.either(id) : await ways[way].load(id);
          if (!found || 'id' in found) return found?.from;
          return 'row' in found ? found.row.from : found.item.from;
        } catch (error) {
          return error instanceof UpstreamError ? error.code : (error as Error).name;
        }
      },
    };
  };
  return {
    begin,
    trouble,
    pass: (ms: number) => void (time += ms),
    /** The paths asked since it was last looked. */
    asked: () => asked.splice(0),
    /** Those of them for which something older can stand in. */
    spared: () => spared.splice(0),
  };
}

describe.each(['each', 'planned', 'twoShapes'] as const)('%s', (way) => {
  test('finds rows that an earlier operation has read, in any page of the list', async () => {
    const { begin, asked } = operations();
    await begin().list.slice(40, 20);
    asked();
    const { from } = begin();
    expect(await Promise.all([from('t41', way), from('t59', way)])).toEqual(
      Array(2).fill('/things/?limit=20&offset=40'),
    );
    expect(asked()).toEqual([]);
    expect(await begin().from('t60', way)).toBe('item');
  });

  test('finds rows that the same operation has read, also where nothing is kept', async () => {
    const { begin, asked } = operations({ keeps: false });
    const { list, from } = begin();
    await list.slice(0, 5);
    asked();
    expect(await from('t3', way)).toBe('/things/?limit=5');
    expect(asked()).toEqual([]);
  });

  test('finds rows that the same operation has read of the list filtered, and none of another list', async () => {
    const { begin } = operations({ keeps: false });
    const { esper, from } = begin();
    await esper.list<Thing>('/things/', idOf, { name: 'x' }).slice(0, 5);
    await esper.list<Thing>('/others/', idOf).slice(0, 9);
    expect(await from('t3', way)).toBe('/things/?limit=5&name=x');
    expect(await from('t8', way)).toBe('item');
  });

  test('lets an unfit id fail alone', async () => {
    const { begin } = operations();
    await begin().list.slice(0, 5);
    const { from } = begin();
    const [unfit, row, item] = await Promise.all([from('../users', way), from('t3', way), from('t9', way)]);
    expect([unfit, row, item]).toEqual(['UnfitIdError', '/things/?limit=5', 'item']);
  });

  test('takes the newest of several, and none that is older than what the thing itself told', async () => {
    const { begin, pass } = operations();
    await begin().list.slice(0, 5);
    pass(10);
    await begin().list.slice(0, 4, true);
    expect(await begin().from('t3', way)).toBe('/things/?limit=4');
    pass(10);
    await begin().esper.current('/things/{id}/', { id: 't3' });
    expect(await begin().from('t3', way)).toBe('item');
    pass(10);
    await begin().list.slice(0, 3, true);
    expect(await begin().from('t3', way)).toBe('item');
    await begin().list.slice(0, 6);
    expect(await begin().from('t3', way)).toBe('/things/?limit=6');
  });

  test('finds nothing where fresh data is wanted, after a change, and once it has grown old', async () => {
    const { begin, pass } = operations();
    await begin().list.slice(0, 5);
    expect(await begin(true).from('t0', way)).toBe('item');
    const { list, esper, from } = begin();
    await list.slice(0, 4);
    await esper.write('POST', '/things/');
    expect([await from('t1', way), await begin().from('t2', way)]).toEqual(['item', 'item']);
    await begin().list.slice(0, 6);
    pass(999);
    expect(await begin().from('t4', way)).toBe('/things/?limit=6');
    pass(1);
    expect(await begin().from('t5', way)).toBe('item');
  });

  test('finds nothing of a thing that the key may not see any more', async () => {
    const { begin, pass, trouble } = operations();
    await begin().list.slice(0, 5);
    pass(1);
    trouble.set('/things/t3/', 'FORBIDDEN');
    expect(await begin(true).from('t3', way)).toBe('FORBIDDEN');
    expect(await begin().from('t3', way)).toBe('FORBIDDEN');
  });

  test('finds what is older while the REST API fails, and only then, without asking it for the list again', async () => {
    const { begin, asked, spared, pass, trouble } = operations();
    await begin().list.slice(0, 5);
    pass(1000);
    for (const path of ['/things/t3/', '/things/t9/', '/things/?']) trouble.set(path, 'UPSTREAM_UNAVAILABLE');
    asked();
    const operation = begin();
    expect(await operation.from('t3', way)).toBe('/things/?limit=5');
    expect([asked(), spared()]).toEqual([['/things/t3/'], ['/things/t3/']]);
    await operation.esper.current('/things/{id}/', { id: 't3' }).catch(() => {});
    expect([asked(), spared()], 'nothing stands in for what it is now').toEqual([['/things/t3/'], []]);
    expect(await begin().from('t9', way)).toBe('UPSTREAM_UNAVAILABLE');
    expect(spared()).toEqual([]);
    expect(await begin(true).from('t3', way)).toBe('UPSTREAM_UNAVAILABLE');
    trouble.set('/things/t3/', 'UPSTREAM_MALFORMED');
    expect(await begin().from('t3', way)).toBe('UPSTREAM_MALFORMED');
    trouble.set('/things/t3/', 'UPSTREAM_TIMEOUT');
    pass(5000);
    expect(await begin().from('t3', way)).toBe('UPSTREAM_TIMEOUT');
  });
});

test('only what is missing is asked for, and it is planned for that alone', async () => {
  const { begin, asked } = operations();
  await begin().list.slice(0, 20);
  asked();
  const { planned } = begin();
  const found = await Promise.all([3, 40, 5, 7].map((n) => planned.load(`t${n}`)));
  expect(found.map((row) => row?.id)).toEqual(['t3', 't40', 't5', 't7']);
  expect(asked()).toEqual(['/things/t40/']);
});

test('what is older is found for each of many, while the list that was to tell of them all fails', async () => {
  const { begin, asked, pass, trouble } = operations();
  await begin().list.slice(0, 10);
  pass(1000);
  trouble.set('/things/?', 'UPSTREAM_UNAVAILABLE');
  asked();
  const { from } = begin();
  const found = await Promise.all([...Array(10).keys(), 40].map((n) => from(`t${n}`, 'planned')));
  expect(found).toEqual([...Array(10).fill('/things/?limit=10'), 'UPSTREAM_UNAVAILABLE']);
  expect(asked()).toEqual(['/things/?limit=250']);
});

test('rows are found by another key of theirs too', async () => {
  const { begin, asked } = operations();
  await begin().list.slice(0, 20);
  asked();
  expect((await begin().named.load('n7'))?.id).toBe('t7');
  expect(asked()).toEqual([]);
});

test.each([
  ['whole tells what is not there', 20, undefined, []],
  ['in part does not', 21, 'item', ['/things/t90/']],
])('a list that is kept %s', async (_, length, from, calls) => {
  const { begin, asked, pass } = operations({ length });
  await begin().list.slice(0, 20);
  await begin().esper.list<Thing>('/things/', idOf, { name: 'x' }).slice(0, 250);
  asked();
  expect(await begin().from('t90', 'planned')).toBe(from);
  expect(asked()).toEqual(calls);
  pass(1);
  await begin().esper.current('/things/{id}/', { id: 't91' });
  expect(await begin().from('t91', 'planned')).toBe('item');
});
