import { buildSchema, graphql, type GraphQLObjectType } from 'graphql';
import { expect, test } from 'vitest';
import { readByName } from '../../../src/graphql/records/read-by-name.js';
import { reference } from '../../../src/graphql/records/reference.js';
import { twinOf } from '../../../src/graphql/records/twin.js';

const schema = readByName(
  buildSchema('type Query { deviceCount: Int osVersion: String name: String nodes(first: Int): [String] }'),
);
const read = async (rootValue: unknown, source: string) =>
  JSON.parse(JSON.stringify(await graphql({ schema, source, rootValue }))) as unknown;

test('a field without a resolver reads its snake_case twin', async () => {
  const record = { device_count: 7, os_version: null, name: 'x' };
  expect(await read(record, '{ deviceCount osVersion name }')).toEqual({
    data: { deviceCount: 7, osVersion: null, name: 'x' },
  });
});

test('a value of the very name comes first, and is called when it is a function', async () => {
  const record = { deviceCount: 1, device_count: 2, nodes: ({ first }: { first: number }) => [`first ${first}`] };
  expect(await read(record, '{ deviceCount nodes(first: 3) }')).toEqual({
    data: { deviceCount: 1, nodes: ['first 3'] },
  });
});

test('what upstream left out is null', async () => {
  expect(await read({}, '{ deviceCount name }')).toEqual({ data: { deviceCount: null, name: null } });
});

test('a reference is completed for a twin that is not known', async () => {
  const parent = reference<{ id: string; device_count: number }>({ id: 't1' }, async () => ({
    id: 't1',
    device_count: 5,
  }));
  expect(await read(parent, '{ deviceCount }')).toEqual({ data: { deviceCount: 5 } });
});

test('the twin of a field is known to those who look ahead', () => {
  const fields = (schema.getType('Query') as GraphQLObjectType).getFields();
  expect(twinOf(fields['osVersion'])).toBe('os_version');
  expect(twinOf(undefined)).toBeUndefined();
});
