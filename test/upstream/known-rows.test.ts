import { describe, expect, test } from 'vitest';
import { newCacheCounts } from '../../src/upstream/cache/counts.js';
import type { Freshness } from '../../src/upstream/cache/freshness.js';
import { memoryStore } from '../../src/upstream/cache/memory-store.js';
import { Recall } from '../../src/upstream/cache/recall.js';
import { cache } from '../../src/upstream/layers/cache.js';
import { createMemory } from '../../src/upstream/memory.js';
import type { Send } from '../../src/upstream/send.js';
import { Upstream } from '../../src/upstream/upstream.js';
import { answered, failure } from '../support/upstream.js';

interface Thing {
  id: string;
  name: string;
  from: string;
}
const idOf = ({ id }: Thing) => id;
const nameOf = ({ name }: Thing) => name;
const LENGTH = 300;
const policy: Freshness = {
  ttlMs: 1000,
  staleMs: 0,
  staleIfErrorMs: 0,
  negativeMs: 1,
  tags: ['thing'],
  changes: ['thing'],
};

/** Operations of one caller, with a cache before things t0, t1 ... that are served by themselves and in pages. */
function operations({ keeps = true } = {}) {
  let time = 1_000_000;
  const now = () => time;
  const asked: string[] = [];
  const trouble = new Set<string>();
  const send: Send = async ({ path }) => {
    asked.push(path);
    const { pathname, searchParams } = new URL(path, 'https://esper.test');
    if (trouble.has(path)) throw failure('FORBIDDEN');
    const id = /^\/things\/(\w+)\/$/.exec(pathname)?.[1];
    if (id) return { ...answered, body: { id, name: `n${id.slice(1)}`, from: 'item' } };
    const [limit, offset] = [Number(searchParams.get('limit')), Number(searchParams.get('offset'))];
    const results = Array.from({ length: Math.min(limit, LENGTH - offset) }, (_, i) => ({
      id: `t${offset + i}`,
      name: `n${offset + i}`,
      from: path,
    }));
    return { ...answered, body: { count: LENGTH, results } };
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
    return {
      esper,
      list,
      each: esper.each<Thing>('/things/{id}/', { list }),
      planned: esper.planned<Thing>('/things/{id}/', list),
      named: esper.planned<Thing>(async () => null, list, nameOf),
      known: esper.known<Thing>(list, '/things/{id}/'),
    };
  };
  return {
    begin,
    trouble,
    pass: (ms: number) => void (time += ms),
    /** The paths asked since it was last looked. */
    asked: () => asked.splice(0),
  };
}

describe.each(['each', 'planned', 'known'] as const)('%s', (way) => {
  test('finds rows that an earlier operation has read, in any page of the list', async () => {
    const { begin, asked } = operations();
    await begin().list.slice(40, 20);
    asked();
    const operation = begin();
    const found = await Promise.all([41, 59].map((n) => operation[way].load(`t${n}`)));
    expect(found.map((row) => row?.from)).toEqual(Array(2).fill('/things/?limit=20&offset=40'));
    expect(asked()).toEqual([]);
  });

  test('finds rows that the same operation has read, also where nothing is kept', async () => {
    const { begin, asked } = operations({ keeps: false });
    const operation = begin();
    await operation.list.slice(0, 5);
    asked();
    expect((await operation[way].load('t3'))?.from).toBe('/things/?limit=5');
    expect(asked()).toEqual([]);
  });

  test('takes the newest of several, and none that is older than what the thing itself told', async () => {
    const { begin, pass } = operations();
    await begin().list.slice(0, 5);
    pass(10);
    await begin().list.slice(0, 4);
    expect((await begin()[way].load('t3'))?.from).toBe('/things/?limit=4');
    pass(10);
    await begin().esper.current('/things/{id}/', { id: 't3' });
    expect((await begin()[way].load('t3'))?.from).toBe(way === 'known' ? undefined : 'item');
    pass(10);
    await begin().list.slice(0, 3);
    expect((await begin()[way].load('t3'))?.from).toBe(way === 'known' ? undefined : 'item');
    await begin().list.slice(0, 6);
    expect((await begin()[way].load('t3'))?.from).toBe('/things/?limit=6');
  });

  test('finds nothing where fresh data is wanted, after a change, and once it has grown old', async () => {
    const { begin, pass } = operations();
    const from = async (id: string, operation = begin()) => (await operation[way].load(id))?.from;
    const asked = way === 'known' ? undefined : 'item';
    await begin().list.slice(0, 5);
    expect(await from('t0', begin(true))).toBe(asked);
    const operation = begin();
    await operation.list.slice(0, 4);
    await operation.esper.write('POST', '/things/');
    expect([await from('t1', operation), await from('t2')]).toEqual([asked, asked]);
    await begin().list.slice(0, 6);
    pass(999);
    expect(await from('t4')).toBe('/things/?limit=6');
    pass(1);
    expect(await from('t5')).toBe(asked);
  });

  test('finds nothing of a thing that the key may not see any more', async () => {
    const { begin, pass, trouble } = operations();
    await begin().list.slice(0, 5);
    pass(1);
    trouble.add('/things/t3/');
    await begin(true)
      .each.load('t3')
      .catch(() => {});
    const found = await begin()
      [way].load('t3')
      .catch((error: { code: string }) => error.code);
    expect(found).toBe(way === 'known' ? null : 'FORBIDDEN');
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

test('rows are found by another key of theirs too', async () => {
  const { begin, asked } = operations();
  await begin().list.slice(0, 20);
  asked();
  expect((await begin().named.load('n7'))?.id).toBe('t7');
  expect(asked()).toEqual([]);
});
