import { expect, test } from 'vitest';
import { useGateway } from '../support/gateway.js';

const gateway = useGateway({ devices: 3 });

const told = expect.stringContaining('A text holds a NUL character');

test('a text with a NUL is sent nowhere, neither to look for nor to write', async () => {
  const looked = await gateway.query('query ($text: String!) { devices(filter: { search: $text }) { totalCount } }', {
    variables: { text: 'till\0' },
  });
  expect(looked.errors).toMatchObject([{ message: told, extensions: { code: 'BAD_USER_INPUT' } }]);
  expect(looked.calls).toEqual([]);

  const create = 'mutation ($name: String!) { createGroup(input: { name: $name }) { userErrors { message code } } }';
  const written = await gateway.query(create, { variables: { name: 'Shops\0' } });
  expect(written.data.createGroup.userErrors).toEqual([{ message: told, code: 'BAD_USER_INPUT' }]);
  expect(written.calls).toEqual([]);
});

test('what only looks like one is sent', async () => {
  const query = 'query ($text: String!) { devices(filter: { search: $text }) { totalCount } }';
  const { errors, calls } = await gateway.query(query, { variables: { text: '%00\\u0000' } });
  expect(errors).toBeUndefined();
  expect(calls).toHaveLength(1);
});
