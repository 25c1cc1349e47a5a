import { expect, test } from 'vitest';
import { useGateway } from '../support/gateway.js';

const gateway = useGateway({ env: { UPSTREAM_ATTEMPTS: '1' } });

test.each([
  [
    'devices { nodes { name hardware { hardware } tags { name } group { name } apps { nodes { name } } } }',
    '/v2/devices/',
  ],
  ['groups { nodes { name parent { name } children { totalCount } } }', '/devicegroup/'],
  ['apps { nodes { name latestVersion { versionName } } }', '/application/'],
  ['users { nodes { email role { name } } }', '/user/'],
])('rows that are no records are told as such and bring nothing down: %s', async (field, match) => {
  gateway.simulator.faults.inject({ kind: 'list', status: 200, match });
  const { data, errors, status } = await gateway.query(`{ ${field} }`);
  expect(status).toBe(200);
  expect(Object.values(data)).toEqual([null]);
  expect(errors?.map(({ extensions }) => extensions?.code)).toEqual(['UPSTREAM_MALFORMED']);
  gateway.simulator.faults.clear();
  expect((await gateway.query(`{ ${field} }`)).errors).toBeUndefined();
});
