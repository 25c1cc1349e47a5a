import { pino } from 'pino';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createGateway } from '../../src/server/gateway.js';
import { startSimulator, type Simulator } from '../../src/simulator/simulator.js';
import { configFor } from '../support/replicas.js';

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ devices: 5 });
});
afterAll(() => simulator.close());

test('the log says, once each, that a lane is stopped and that it goes on, and names neither key nor route', async () => {
  const lines: string[] = [];
  const log = pino({ base: null, timestamp: false }, { write: (line: string) => void lines.push(line) });
  const env = { CACHE_ENABLED: 'false', UPSTREAM_ATTEMPTS: '1', BREAKER_PAUSE_MS: '100' };
  const gateway = await createGateway({ config: configFor(simulator, env), log });
  const ask = () =>
    gateway.inject({
      method: 'POST',
      url: '/graphql',
      headers: { authorization: 'Bearer demo-admin' },
      payload: { query: '{ viewer { username } }' },
    });

  simulator.faults.inject({ kind: 'status', status: 503 });
  for (let i = 0; i < 25; i++) await ask();
  simulator.faults.clear();
  await vi.waitFor(async () => expect((await ask()).json()).toHaveProperty('data.viewer.username'), 5000);
  await gateway.close();
  const told = lines.map((line) => JSON.parse(line) as { msg: string }).filter(({ msg }) => msg !== 'operation');
  expect(told).toEqual([
    { level: 40, lane: expect.any(String), msg: expect.stringContaining('too many calls to the REST API failed') },
    { level: 30, lane: expect.any(String), msg: 'the REST API answers again: calls are sent' },
  ]);
  expect(lines.join()).not.toMatch(/demo-admin|user_info/);
});
