import { expect, test } from 'vitest';
import { readConfig } from '../../../src/config.js';
import { nodeId } from '../../../src/graphql/node-id.js';
import { useGateway } from '../../support/gateway.js';

const SECOND = 1000;
let now = 1_800_000_000_000;
const env = { CACHE_ENABLED: 'true', SINGLE_FLIGHT: 'false' };
const gateway = useGateway({ devices: 100, env, wallClock: () => now });
const ask = async (selection = 'active secure unprovisioned') => {
  const { data, calls, ...rest } = await gateway.query(`{ enterprise { deviceMetrics { ${selection} } } }`);
  const reports = calls.filter((call) => call.includes('/report/status-metrics')).length;
  return { ...rest, metrics: data.enterprise.deviceMetrics, reports };
};

test('they are kept for a minute, for more than one query to read from', async () => {
  const { metrics, reports } = await ask();
  expect(reports).toBe(2);
  now += 59 * SECOND;
  expect(await ask('active')).toMatchObject({ metrics: { active: metrics.active }, reports: 0 });
  now += 62 * SECOND;
  expect((await ask('active')).reports).toBe(1);
});

test('a device that is deleted is not counted any more', async () => {
  const { fleet } = gateway.simulator;
  const numbers = Array.from({ length: fleet.size }, (_, number) => number);
  const isGoing = (number: number) => fleet.platformOf(number) === 'LINUX' && fleet.stateOf(number) === 1;
  const device = nodeId('LinuxDevice', fleet.idOf(numbers.find(isGoing)!));
  const { metrics } = await ask();
  await gateway.query(`mutation { deleteDevice(input: { device: "${device}", confirm: true }) { deletedDeviceId } }`);
  expect(await ask()).toMatchObject({ metrics: { active: metrics.active - 1 }, reports: 2 });
});

test('as settings are by default there is time for the slowest report that was seen, twice over within an operation', () => {
  const { UPSTREAM_TIMEOUT_MS, OPERATION_TIMEOUT_MS } = readConfig({});
  expect(UPSTREAM_TIMEOUT_MS).toBeGreaterThan(17.7 * SECOND);
  expect(OPERATION_TIMEOUT_MS).toBeGreaterThanOrEqual(2 * UPSTREAM_TIMEOUT_MS);
});
