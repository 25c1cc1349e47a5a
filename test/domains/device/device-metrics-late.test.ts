import { beforeAll, expect, test } from 'vitest';
import { useGateway } from '../../support/gateway.js';

const gateway = useGateway({ devices: 20, env: { UPSTREAM_ATTEMPTS: '1', UPSTREAM_TIMEOUT_MS: '1500' } });

// The first answer of each kind takes long to be held against the facts: no call is to be late for that.
beforeAll(async () => {
  const { url, world } = gateway.simulator;
  const reports = ['v1', 'v2'].map((version) => `/${version}/enterprise/${world.enterpriseId}/report/status-metrics`);
  for (const path of [`${reports[0]}/`, reports[1], '/user_info/'])
    await fetch(url + path, { headers: { authorization: 'Bearer demo-admin' } });
});

const ask = () => gateway.query('{ enterprise { deviceMetrics { active secure unprovisioned } } viewer { fullName } }');

test('a report that comes too late takes nothing else with it, and narrows the way of no other call', async () => {
  const { data: usual } = await ask();
  gateway.simulator.faults.inject({ kind: 'latency', ms: 5000, match: '/v2/enterprise/' });
  const { data, errors } = await ask();
  const { active, secure } = usual.enterprise.deviceMetrics;
  expect(data).toEqual({ ...usual, enterprise: { deviceMetrics: { active, secure, unprovisioned: null } } });
  expect(errors).toMatchObject([{ path: ['enterprise', 'deviceMetrics', 'unprovisioned'] }]);
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'UPSTREAM_TIMEOUT' });
  const metrics = await (await fetch(`${gateway.url}/metrics`)).text();
  const limitOf = (lane: string) => metrics.match(`limiter_limit{lane="${lane}"} (\\d+)`)?.[1];
  expect([limitOf('reports'), limitOf('main')]).toEqual(['1', '20']);
});
