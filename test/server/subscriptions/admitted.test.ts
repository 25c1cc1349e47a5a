import { expect, onTestFinished, test, vi } from 'vitest';
import { NOW } from '../../../src/simulator/timestamps.js';
import { openStream } from '../../support/event-stream.js';
import { FakeClock } from '../../support/fake-clock.js';
import { useGateway } from '../../support/gateway.js';

const clock = new FakeClock();
const gateway = useGateway({ devices: 3, now: () => NOW, clock, env: { LIMIT_OPERATIONS: '1' } });

/** Has one operation of the caller under way, until what it gives is called. */
async function beBusy() {
  gateway.simulator.faults.inject({ kind: 'latency', ms: 60_000, match: '/v1/enterprise/' });
  const leave = new AbortController();
  gateway.query('{ enterprise { name } }', { signal: leave.signal }).catch(() => {});
  await vi.waitFor(async () => expect((await gateway.query('{ __typename }')).status).toBe(429));
  return () => leave.abort();
}

const watched = () =>
  `subscription { deviceChanged(ids: ["${gateway.simulator.fleet.idOf(0)}"]) { device { alias group { name } } } }`;

test('a caller who has all operations under way that are allowed is told on by what is open already', async () => {
  const stream = await openStream(gateway.url, watched());
  onTestFinished(stream.close);
  expect((await stream.next())?.data.data).toBeDefined();
  await vi.waitFor(() => expect(clock.pending).toBe(1));
  const beIdle = await beBusy();
  gateway.simulator.fleet.change(0, { alias: 'Renamed' });
  await clock.pass(3000);
  const { data } = (await stream.next())!;
  expect(data.errors).toBeUndefined();
  expect(data.data.deviceChanged.device.alias).toBe('Renamed');
  beIdle();
});

test('and may not open another one: the refusal says nothing of HTTP', async () => {
  const beIdle = await beBusy();
  const stream = await openStream(gateway.url, watched());
  onTestFinished(stream.close);
  expect((await stream.next())?.data).toEqual({
    errors: [{ message: expect.any(String), extensions: { code: 'RATE_LIMITED', retryAfter: 1 } }],
  });
  beIdle();
});
