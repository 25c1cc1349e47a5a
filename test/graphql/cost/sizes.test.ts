import { buildSchema, parse, print, type OperationDefinitionNode } from 'graphql';
import { describe, expect, test } from 'vitest';
import { Pricing } from '../../../src/graphql/cost/pricing.js';
import { priceByCounts, wholeListsOf } from '../../../src/graphql/cost/sizes.js';
import { weightsOf } from '../../../src/graphql/cost/weights.js';

const directive = `directive @upstream(calls: Int! = 1, each: Int! = 0, most: Int, spare: Int! = 0, known: [String!]! = [],
  record: [String!]! = [], has: [String!]! = [], rows: Int! = 0, all: Boolean! = false) on FIELD_DEFINITION`;
const schema = buildSchema(`
  ${directive}
  type Shop { name: String, next: Shop, heads: [Person!] @upstream(rows: 3), shops(first: Int): ShopConnection @upstream, people(first: Int): PersonConnection @upstream }
  type Person { name: String, mood: String @upstream, bags(first: Int): BagConnection @upstream }
  type Bag { weight: Int @upstream }
  type ShopConnection { totalCount: Int, nodes: [Shop!]! }
  type PersonConnection { totalCount: Int, nodes: [Person!]! }
  type BagConnection { totalCount: Int, nodes: [Bag!]! }
  type Query {
    shops(first: Int): ShopConnection @upstream(all: true)
    people(first: Int): PersonConnection @upstream(all: true)
    bags(first: Int): BagConnection @upstream
  }
`);
const pricing = new Pricing(schema);

/** The price within a limit of calls and rows, and what was counted for it. */
async function priced(text: string, counts: Record<string, number | null>, calls: number, rows = Infinity) {
  const document = parse(text);
  const asked: string[] = [];
  const price = await priceByCounts({
    lists: pricing.lists,
    price: (sizes) => pricing.price(document, document.definitions[0] as OperationDefinitionNode, {}, sizes)!,
    isFine: (price) => price.calls <= calls && price.rows <= rows,
    ask: async (counting) => {
      asked.push(print(counting).replace(/\s+/g, ' '));
      const [list = ''] = Object.keys(counts).filter((name) => asked.at(-1)!.includes(name));
      return { data: counts[list] === undefined ? null : { [list]: { totalCount: counts[list] } } };
    },
  });
  return { ...price, asked };
}
const SHOPS = '{ shops { totalCount } }';
const PEOPLE = '{ people { totalCount } }';

describe('an operation that could cost too much', () => {
  const nested =
    '{ shops(first: 50) { nodes { shops(first: 50) { nodes { people(first: 10) { nodes { name } } } } } } }';

  test('costs what is there to be asked for, however often it stands in the answer', async () => {
    // The count, the list, and for each of seven shops those inside and the people: not for each of the 49 in the answer.
    expect(await priced(nested, { shops: 7 }, 100)).toEqual({
      calls: 1 + 1 + 7 + 7,
      rows: 7 + 49 + 490,
      asked: [SHOPS],
    });
  });

  test('stays as dear as it could be when there is as much as that', async () => {
    expect(await priced(nested, { shops: 3000 }, 100)).toEqual({
      calls: 1 + 1 + 50 + 2500,
      rows: 27_550,
      asked: [SHOPS],
    });
  });

  test.each([
    ['cannot be counted', { shops: null }],
    ['fails to be counted', {}],
  ])('stays so when what it asks for %s', async (_, counts) => {
    expect(await priced(nested, counts, 100)).toMatchObject({ calls: 1 + 1 + 50 + 2500, asked: [SHOPS] });
  });

  const both = '{ shops(first: 90) { nodes { name people(first: 20) { nodes { mood } } } } }';

  test('is counted type by type, beginning with the one that spares most, and no further than it takes', async () => {
    expect(await priced(both, { shops: 9, people: 30 }, 200)).toMatchObject({ calls: 1 + 1 + 9 + 180, asked: [SHOPS] });
    expect(await priced(both, { shops: 9, people: 30 }, 100)).toEqual({
      calls: 2 + 1 + 9 + 30,
      rows: 9 + 180,
      asked: [SHOPS, PEOPLE],
    });
  });

  test('stays too dear when it is so by nothing but the calls it took to count', async () => {
    expect(await priced(both, { shops: 9, people: 30 }, 41)).toMatchObject({ calls: 42, asked: [SHOPS, PEOPLE] });
  });

  test('is not counted when it is too dear whatever there is', async () => {
    const other = '{ bags(first: 200) { nodes { weight } } shops { nodes { name } } }';
    expect(await priced(other, { shops: 1 }, 100)).toMatchObject({ calls: 202, asked: [] });
  });

  test('is counted for its rows too', async () => {
    expect(await priced('{ people(first: 900) { nodes { name } } }', { people: 12 }, 100, 500)).toEqual({
      calls: 4 + 1,
      rows: 12,
      asked: [PEOPLE],
    });
  });

  test('has no more different objects behind links and in plain lists than there are', async () => {
    const linked = '{ shops(first: 80) { nodes { next { shops { nodes { name } } } heads { mood } } } }';
    expect(await priced(linked, { shops: 4, people: 6 }, 20)).toMatchObject({
      calls: 2 + 1 + 4 + 4 + 6,
      asked: [SHOPS, PEOPLE],
    });
  });
});

test('one that is cheap enough is priced as it is', async () => {
  expect(await priced('{ shops { nodes { name } } }', {}, 10)).toEqual({ calls: 1, rows: 20, asked: [] });
});

test('what is said to list all objects of a type has to be a list', () => {
  const wrong = buildSchema(`${directive} type Query { shop: String @upstream(all: true) }`);
  expect(() => wholeListsOf(wrong, weightsOf(wrong))).toThrow('"shop" is said to list all objects');
});
