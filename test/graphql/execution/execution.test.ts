import { buildSchema, execute, isObjectType, parse, type GraphQLResolveInfo } from 'graphql';
import { expect, test } from 'vitest';
import { compiledExecutor, interpretedExecutor } from '../../../src/graphql/execution/executor.js';
import { notePlainResolvers } from '../../../src/graphql/execution/plain-resolvers.js';
import { countFields, FieldBudget } from '../../../src/graphql/limits.js';
import { FieldTrace } from '../../../src/graphql/trace.js';
import { moodySchema } from './moody-schema.js';

const fresh = (most = 1000) => ({ budget: new FieldBudget(most) });

/** Whatever has seed 0 is at hand or late, and never broken. */
const schema = moodySchema(0, Infinity);
const [compiled, interpreted] = [compiledExecutor(schema), interpretedExecutor(schema)];

test.each<[string, string, Record<string, unknown>?, string?]>([
  [
    'fields of one name in several places are one',
    '{ cat { name } ...F cat { id twin { id } } } fragment F on Query { cat { twin { name } } }',
  ],
  [
    'fragments on what the object may be and is not',
    '{ cat { ... on Being { id } ... on Dog { age } ... on Cat { lives } ... on Any { __typename } } }',
  ],
  ['a name that means something to JavaScript', '{ __proto__: cat { constructor: id __proto__: name } }'],
  ['a fragment of such a name', '{ ...__proto__ } fragment __proto__ on Query { cat { id } }'],
  ['a variable where an argument has a default', 'query ($n: Int = 3) { cat { lives(of: $n) again: lives } }'],
  ['a variable that is null', 'query ($n: Int) { cat { lives(of: $n) } }', { n: null }],
  ['a variable that is left out', 'query ($n: Int) { cat { lives(of: $n) } }'],
  ['a variable of the wrong type', 'query ($n: Int!) { count(of: $n) }', { n: 'many' }],
  ['a variable that is not declared', 'query ($n: Int!) { count(of: $n) }', { n: 1, m: 2 }],
  ['a directive whose variable is null', 'query ($b: Boolean = true) { cat { id @skip(if: $b) name } }', { b: null }],
  [
    'a directive at the root whose variable is null',
    'query ($b: Boolean = true) { cat @skip(if: $b) { id } }',
    { b: null },
  ],
  ...['...F ...F @include(if: $b)', '...F @include(if: $b) ...F', '...F ...F @skip(if: true)'].map(
    (spreads): [string, string, Record<string, unknown>] => [
      `a fragment that is spread twice, as ${spreads}, where the variable is null`,
      `query ($b: Boolean = true) { cat { ${spreads} name @include(if: true) } dog { age @skip(if: $b) } } fragment F on Cat { id }`,
      { b: null },
    ],
  ),
  ['everything left out', '{ cat @skip(if: true) { id } }'],
  ['one operation of two', 'query A { cat { id } } query B { dog { id } }', {}, 'B'],
  ['neither of two', 'query A { cat { id } } query B { dog { id } }'],
  ['an operation that is not there', 'query A { cat { id } }', {}, 'C'],
  [
    'the schema itself',
    '{ __schema { queryType { name fields { name } } } __type(name: "Cat") { name interfaces { name } } }',
  ],
  ['a mutation', 'mutation { pet { id } feed { name } scold { lives(of: 1) } }'],
])('%s', async (_, query, variables, operationName) => {
  const asked = { document: parse(query), variables, operationName };
  const told = async (answer: Promise<unknown>) => JSON.parse(JSON.stringify(await answer)) as unknown;
  expect(await told(compiled({ ...asked, context: fresh() }))).toEqual(
    await told(interpreted({ ...asked, context: fresh() })),
  );
});

test('what directives leave out hangs on the variables of each request', async () => {
  const document = parse('query ($a: Boolean!, $b: Boolean!) { cat { id @include(if: $a) name @skip(if: $b) } }');
  const keys = async (variables: Record<string, boolean>) =>
    Object.keys((await compiled({ document, variables, context: fresh() })).data?.['cat'] as object);
  expect(await keys({ a: true, b: true })).toEqual(['id']);
  expect(await keys({ a: false, b: false })).toEqual(['name']);
  expect(await keys({ a: true, b: false })).toEqual(['id', 'name']);
  expect(await keys({ a: true, b: true })).toEqual(['id']);
});

