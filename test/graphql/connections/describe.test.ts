import { buildSchema, type GraphQLInputObjectType, type GraphQLObjectType } from 'graphql';
import { expect, test } from 'vitest';
import { describe } from '../../../src/graphql/connections/describe.js';

const schema = describe(
  buildSchema(`
    interface Named { "What it is called." name: String id: ID }
    type Thing implements Named { name: String id: ID nodes: [Thing] }
    type Own implements Named { "Its own words." name: String id: ID }
    type ThingEdge { cursor: String node: Thing }
    type ThingConnection { edges: [ThingEdge] nodes: [Thing] "All of them." totalCount: Int }
    input MakeInput { idempotencyKey: String size: Int }
    type MakePayload { userErrors: [Int!]! thing: Thing }
    type Mutation { make(input: MakeInput!): MakePayload }
    type Query { things(first: Int, after: String, "Mine." last: Int, own: Int): ThingConnection }
  `),
);
const field = (type: string, name: string) => (schema.getType(type) as GraphQLObjectType).getFields()[name]!;

test('a field is described as in the interface it comes from, unless it has words of its own', () => {
  expect(field('Thing', 'name').description).toBe('What it is called.');
  expect(field('Own', 'name').description).toBe('Its own words.');
});

test('what every connection has is described, and only there', () => {
  expect(field('ThingConnection', 'nodes').description).toBe('The rows.');
  expect(field('ThingConnection', 'totalCount').description).toBe('All of them.');
  expect(field('ThingEdge', 'cursor').description).toMatch(/`after` or `before`/);
  expect(field('Thing', 'nodes').description).toBeUndefined();
});

test('the arguments every connection takes are described, wherever they stand', () => {
  const [first, after, last, own] = field('Query', 'things').args;
  expect([first?.description, after?.description]).toEqual([
    expect.stringContaining('at most 1000'),
    expect.stringContaining('pageInfo.endCursor'),
  ]);
  expect(last?.description).toBe('Mine.');
  expect(own?.description).toBeUndefined();
});

test('what every mutation takes and answers is described, and only there', () => {
  expect(field('Mutation', 'make').args[0]!.description).toMatch(/What to change/);
  expect(field('MakePayload', 'userErrors').description).toMatch(/for the client to mend/);
  expect(field('MakePayload', 'thing').description).toBeUndefined();
  const { idempotencyKey, size } = (schema.getType('MakeInput') as GraphQLInputObjectType).getFields();
  expect([idempotencyKey!.description, size!.description]).toEqual([expect.stringContaining('made once'), undefined]);
});
