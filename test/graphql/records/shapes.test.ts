import { describe, expect, test } from 'vitest';
import { Shapes, type Ways } from '../../../src/graphql/records/shapes.js';

interface Forms {
  row: { name: string; color: string };
  item: { name: string; size: number };
  full: { size: number; color: string };
}
const row = { name: 'row', color: 'red' };
const item = { name: 'item', size: 7 };
const full = { size: 9, color: 'blue' };

/** A thing that comes in three shapes, and the shapes that were fetched, cheapest first: item, row, full. */
function thing(
  atHand: Partial<Forms> = {},
  instead: { [K in keyof Forms]?: () => Promise<Forms[K] | null> } = {},
  further: Omit<Ways<Forms>, 'load'> = {},
) {
  const fetched: string[] = [];
  const fetch =
    <K extends keyof Forms>(shape: K, record: Forms[K]) =>
    (): Promise<Forms[K] | null> => {
      fetched.push(shape);
      const other = instead[shape] as (() => Promise<Forms[K] | null>) | undefined;
      return other ? other() : Promise.resolve(record);
    };
  const load = { item: fetch('item', item), row: fetch('row', row), full: fetch('full', full) };
  const shapes = new Shapes<Forms>('t-1', atHand, { load, ...further });
  return {
    shapes,
    fetched,
    name: () => shapes.read({ row: ({ name }) => name, item: ({ name }) => name }),
    size: () => shapes.read({ item: ({ size }) => size, full: ({ size }) => size }),
    color: () => shapes.read({ row: ({ color }) => color, full: ({ color }) => color }),
    onlyFull: () => shapes.read({ full: ({ color }) => color }),
  };
}

test('a value of a shape at hand is there at once and costs nothing', () => {
  const { name, color, fetched } = thing({ row });
  expect([name(), color()]).toEqual(['row', 'red']);
  expect(fetched).toEqual([]);
});

test('what no shape at hand has is read from the cheapest shape that has it', async () => {
  const { size, fetched } = thing({ row });
  expect(await size()).toBe(7);
  expect(fetched).toEqual(['item']);
});

test('a shape is fetched once, whoever wants it and whenever', async () => {
  const { name, size, shapes, fetched } = thing();
  expect(await Promise.all([size(), name(), size()])).toEqual([7, 'item', 7]);
  expect(await size()).toBe(7);
  expect(await shapes.read({ item: (record) => record })).toBe(item);
  expect(fetched).toEqual(['item']);
});

test('what is wanted in one turn is planned together: what must be fetched anyway answers for others too', async () => {
  const { size, color, onlyFull, fetched } = thing();
  expect(await Promise.all([size(), color(), onlyFull()])).toEqual([9, 'blue', 'blue']);
  expect(fetched).toEqual(['full']);
});

test('a later want is answered from what was fetched before', async () => {
  const { size, onlyFull, fetched } = thing();
  await onlyFull();
  expect(await size()).toBe(9);
  expect(fetched).toEqual(['full']);
});

test('shapes are never merged: each value comes from one that holds it', async () => {
  const { name, size, color, fetched } = thing();
  expect(await Promise.all([name(), size(), color()])).toEqual(['row', 7, 'red']);
  expect(fetched).toEqual(['item', 'row']);
});

test('null in a shape at hand is an answer', () => {
  const { shapes, fetched } = thing({ row });
  expect(shapes.read({ row: () => null, item: ({ name }) => name })).toBeNull();
  expect(fetched).toEqual([]);
});

test('a shape that is not there gives null, and must be there where a value has to be', async () => {
  const { shapes, onlyFull } = thing({}, { full: async () => null });
  expect(await onlyFull()).toBeNull();
  await expect(shapes.must({ full: ({ color }) => color })).rejects.toMatchObject({
    message: '"t-1" is not there or not visible to this key.',
    extensions: { code: 'NOT_FOUND' },
  });
  expect(await thing().shapes.must({ full: ({ color }) => color })).toBe('blue');
});

test('when the cheapest shape is not there the next one is asked', async () => {
  const { size, fetched } = thing({}, { item: async () => null });
  expect(await size()).toBe(9);
  expect(fetched).toEqual(['item', 'full']);
});

test('a shape that fails rejects what needs it, and nothing else', async () => {
  const { name, onlyFull } = thing({}, { full: () => Promise.reject(new Error('down')) });
  const [first, second] = await Promise.allSettled([onlyFull(), name()]);
  expect(first).toMatchObject({ status: 'rejected', reason: { message: 'down' } });
  expect(second).toEqual({ status: 'fulfilled', value: 'item' });
});

