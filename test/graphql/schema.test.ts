import { getNamedType, isEnumType, isInputObjectType, isInterfaceType, isObjectType } from 'graphql';
import { expect, test } from 'vitest';
import { families } from '../../src/domains/index.js';
import { buildSchema } from '../../src/graphql/schema.js';

test('every object with an identity tells its ids first', () => {
  const types = Object.values(buildSchema(families).getTypeMap());
  const nodes = types
    .filter((type) => isObjectType(type) || isInterfaceType(type))
    .filter((type) => type.getFields()['esperId'] && type.getFields()['id']);
  expect(nodes.length).toBeGreaterThan(10);
  for (const type of nodes)
    expect([type.name, ...Object.keys(type.getFields()).slice(0, 2)]).toEqual([type.name, 'id', 'esperId']);
});

test('the schema says what it is of', () => {
  expect(buildSchema(families).description).toMatch(/^A fleet of devices as Esper manages it/);
});

test('a filter says of each enum with UNKNOWN that this cannot be asked for', () => {
  const filters = Object.values(buildSchema(families).getTypeMap()).filter((type) => type.name.endsWith('Filter'));
  const found = filters.filter(isInputObjectType).flatMap((filter) =>
    Object.values(filter.getFields()).filter(({ type }) => {
      const named = getNamedType(type);
      return isEnumType(named) && named.getValue('UNKNOWN');
    }),
  );
  expect(found.length).toBeGreaterThan(5);
  for (const { description } of found) expect(description).toMatch(/ UNKNOWN cannot be asked for\.$/);
});
