import { describe, expect, test } from 'vitest';
import { nodeId } from '../../../src/graphql/node-id.js';
import { useGateway } from '../../support/gateway.js';

const tokenInfo = 'GET /v1/token-info/';
const userInfo = 'GET /user_info/';

describe('an enterprise whose id is configured', () => {
  const gateway = useGateway({ devices: 5 });

  test('tells its id for nothing', async () => {
    const { data, calls } = await gateway.query('{ enterprise { __typename id esperId } }');
    const { enterpriseId } = gateway.simulator.world;
    expect(data.enterprise).toEqual({
      __typename: 'Enterprise',
      id: nodeId('Enterprise', enterpriseId),
      esperId: enterpriseId,
    });
    expect(calls).toEqual([]);
  });

  test('tells all else for one call, wherever it is linked from', async () => {
    const { data, errors, calls } = await gateway.query(
      `{ enterprise { name shortCode registeredName registeredAddress location zipcode contactPerson contactNumber contactEmail
          wifiLteToggle googleEnterpriseId createdAt updatedAt }
        viewer { enterprise { name } } rootGroup { enterprise { name } } apps(first: 1) { nodes { enterprise { name } } }
        devices(first: 1) { nodes { enterprise { name } } } }`,
    );
    expect(errors).toBeUndefined();
    expect(data.enterprise).toEqual({
      name: 'Simulated Stores',
      shortCode: 'SIM',
      registeredName: 'Simulated Stores Ltd.',
      registeredAddress: '1 Example Street',
      location: 'Berlin',
      zipcode: '10115',
      contactPerson: 'Ada Admin',
      contactNumber: null,
      contactEmail: 'ada.admin@example.com',
      wifiLteToggle: null,
      googleEnterpriseId: 'LC00sim0',
      createdAt: expect.stringMatching(/Z$/),
      updatedAt: expect.stringMatching(/Z$/),
    });
    const linked = [data.viewer, data.rootGroup, data.apps.nodes[0], data.devices.nodes[0]];
    expect(linked).toEqual(linked.map(() => ({ enterprise: { name: 'Simulated Stores' } })));
    expect(
      calls.filter((call) => call.startsWith('GET /v1/enterprise/') && !call.includes('application')),
    ).toHaveLength(1);
    expect(calls).not.toContain(tokenInfo);
  });
});

describe('an enterprise whose id is not configured', () => {
  const gateway = useGateway({ devices: 5, env: { ESPER_ENTERPRISE_ID: '', UPSTREAM_ATTEMPTS: '1' } });
  const query = '{ enterprise { esperId } groups { totalCount } apps { totalCount } }';
  const known = () => ({ esperId: gateway.simulator.world.enterpriseId });

  test('is asked for once a key, and remembered', async () => {
    const first = await gateway.query(query);
    expect(first.data.enterprise).toEqual(known());
    expect(first.calls.filter((call) => call === tokenInfo)).toHaveLength(1);
    expect(first.calls).toHaveLength(3);
    const second = await gateway.query(query);
    expect(second.data).toEqual(first.data);
    expect(second.calls).not.toContain(tokenInfo);
    const other = await gateway.query(query, { key: 'demo-viewer' });
    expect(other.data.enterprise).toEqual(known());
    expect(other.calls.filter((call) => call === tokenInfo)).toHaveLength(1);
  });

  test('is not asked for by what needs it not', async () => {
    const { calls } = await gateway.query('{ devices { totalCount } }');
    expect(calls).toEqual(['GET /v2/devices/?limit=1&ordering=name']);
  });

  test('is told by the viewer too', async () => {
    const { data, calls } = await gateway.query('{ viewer { enterprise { esperId rootGroup { name } } } }');
    expect(data.viewer.enterprise).toEqual({ ...known(), rootGroup: { name: 'All devices' } });
    expect(calls[0]).toBe(userInfo);
    expect(calls).not.toContain(tokenInfo);
    expect((await gateway.query('{ groups { totalCount } }')).calls).toHaveLength(1);
  });

  test.each([403, 404, 500])('is told by the user when the key will not tell it (%i)', async (status) => {
    gateway.simulator.faults.inject({ kind: 'status', status, match: 'token-info' });
    const { data, errors, calls } = await gateway.query('{ enterprise { esperId } }');
    expect({ data, errors }).toEqual({ data: { enterprise: known() }, errors: undefined });
    expect(calls).toEqual([tokenInfo, userInfo]);
    expect((await gateway.query('{ enterprise { esperId } }')).calls).toEqual([]);
  });

  test('is not sought any further with a key that is refused', async () => {
    const { data, errors, calls } = await gateway.query('{ enterprise { esperId } }', { key: 'demo-expired' });
    expect(data).toEqual({ enterprise: null });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(calls).toEqual([tokenInfo]);
  });

  test('that nobody tells is an error that says what to set; what needs it not is answered', async () => {
    gateway.simulator.faults.inject({ kind: 'status', status: 404, match: /token-info|user_info/ });
    const { data, errors } = await gateway.query('{ enterprise { esperId } devices { totalCount } }');
    expect(data).toEqual({ enterprise: null, devices: { totalCount: 5 } });
    expect(errors).toEqual([
      expect.objectContaining({ message: expect.stringContaining('ESPER_ENTERPRISE_ID'), path: ['enterprise'] }),
    ]);
    gateway.simulator.faults.clear();
    expect((await gateway.query('{ enterprise { esperId } }')).data.enterprise).toEqual(known());
  });
});
