import { buildClientSchema, getIntrospectionQuery } from 'graphql';
import { describe, expect, test } from 'vitest';
import { nodeId } from '../../src/graphql/node-id.js';
import { useGateway } from '../support/gateway.js';

const gateway = useGateway({ env: { LIMIT_DEPTH: '12', LIMIT_FIELDS: '2000' } });

const nested = (depth: number, leaf = 'id') =>
  `{ rootGroup { ${'parent { '.repeat(depth - 2)}${leaf}${' }'.repeat(depth - 1)} }`;

test('a query as deep as is allowed is answered, and one level more is refused before any call', async () => {
  expect((await gateway.query(nested(12))).errors).toBeUndefined();
  const { errors, calls } = await gateway.query(nested(13));
  expect(errors).toMatchObject([
    {
      message: 'Fields are nested 13 deep: LIMIT_DEPTH allows 12. Ask in several queries.',
      extensions: { code: 'LIMIT_EXCEEDED', limit: { name: 'LIMIT_DEPTH', found: 13, most: 12 } },
    },
  ]);
  expect(calls).toEqual([]);
});

test('depth hidden in fragments is counted, and the depth of introspection is not', async () => {
  const hidden = `{ rootGroup { ...a } } fragment a on Group { ${nested(9).slice(2, -2).replace('rootGroup', 'parent')} ...b }
    fragment b on Group { parent { parent { parent { ...c } } } } fragment c on Group { ${nested(10).slice(2, -2).replace('rootGroup', 'parent')} }`;
  expect((await gateway.query(hidden)).errors?.[0]?.message).toMatch(
    /^Fields are nested \d\d deep: LIMIT_DEPTH allows 12/,
  );
  const types = `{ __type(name: "Device") { fields { type { ${'ofType { '.repeat(12)} name ${'}'.repeat(12)} } } } }`;
  expect((await gateway.query(types)).errors).toBeUndefined();
});

test('an answer that would multiply without a call is stopped, and told so once', async () => {
  const wider = (levels: number): string =>
    levels === 0
      ? 'name'
      : ['a', 'b'].map((name) => `${name}: children { nodes { parent { ${wider(levels - 1)} } } }`).join(' ');
  const query = `{ rootGroup { ${wider(3)} } }`;
  const { data, errors, status } = await gateway.query(query);
  expect({ data, status }).toEqual({ data: null, status: 200 });
  expect(errors).toEqual([
    {
      message: expect.stringContaining('more than 2000 values: LIMIT_FIELDS allows 2000.'),
      extensions: { code: 'LIMIT_EXCEEDED', limit: { name: 'LIMIT_FIELDS', most: 2000 } },
    },
  ]);
});

test('ids are counted over all aliases, with a key and without', async () => {
  const ids = Array.from({ length: 900 }, () => nodeId('Group', gateway.simulator.world.groups.root.id));
  const query =
    'query ($ids: [ID!]!) { a: nodes(ids: $ids) { id } b: nodes(ids: $ids) { id } c: nodes(ids: $ids) { id } }';
  for (const key of ['demo-admin', null]) {
    const { data, errors } = await gateway.query(query, { variables: { ids }, key });
    expect({ data, errors: errors?.length }).toEqual({ data: null, errors: 1 });
  }
});

test('ids of things that are not there are counted as well', async () => {
  const ids = Array.from({ length: 900 }, () => nodeId('Group', '00000000-0000-4000-8000-000000000000'));
  const query = (names: readonly string[]) =>
    `query ($ids: [ID!]!) { ${names.map((name) => `${name}: nodes(ids: $ids) { ... on Group { name } }`).join(' ')} }`;
  expect((await gateway.query(query(['a', 'b']), { variables: { ids } })).errors).toBeUndefined();
  const { errors } = await gateway.query(query(['a', 'b', 'c']), { variables: { ids } });
  expect(errors).toMatchObject([{ extensions: { limit: { name: 'LIMIT_FIELDS' } } }]);
});

describe.each(['compiled', 'interpreted'])('errors, %s', (EXECUTION) => {
  const gateway = useGateway({ env: { EXECUTION, LIMIT_FIELDS: '2000' } });

  test('count as ten values, so that nobody is told of more than can be made in a moment', async () => {
    const query = (names: readonly string[]) =>
      `query ($ids: [ID!]!) { ${names.map((name) => `${name}: nodes(ids: $ids) { __typename }`).join(' ')} }`;
    const ids = Array.from({ length: 70 }, () => 'x');
    const told = await gateway.query(query(['a', 'b']), { variables: { ids } });
    expect(told.errors).toHaveLength(140);
    const { data, errors } = await gateway.query(query(['a', 'b', 'c']), { variables: { ids }, key: null });
    expect({ data, errors }).toMatchObject({
      data: null,
      errors: [{ extensions: { limit: { name: 'LIMIT_FIELDS' } } }],
    });
  });

  test('are counted where fields throw them for row after row', async () => {
    const query = `{ groups(first: 40) { nodes { ${['a', 'b', 'c', 'd', 'e'].map((name) => `${name}: devices(first: 1, last: 1) { totalCount }`).join(' ')} } } }`;
    expect((await gateway.query(query)).errors).toMatchObject([{ extensions: { limit: { name: 'LIMIT_FIELDS' } } }]);
  });
});

describe.each(['compiled', 'interpreted'])('what tells of the schema, %s', (EXECUTION) => {
  const gateway = useGateway({ env: { EXECUTION } });

  test('is told whole, and takes a fifth of what is allowed at most', async () => {
    const all = {
      specifiedByUrl: true,
      directiveIsRepeatable: true,
      schemaDescription: true,
      inputValueDeprecation: true,
      oneOf: true,
    };
    const { data, errors } = await gateway.query(getIntrospectionQuery(all), { key: null });
    expect(errors).toBeUndefined();
    expect(() => buildClientSchema(data)).not.toThrow();
    expect(valuesIn(data)).toBeLessThan(20_000);
  });

  test.each(['name', '__typename'])('is counted with all that %s multiplies to', async (name) => {
    const fields = Array.from(
      { length: 150 },
      (_, n) => `a${n}: fields { ${name} type { ${name} ofType { ${name} } } }`,
    );
    const query = `{ __schema { types { fields { type { ofType { ${fields.join(' ')} } } } } } }`;
    const { data, errors } = await gateway.query(query, { key: null });
    expect({ data, errors }).toMatchObject({
      data: null,
      errors: [{ extensions: { code: 'LIMIT_EXCEEDED', limit: { name: 'LIMIT_FIELDS', most: 100_000 } } }],
    });
  });
});

/** How many fields of objects an answer holds. */
function valuesIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const inner = Object.values(value);
  return (Array.isArray(value) ? 0 : inner.length) + inner.reduce((sum: number, one) => sum + valuesIn(one), 0);
}
