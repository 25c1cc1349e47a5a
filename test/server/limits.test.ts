import { expect, test } from 'vitest';
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
  const types = `{ __schema { types { fields { type { ${'ofType { '.repeat(12)} name ${'}'.repeat(12)} } } } } }`;
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
