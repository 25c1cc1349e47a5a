import { buildSchema, parse, type DocumentNode, type OperationDefinitionNode } from 'graphql';
import { expect, test, vi } from 'vitest';
import { Estimator } from '../../../src/graphql/cost/estimate.js';
import { Pricing } from '../../../src/graphql/cost/pricing.js';

const schema = buildSchema(`
  directive @upstream(calls: Int! = 1, each: Int! = 0, most: Int, spare: Int! = 0, known: [String!]! = [], record: [String!]! = [],
    has: [String!]! = [], rows: Int! = 1000, page: Int! = 250) on FIELD_DEFINITION | ARGUMENT_DEFINITION | INPUT_FIELD_DEFINITION
  scalar JSON
  input Filter { name: String, path: String @upstream(calls: 40), least: Int, note: JSON }
  type Part { size: Int @upstream(record: ["item"]) }
  type Thing { name: String, heartbeat: Int @upstream, part: Part, other: Part }
  interface Any { name: String }
  type Dear implements Any { name: String, heartbeat: Int @upstream }
  type Long implements Any { name: String, parts: [Part!]! @upstream(calls: 0, rows: 7) }
  type ThingConnection { totalCount: Int, nodes: [Thing!]! }
  type Query {
    things(first: Int, after: String, filter: Filter): ThingConnection @upstream
    short(first: Int, after: String): ThingConnection @upstream(page: 99)
    named(names: [String!]!): [Thing] @upstream
    any: Any @upstream
  }
`);
const document =
  parse(`query ($first: Int = 5, $after: String, $filter: Filter, $names: [String!]!, $more: Boolean = true) {
  things(first: $first, after: $after, filter: $filter) { nodes { ...thing } }
  named(names: $names) { ...thing }
}
fragment thing on Thing { name heartbeat @include(if: $more) }`);
const operation = document.definitions[0] as OperationDefinitionNode;
const names = ['a'];

/** Variables of which no two cost the same. */
const different: Record<string, unknown>[] = [
  { names },
  { names, first: 60 },
  { names, first: 700 },
  { names: ['a', 'b'] },
  { names, first: 5, more: false },
  { names, after: 'x' },
  { names, filter: { path: 'x' } },
  { names, after: 'x', filter: { path: 'x' } },
];
/** Variables that cost what the first of those above do. */
const alike: Record<string, unknown>[] = [
  { names: ['z'] },
  { names: 'z', first: 5, after: null },
  { names, filter: null },
  { names, filter: { name: 'x', least: 8 } },
  { names, filter: { name: 'y', note: { path: 'x', '"},"first":1,': {} } } },
];

test('an operation has the same price, whatever was asked before it', () => {
  const pricing = new Pricing(schema);
  const all = [...different, ...alike];
  const alone = all.map((variables) => new Pricing(schema).price(document, operation, variables));
  expect(new Set(alone.map((price) => JSON.stringify(price))).size).toBe(different.length);
  for (const order of [all, all.toReversed(), all])
    for (const variables of order)
      expect(pricing.price(document, operation, variables)).toEqual(alone[all.indexOf(variables)]);
});

test('variables that differ in nothing that matters are priced once', () => {
  const priced = vi.spyOn(Estimator.prototype, 'price');
  const pricing = new Pricing(schema);
  for (const id of ['a', 'b', 'c']) pricing.price(document, operation, { names: [id], after: id });
  expect(priced).toHaveBeenCalledTimes(1);
  priced.mockRestore();
});

const priceOf = (text: string, pricing = new Pricing(schema)) => {
  const document = parse(text);
  return pricing.price(document, document.definitions[0] as OperationDefinitionNode, { names });
};

test('to count a list costs the same wherever a page of it would begin', () => {
  const price = priceOf('{ things(first: 5, after: "x") { totalCount } }');
  expect(price).toEqual({ calls: 1, rows: 0 });
});

test('a list costs as many calls as it takes pages, which are shorter where the REST API sends no more rows at once', () => {
  expect(priceOf('{ things(first: 250) { nodes { name } } }')!.calls).toBe(1);
  expect(priceOf('{ short(first: 250) { nodes { name } } }')!.calls).toBe(3);
});

test('a record that parts of a thing are read from is paid for once', () => {
  const price = priceOf('query ($names: [String!]!) { named(names: $names) { part { size } other { size } } }');
  expect(price!.calls).toBe(2);
});

test('what is asked of objects of one type or another costs as many calls, and as many rows, as either may', () => {
  const price = priceOf('{ any { ... on Dear { heartbeat } ... on Long { parts { __typename } } } }');
  expect(price).toEqual({ calls: 2, rows: 7 });
});

test('operations of different documents have prices of their own', () => {
  const pricing = new Pricing(schema);
  const one = priceOf('query ($names: [String!]!) { named(names: $names) { name } }', pricing);
  const two = priceOf(
    'query ($names: [String!]!) { a: named(names: $names) { name } b: named(names: $names) { name } }',
    pricing,
  );
  expect(two!.calls).toBeGreaterThan(one!.calls);
});

test('no more is remembered than has room, over all documents', () => {
  const priced = vi.spyOn(Estimator.prototype, 'price');
  const pricing = new Pricing(schema);
  const documents = Array.from({ length: 100 }, () => structuredClone(document));
  const priceAll = (few: Iterable<DocumentNode>, variables: object) => {
    priced.mockClear();
    for (const one of few) pricing.price(one, one.definitions[0] as OperationDefinitionNode, { names, ...variables });
    return priced.mock.calls.length;
  };
  expect(priceAll(documents, {})).toBe(100);
  expect(priceAll(documents, {})).toBe(0);
  for (let n = 0; n < 60; n++) priceAll(documents, { filter: { least: n, note: { ['x'.repeat(800)]: n } } });
  expect(priceAll(documents, {})).toBe(100);
  priced.mockRestore();
});

test('what cannot be carried out with its variables has no price', () => {
  expect(new Pricing(schema).price(document, operation, { names: null })).toBeUndefined();
});
