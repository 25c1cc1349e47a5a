import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { readConfig } from '../../src/config.js';
import { createGateway } from '../../src/server/gateway.js';
import { startSimulator } from '../../src/simulator/simulator.js';
import { createLog } from '../../src/telemetry/log.js';

test('closing finishes the answers under way, closes sockets nobody uses, and lets nothing more in', async () => {
  const simulator = await startSimulator({ devices: 10, latencyMs: 300 });
  const config = readConfig({ ESPER_BASE_URL: simulator.url, NODE_ENV: 'test' });
  const gateway = await createGateway({ config: { ...config, baseUrl: simulator.url }, log: createLog('silent') });
  const url = await gateway.listen({ port: 0 });
  const { port, hostname: host } = new URL(url);
  const spare = connect({ port: Number(port), host });
  const gone = new Promise((resolve) => spare.once('close', resolve));
  spare.on('error', () => {});

  const headers = { 'content-type': 'application/json', authorization: 'Bearer demo-admin' };
  const body = JSON.stringify({ query: '{ viewer { fullName } }' });
  const answer = fetch(`${url}/graphql`, { method: 'POST', headers, body }).then((response) => response.json());
  while (simulator.calls.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));

  await gateway.close();
  await gone;
  expect(await answer).toMatchObject({ data: { viewer: { fullName: 'Ada Admin' } } });
  await expect(fetch(`${url}/graphql`, { method: 'POST', headers, body })).rejects.toThrow();
  await simulator.close();
});
