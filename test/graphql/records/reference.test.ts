import { expect, test } from 'vitest';
import { ask, type ThingRecord } from '../small-schema.js';

const record: ThingRecord = { id: 't1', name: 'Thing', device_count: 7 };
const byId = { known: { id: 't1' }, record };
const gone = { known: { id: 't1' }, record: null };

test.each([
  ['the id', '{ linked { id } }', { id: 't1' }],
  ['an alias of the id', '{ linked { mine: id } }', { mine: 't1' }],
  ['the type', '{ linked { __typename } }', { __typename: 'Thing' }],
  ['a field that is said to see for itself', '{ linked { shout } }', { shout: 't1!' }],
  ['the id in a fragment', '{ linked { ...ids } } fragment ids on Thing { id }', { id: 't1' }],
  ['the id of an interface', '{ linked { ... on Named { id } } }', { id: 't1' }],
])('a link of which only %s is asked costs nothing', async (_, source, linked) => {
  expect(await ask(source, byId)).toMatchObject({ data: { linked }, errors: undefined, fetched: 0 });
});

test.each([
  ['a field', '{ linked { name } }', { name: 'Thing' }],
  ['an alias', '{ linked { mine: deviceCount } }', { mine: 7 }],
  ['a value with a resolver of its own', '{ linked { camelCase } }', { camelCase: 'own' }],
  ['a field in a fragment', '{ linked { ...more } } fragment more on Thing { name }', { name: 'Thing' }],
  ['a field of an interface', '{ linked { ... on Named { name } } }', { name: 'Thing' }],
  ['a field in an inline fragment', '{ linked { ... { name } } }', { name: 'Thing' }],
  [
    'a field asked for in two places',
    '{ linked { id } linked { name deviceCount } }',
    { id: 't1', name: 'Thing', deviceCount: 7 },
  ],
])('a link of which %s is asked is fetched, once', async (_, source, linked) => {
  expect(await ask(source, byId)).toMatchObject({ data: { linked }, errors: undefined, fetched: 1 });
});

test.each<[string, boolean, number]>([
  ['query ($on: Boolean!) { linked { id name @include(if: $on) } }', true, 1],
  ['query ($on: Boolean!) { linked { id name @include(if: $on) } }', false, 0],
  ['query ($on: Boolean!) { linked { id name @skip(if: $on) } }', true, 0],
  ['query ($on: Boolean!) { linked { id name @skip(if: $on) } }', false, 1],
  ['query ($on: Boolean!) { linked { id ... @include(if: $on) { name } } }', false, 0],
  ['query ($on: Boolean!) { linked { id ...more @skip(if: $on) } } fragment more on Thing { name }', true, 0],
])('%s with %s fetches %i', async (source, on, fetched) => {
  expect((await ask(source, byId, { on })).fetched).toBe(fetched);
});

test('what is known is not fetched, null included', async () => {
  const known = { id: 't1', name: null, device_count: 3 };
  expect(await ask('{ linked { name deviceCount } referred { name } }', { known, record })).toMatchObject({
    data: { linked: { name: null, deviceCount: 3 }, referred: { name: null } },
    fetched: 0,
  });
});

test('a link to what is not there is null, not an error', async () => {
  expect(await ask('{ linked { name } }', gone)).toMatchObject({
    data: { linked: null },
    errors: undefined,
    fetched: 1,
  });
});

test('behind an interface the record is fetched, since its type may depend on it', async () => {
  expect(await ask('{ named { id } }', byId)).toMatchObject({ data: { named: { id: 't1' } }, fetched: 1 });
});

test('a reference is fetched once for all fields that are not known', async () => {
  expect(await ask('{ referred { id name deviceCount } }', byId)).toMatchObject({
    data: { referred: { id: 't1', name: 'Thing', deviceCount: 7 } },
    fetched: 1,
  });
});

test('a field of a reference to what is not there is NOT_FOUND, and names it', async () => {
  const { data, errors } = await ask('{ referred { id name } }', gone);
  expect(data).toEqual({ referred: { id: 't1', name: null } });
  expect(errors).toMatchObject([
    {
      message: '"t1" is linked to, but is not there or not visible to this key.',
      path: ['referred', 'name'],
      extensions: { code: 'NOT_FOUND' },
    },
  ]);
});
