import { expect, test } from 'vitest';
import { useGateway } from '../support/gateway.js';

const gateway = useGateway({ devices: 1, env: { INTROSPECTION: 'off', EXPLORER: 'off' } });

test.each(['{ __schema { types { name } } }', '{ __type(name: "Device") { fields { name } } }'])(
  'where introspection is off %s is refused',
  async (query) => {
    const { data, errors } = await gateway.query(query);
    expect(data).toBeUndefined();
    expect(errors?.[0]?.message).toMatch(/introspection/i);
  },
);

test('nor is the schema told bit by bit, by what a field may have been meant to be', async () => {
  const { errors } = await gateway.query('{ viewr { fullName } devices { nodes { serialNumbr } } }');
  expect(errors).not.toHaveLength(0);
  expect(JSON.stringify(errors)).not.toMatch(/Did you mean|"viewer"|serialNumber/);
});

test.each(['/', '/schema.graphql', '/schema.graphql?federation=2', '/explorer/assets/main.js'])(
  '%s is not there',
  async (path) => {
    expect((await fetch(`${gateway.url}${path}`)).status).toBe(404);
  },
);

test('__typename still answers', async () => {
  expect((await gateway.query('{ __typename }')).data).toEqual({ __typename: 'Query' });
});
