import { expect, test } from 'vitest';
import { useGateway } from '../support/gateway.js';
import { beforeEsperThat, ENTERPRISE } from '../support/strange-esper.js';

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

test.each(['compiled', 'interpreted'])('a text in place of a list is told as what does not fit (%s)', async (how) => {
  const network_stats = { ip_address: '10.0.0.1', default_gateway: '10.0.0.2' };
  const device = { id: 'd-1', name: 'D', platform: 'LINUX', state: 1, tenant_id: ENTERPRISE, network_stats };
  const { query, calls } = await beforeEsperThat(() => ({ content: { count: 1, results: [device] } }), {
    EXECUTION: how,
  });
  const { data, errors } = await query('{ devices { nodes { network { ipAddresses gateway } } } }');
  expect(data.devices.nodes).toEqual([{ network: { ipAddresses: null, gateway: '10.0.0.2' } }]);
  expect(errors).toEqual([
    {
      message: 'The REST API sent a value that does not fit this field.',
      path: ['devices', 'nodes', 0, 'network', 'ipAddresses'],
      locations: expect.any(Array),
      extensions: { code: 'UPSTREAM_MALFORMED' },
    },
  ]);
  expect(calls).toHaveLength(1);
});

test('what a record lacks is told as left out, and not as if there were no such thing', async () => {
  const { query } = await beforeEsperThat(() => ({
    content: { count: 1, results: [{ id: 'd-1', platform: 'LINUX', state: 1, tenant_id: ENTERPRISE }] },
  }));
  expect((await query('{ devices { nodes { name } } }')).errors).toMatchObject([
    {
      message: 'The REST API left out what it always sends: LinuxDevice.name.',
      extensions: { code: 'UPSTREAM_MALFORMED' },
    },
  ]);
});