test('fields stand in the order they are asked for, however late they come', async () => {
  const document = parse('{ c: cat { id } a: dog { id name } b: being { name id } }');
  const { data } = await compiled({ document, context: fresh() });
  expect(Object.keys(data ?? {})).toEqual(['c', 'a', 'b']);
});

test('each field of a mutation begins when all that came of the one before has ended', async () => {
  const pets = buildSchema(
    'type Pet { name: String } type Query { a: Int } type Mutation { pet: Pet! lose: Pet! feed: Pet }',
  );
  const seen: string[] = [];
  const slow = (name: string) => async () => {
    await Promise.resolve();
    seen.push(name);
    return name;
  };
  const fields = pets.getMutationType()!.getFields();
  const run = (source: string) => compiledExecutor(pets)({ document: parse(source), context: fresh() });
  fields['pet']!.resolve = async () => (seen.push('pet'), { name: slow("the pet's name") });
  fields['feed']!.resolve = () => (seen.push('feed'), { name: slow('fed') });
  fields['lose']!.resolve = async () => null;
  expect((await run('mutation { pet { name } feed { name } }')).data).toEqual({
    pet: { name: "the pet's name" },
    feed: { name: 'fed' },
  });
  expect(seen).toEqual(['pet', "the pet's name", 'feed', 'fed']);
  seen.length = 0;
  expect((await run('mutation { lose { name } feed { name } }')).data).toBeNull();
  expect(seen, 'nothing begins when the answer is null already').toEqual([]);
});

test('what goes wrong in a place that null has taken already is not told', async () => {
  const pets = buildSchema('type Pet { name: String! age: Int toys: [Pet!] } type Query { pet: Pet }');
  pets.getQueryType()!.getFields()['pet']!.resolve = () => ({
    name: null,
    age: Promise.reject(new Error('too late')),
    toys: [{ name: 'ball' }, { name: Promise.reject(new Error('later still')) }],
  });
  const document = parse('{ pet { age toys { name } name } }');
  const { data, errors } = await compiledExecutor(pets)({ document, context: fresh() });
  expect({ ...data }).toEqual({ pet: null });
  expect(errors?.map(({ message }) => message)).toEqual(['Cannot return null for non-nullable field Pet.name.']);
});

test('a resolver is told of its field what graphql-js tells it', async () => {
  const told: unknown[] = [];
  const probe = moodySchema(0, Infinity);
  probe.getQueryType()!.getFields()['count']!.resolve = (_, __, ___, info: GraphQLResolveInfo) => {
    const { fieldName, fieldNodes, returnType, parentType, path, fragments, rootValue, operation, variableValues } =
      info;
    told.push({
      about: { fieldName, fieldNodes, returnType, parentType, path, rootValue, operation },
      fragments: { ...fragments },
      variables: { ...variableValues },
      isSchema: info.schema === probe,
    });
  };
  const document = parse('query Q($n: Int!) { many: count(of: $n) ...F } fragment F on Query { __typename }');
  await compiledExecutor(probe)({ document, variables: { n: 1 }, context: fresh() });
  await execute({ schema: probe, document, variableValues: { n: 1 } });
  expect(told).toHaveLength(2);
  expect(told[0]).toEqual(told[1]);
});

test('values are counted as graphql-js counts them, and those beyond the bound are not asked for', async () => {
  const [counted] = [1, 2].map(() => countFields(notePlainResolvers(moodySchema(0, Infinity))));
  const document = parse('{ __typename cat { id name twin { id } } __schema { queryType { name } } }');
  for (const executor of [compiledExecutor(counted!), interpretedExecutor(counted!)]) {
    const [enough, less] = [fresh(9), fresh(8)];
    await executor({ document, context: enough });
    await executor({ document, context: less });
    expect([enough.budget.exceeded, less.budget.exceeded?.message]).toEqual([
      undefined,
      'The answer would hold more than 8 values: LIMIT_FIELDS allows 8. Ask for fewer rows or fields, or page through them.',
    ]);
  }
});

test('an operation that is explained knows the path of whoever asks', async () => {
  const asked: unknown[] = [];
  const trace = new FieldTrace();
  const probe = moodySchema(0, Infinity);
  for (const name of ['Cat', 'Dog']) {
    const type = probe.getType(name);
    if (isObjectType(type)) type.getFields()['name']!.resolve = async () => void asked.push(trace.current());
  }
  await compiledExecutor(probe)({ document: parse('{ cat { same: name } }'), context: { ...fresh(), trace } });
  trace.end();
  expect(asked).toEqual(['cat.same']);
});
