import { expect, test } from 'vitest';
import { MINUTE, NOW } from '../../../src/simulator/timestamps.js';
import { useGateway } from '../../support/gateway.js';
import { nodeId } from '../../../src/graphql/node-id.js';
import { routesOf } from '../../support/routes-of.js';
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
    '{ devices(first: 5) { nodes { heartbeat { isOnline } again: heartbeat { lastSeen } } } }',
  );
  const devices = devicesThat(() => true).slice(0, 5);
  expect(data.devices.nodes).toEqual(
    devices.map(({ lastSeen }) => ({
      heartbeat: { isOnline: isRecent(lastSeen) },
      again: { lastSeen: instant(lastSeen) },
    })),
  );
  expect(calls.toSorted()).toEqual([listCall('limit=5&ordering=name'), ...devices.map(heartbeatCall)].toSorted());
});

const androids = devicesThat(({ platform }) => platform === 'ANDROID');
const heartbeatsOf = (devices: readonly { id: string }[]) =>
  gateway.query('query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Device { heartbeat { lastSeen isOnline } } } }', {
    variables: { ids: devices.map(({ id }) => nodeId('AndroidDevice', id)) },
  });
const heartbeatOf = ({ lastSeen }: { lastSeen: number | null }) => ({
  heartbeat: { lastSeen: instant(lastSeen), isOnline: isRecent(lastSeen) },
});

test('the heartbeats of many devices are read from their list, and only what it lacks one by one', async () => {
  const devices = androids.slice(0, 100);
  const { data, errors, calls } = await heartbeatsOf(devices);
  expect(errors).toBeUndefined();
  expect(data.nodes).toEqual(devices.map(heartbeatOf));
  const silent = devices.filter(({ lastSeen }) => lastSeen === null);
  expect(silent).not.toEqual([]);
  expect(routesOf(calls.filter((call) => call.includes('heartbeat')))).toEqual({
    '/v2/heartbeat/': 4,
    '/device/v0/heartbeat/{id}/': silent.length,
  });
});

test('devices that never spoke cost no more than their price', async () => {
  const silent = androids.filter(({ lastSeen }) => lastSeen === null).slice(0, 20);
  const { data, extensions, calls } = await heartbeatsOf(silent);
  expect(data.nodes).toEqual(silent.map(heartbeatOf));
  expect(routesOf(calls)).toMatchObject({ '/v2/heartbeat/': 4, '/device/v0/heartbeat/{id}/': silent.length });
  expect(extensions.upstream.cost!.estimated.calls).toBeGreaterThanOrEqual(calls.length);
});

test('heartbeats are read one by one where the list of them is refused, which is not asked again soon', async () => {
  gateway.simulator.faults.inject({ kind: 'status', status: 400, match: '/v2/heartbeat/?' });
  const devices = androids.slice(0, 30);
  const { data, errors, calls } = await heartbeatsOf(devices);
  gateway.simulator.faults.clear();
  expect(errors).toBeUndefined();
  expect(data.nodes).toEqual(devices.map(heartbeatOf));
  const routes = routesOf(calls.filter((call) => call.includes('heartbeat')));
  expect(routes).toEqual({ '/v2/heartbeat/': 1, '/device/v0/heartbeat/{id}/': 30 });
  const again = await heartbeatsOf(devices);
  expect(again.errors).toBeUndefined();
  expect(routesOf(again.calls.filter((call) => call.includes('heartbeat')))).toEqual({
    '/device/v0/heartbeat/{id}/': 30,
  });
});