test('a shape that fails is made up for by one that is fetched anyway, and by no other', async () => {
  const down = { item: () => Promise.reject(new Error('down')) };
  const both = thing({}, down);
  const [name, size, onlyFull] = await Promise.allSettled([both.name(), both.size(), both.onlyFull()]);
  expect(name).toMatchObject({ status: 'rejected', reason: { message: 'down' } });
  expect([size, onlyFull]).toEqual([
    { status: 'fulfilled', value: 9 },
    { status: 'fulfilled', value: 'blue' },
  ]);
  const alone = thing({}, down);
  await expect(alone.size()).rejects.toThrow('down');
  expect(alone.fetched).toEqual(['item']);
});

test('a value that only an unobtainable shape holds is null', async () => {
  const shapes = new Shapes<Forms>('t-1', {}, { load: { item: async () => item } });
  expect(await shapes.read({ full: ({ color }) => color })).toBeNull();
});

describe('shapes that are known', () => {
  /** Knows these, and counts how often it was asked. */
  function knowing(found: Promise<Partial<Forms>> | null) {
    const asked: string[] = [];
    return { asked, known: (id: string) => (asked.push(id), found) };
  }

  test('are looked for once, before anything is fetched, and what they lack is fetched', async () => {
    const { known, asked } = knowing(Promise.resolve({ row }));
    const { name, color, size, fetched } = thing({}, {}, { known });
    expect(await Promise.all([name(), color()])).toEqual(['row', 'red']);
    expect(fetched).toEqual([]);
    expect([await size(), await name()]).toEqual([7, 'row']);
    expect(fetched).toEqual(['item']);
    expect(asked).toEqual(['t-1']);
  });

  test('are not looked for when what is at hand will do', async () => {
    const { known, asked } = knowing(Promise.resolve({ row }));
    expect(thing({ item }, {}, { known }).name()).toBe('item');
    expect(asked).toEqual([]);
  });

  test.each([
    ['there is nowhere to look', () => null],
    ['there are none', async () => ({})],
    ['looking fails', () => Promise.reject(new Error('no'))],
  ])('are done without when %s', async (_, known) => {
    const { name, fetched } = thing({}, {}, { known });
    expect(await name()).toBe('item');
    expect(fetched).toEqual(['item']);
  });
});

describe('one of several shapes, whichever costs less', () => {
  /** Gives this for a row or an item, and counts how often it was asked. */
  function giving(found: Promise<Partial<Forms> | null>) {
    const asked: string[] = [];
    const either: Ways<Forms>['either'] = { among: ['row', 'item'], load: (id) => (asked.push(id), found) };
    return { asked, ...thing({}, {}, { either }) };
  }

  test.each<[Partial<Forms>, string]>([
    [{ row }, 'row'],
    [{ item }, 'item'],
  ])('is taken where any of them will do, and asked for once: %j', async (found, expected) => {
    const { name, asked, fetched } = giving(Promise.resolve(found));
    expect(await Promise.all([name(), name()])).toEqual([expected, expected]);
    expect(await name()).toBe(expected);
    expect([asked, fetched]).toEqual([['t-1'], []]);
  });

  test('is not asked for when a shape that has to be fetched anyway will do', async () => {
    const { name, size, asked, fetched } = giving(Promise.resolve({ row }));
    expect(await Promise.all([name(), size()])).toEqual(['item', 7]);
    expect([asked, fetched]).toEqual([[], ['item']]);
  });

  test('leaves what it is not to be fetched by who needs that', async () => {
    const { name, size, asked, fetched } = giving(Promise.resolve({ row }));
    expect(await name()).toBe('row');
    expect(await size()).toBe(7);
    expect([asked, fetched]).toEqual([['t-1'], ['item']]);
  });

  test('is none of them when there is no such thing', async () => {
    const { name, fetched } = giving(Promise.resolve(null));
    expect([await name(), await name()]).toEqual([null, null]);
    expect(fetched).toEqual([]);
  });

  test('rejects what needs it when it cannot be had', async () => {
    const { name, onlyFull } = giving(Promise.reject(new Error('down')));
    const [first, second] = await Promise.allSettled([name(), onlyFull()]);
    expect(first).toMatchObject({ status: 'rejected', reason: { message: 'down' } });
    expect(second).toEqual({ status: 'fulfilled', value: 'blue' });
  });
});
