import { buildSchema as buildFromSdl, isObjectType, validateSchema, type GraphQLSchema } from 'graphql';
import { describe, expect, test } from 'vitest';
import { families } from '../src/domains/index.js';
import { isNodeType } from '../src/domains/node.js';
import { buildSchema, readTypeDefs } from '../src/graphql/schema.js';
import { priceRules } from './schema/price-rules.js';
import { isNode, schemaRules } from './schema/rules.js';
import { namedOf, typesOf } from './schema/walk.js';

const schema = buildSchema(families);

/** A small schema that keeps all rules but the one about descriptions, with something added. */
const withPlanted = (sdl: string): GraphQLSchema =>
  buildFromSdl(`
    type Query { node(id: ID!): Node }
    interface Node { id: ID! esperId: ID! }
    type PageInfo { hasNextPage: Boolean! }
    ${sdl}`);

test('the SDL files alone are a valid schema', () => {
  expect(validateSchema(buildFromSdl(readTypeDefs().join('\n')))).toEqual([]);
});

test('the schema that is served is a valid one, and all of it is looked at', () => {
  expect(validateSchema(schema)).toEqual([]);
  const places = namedOf(schema).map(({ place }) => place);
  expect(places).toEqual(
    expect.arrayContaining(['Query.device(id:)', 'AndroidDevice.installs(filter:)', 'DeviceState.ACTIVE', 'Node']),
  );
});

test('every type that is a node is found again by its ids', () => {
  const nodes = typesOf(schema).filter((type) => isObjectType(type) && isNode(type));
  expect(nodes.length).toBeGreaterThan(10);
  const lost = nodes.filter(({ name }) => !isNodeType(name)).map(({ name }) => name);
  expect(lost, 'src/domains/node.ts does not say how').toEqual([]);
});

describe.each([...schemaRules, ...priceRules])('$name', ({ faults, plant, blamed }) => {
  test('holds', () => {
    expect(faults(schema)).toEqual([]);
  });

  test('and would be seen to be broken', () => {
    expect(faults(withPlanted(plant))).toContainEqual(expect.stringContaining(`${blamed} `));
  });
});
