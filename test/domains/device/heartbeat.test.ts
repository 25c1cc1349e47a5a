import { expect, test } from 'vitest';
import { MINUTE, NOW } from '../../../src/simulator/timestamps.js';
import { useGateway } from '../../support/gateway.js';
import { deviceThat, devicesThat, first, instant, itemCall, listCall } from './fleet.js';

const gateway = useGateway();
const heartbeatCall = ({ id }: { id: string }) => `GET /device/v0/heartbeat/${id}/`;
const isRecent = (seen: number | null) => seen !== null && seen > NOW - 30 * MINUTE;

test.each([
  ['that spoke just now', deviceThat(({ lastSeen }) => isRecent(lastSeen))],
  ['that fell silent', deviceThat(({ lastSeen }) => lastSeen !== null && !isRecent(lastSeen))],
  ['that never spoke', deviceThat(({ lastSeen }) => lastSeen === null)],
  ['that runs Linux', first.LINUX],
])('the heartbeat of a device %s costs one call', async (_, device) => {
  const { data, errors, calls } = await gateway.query(
    `{ device(id: "${device.id}") { heartbeat { lastSeen isOnline } } }`,
  );
  expect(errors).toBeUndefined();
  expect(data.device.heartbeat).toEqual({ lastSeen: instant(device.lastSeen), isOnline: isRecent(device.lastSeen) });
  expect(calls).toEqual([itemCall(device), heartbeatCall(device)]);
});

test('each device of a list is asked for its heartbeat once, whatever asks', async () => {
  const { data, calls } = await gateway.query(
    '{ devices(first: 10) { nodes { heartbeat { isOnline } again: heartbeat { lastSeen } } } }',
  );
  const devices = devicesThat(() => true).slice(0, 10);
  expect(data.devices.nodes).toEqual(
    devices.map(({ lastSeen }) => ({
      heartbeat: { isOnline: isRecent(lastSeen) },
      again: { lastSeen: instant(lastSeen) },
    })),
  );
  expect(calls.toSorted()).toEqual([listCall('limit=10&ordering=name'), ...devices.map(heartbeatCall)].toSorted());
});
