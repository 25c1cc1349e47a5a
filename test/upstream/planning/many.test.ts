import { expect, test } from 'vitest';
import { createMemory } from '../../../src/upstream/memory.js';
import { Upstream } from '../../../src/upstream/upstream.js';
import { answered, failure } from '../../support/upstream.js';

interface Thing {
  id: string;
  size?: number;
}
const idOf = ({ id }: Thing) => id;
const id = (number: number) => `t${String(number).padStart(3, '0')}`;

/** Things of a list that can be asked for many of them; those whose id holds "lost" are not there, and "bad" breaks the call. */
function things() {
  const asked: string[][] = [];
  const esper = new Upstream({
    send: async ({ path }) => {
      const { searchParams } = new URL(path, 'https://esper.test');
      const ids = searchParams.get('ids')?.split(',') ?? [id(0), id(1)];
      asked.push(ids);
      if (ids.includes('bad')) throw failure('UPSTREAM_UNAVAILABLE');
      const there = ids.filter((one) => !one.includes('lost')).toReversed();
      const results = there.slice(0, Number(searchParams.get('limit'))).map((one) => ({ id: one }));
      return { ...answered, body: { content: { next: null, previous: null, results } } };
    },
    caller: { identity: 'a', authorization: 'Bearer a' },
    memory: createMemory()('a'),
  });
  const list = esper.list<Thing>('/things', idOf);
  const listOf = (ids: readonly string[]) => esper.list<Thing>('/things', idOf, { ids: ids.join(',') });
  return { esper, list, listOf, many: esper.many(list, listOf), asked };
}

test('records that are wanted in one tick are asked for by one call, each once, and are null when they are not there', async () => {
  const { many, asked } = things();
  expect(await Promise.all(['b', 'lost', 'a', 'b'].map((one) => many.load(one)))).toEqual([
    { id: 'b' },
    null,
    { id: 'a' },
    { id: 'b' },
  ]);
  expect(asked).toEqual([['a', 'b', 'lost']]);
  await many.load('a');
  expect(asked).toHaveLength(1);
});

test('no call asks for more of them than its URL may hold', async () => {
  const { many, asked } = things();
  const ids = Array.from({ length: 120 }, (_, number) => id(number));
  expect(await Promise.all(ids.map((one) => many.load(one)))).toEqual(ids.map((one) => ({ id: one })));
  expect(asked.map(({ length }) => length)).toEqual([50, 50, 20]);
});

test('a call that fails takes none with it that others ask for', async () => {
  const { many } = things();
  const ids = ['bad', ...Array.from({ length: 50 }, (_, number) => id(number))];
  const outcomes = await Promise.allSettled(ids.map((one) => many.load(one)));
  expect(outcomes.map(({ status }) => status).filter((status) => status === 'rejected')).toHaveLength(50);
  expect(outcomes.at(-1)).toEqual({ status: 'fulfilled', value: { id: id(49) } });
});

test('what rows of the list tell is not asked for', async () => {
  const { many, list, asked } = things();
  await list.slice(0, 5);
  expect(await Promise.all([id(1), id(2)].map((one) => many.load(one)))).toEqual([{ id: id(1) }, { id: id(2) }]);
  expect(asked).toEqual([[id(0), id(1)], [id(2)]]);
});

test('unless something is wanted of them that those rows lack', async () => {
  const { esper, list, listOf, asked } = things();
  await list.slice(0, 5);
  const sized = esper.many(list, listOf, (row) => (row.size === undefined ? '' : row.id));
  await sized.load(id(1));
  expect(asked).toEqual([[id(0), id(1)], [id(1)]]);
});

test('after a change they are asked for anew', async () => {
  const { esper, many, asked } = things();
  await many.load('a');
  await esper.erase('/things/{id}', { params: { id: 'a' } });
  await many.load('a');
  expect(asked.filter((ids) => ids.includes('a'))).toHaveLength(2);
});
