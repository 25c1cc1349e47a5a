import { buildSchema } from 'graphql';
import { expect, test } from 'vitest';
import { onlyOne, soleArgument } from '../../src/graphql/lookup.js';

const schema = buildSchema('type Query { device(id: ID, serial: String, name: String): ID, app(id: ID): ID }');
const lookup = (fieldName: string) => ({ parentType: schema.getQueryType()!, fieldName });

test('the one argument that was given is told by name', () => {
  expect(soleArgument({ id: null, serial: 'X1', name: undefined }, lookup('device'))).toEqual(['serial', 'X1']);
});

test.each([
  ['device', {}, 'Give one of "id", "serial", "name" to look a thing up by; none was given.'],
  ['app', { id: null }, 'Give "id" to look a thing up by; none was given.'],
  [
    'device',
    { id: 'a', name: 'b' },
    'Give one of "id", "serial", "name" to look a thing up by; "id" and "name" were given.',
  ],
  ['device', { name: '' }, '"name" is empty: give the whole value to look for.'],
])('%s(%j) is refused', (field, args, message) => {
  expect(() => soleArgument(args, lookup(field))).toThrow(
    expect.objectContaining({ message, extensions: { code: 'BAD_USER_INPUT' } }),
  );
});

test('what is found once is it, what is not found is null', () => {
  expect(onlyOne([{ id: 1 }], 'device')).toEqual({ id: 1 });
  expect(onlyOne([], 'device')).toBeNull();
});

test('of many that answer none is taken: the first five are named', () => {
  const many = [1, 2, 3, 4, 5, 6].map((id) => ({ id }));
  expect(() => onlyOne(many, 'device with the name "x"')).toThrow(
    'There is more than one device with the name "x": 1, 2, 3, 4, 5. Look it up by id.',
  );
});
