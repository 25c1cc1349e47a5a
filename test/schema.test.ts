import { buildSchema as buildFromSdl, validateSchema, type GraphQLSchema } from 'graphql';
import { describe, expect, test } from 'vitest';
import { families } from '../src/domains/index.js';
import { buildSchema, readTypeDefs } from '../src/graphql/schema.js';
import { priceRules } from './schema/price-rules.js';
import { schemaRules } from './schema/rules.js';
import { namedOf } from './schema/walk.js';

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

describe.each([...schemaRules, ...priceRules])('$name', ({ faults, plant, blamed }) => {
  test('holds', () => {
    expect(faults(schema)).toEqual([]);
  });

  test('and would be seen to be broken', () => {
    expect(faults(withPlanted(plant))).toContainEqual(expect.stringContaining(`${blamed} `));
  });
});
