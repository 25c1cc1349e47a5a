import { expect, test } from 'vitest';
import { deviceStatusResolvers } from '../../../src/domains/device/device-status.resolvers.js';
import { useGateway } from '../../support/gateway.js';
import { devicesThat, deviceThat, first, instant, itemCall, listCall, statusCall } from './fleet.js';

const gateway = useGateway();

const STATUS = `latestStatus { esperId createdAt data batteryLevel batteryState kioskAppName
  availableRamMb availableStorageMb osOccupiedStorageMb
  location { latitude longitude altitude accuracy } }`;

const located = deviceThat(
  ({ platform, latitude, lastSeen, battery }) =>
    platform === 'ANDROID' && latitude !== null && lastSeen !== null && battery !== null,
);
const lost = deviceThat(
  ({ platform, latitude, lastSeen, battery }) =>
    platform === 'ANDROID' && latitude === null && lastSeen !== null && battery === null,
);
const silent = deviceThat(({ platform, lastSeen }) => platform === 'ANDROID' && lastSeen === null);

test.each([
  ['of what it reported', located],
  ['with null for the parts it left out', lost],
])('the newest report of an Android device tells %s, for one call', async (_, device) => {
  const { data, errors, calls } = await gateway.query(`{ device(id: "${device.id}") { ${STATUS} } }`);
  expect(errors).toBeUndefined();
  const {
    data: report,
    availableRamMb,
    availableStorageMb,
    osOccupiedStorageMb,
    batteryState,
    ...status
  } = data.device.latestStatus;
  const amounts = { availableRamMb, availableStorageMb, osOccupiedStorageMb, batteryState };
  expect(status).toEqual({
    esperId: String(900_000 + device.number),
    createdAt: instant(device.lastSeen),
    batteryLevel: device.battery,
    kioskAppName: device.kioskApp,
    location:
      device.latitude === null
        ? null
        : { latitude: device.latitude, longitude: device.longitude, altitude: 12.5, accuracy: null },
  });
  const memory = Object.fromEntries(
    report.memoryEvents.map(({ eventType, countInMb }: any) => [eventType, Number(countInMb)]),
  );
  expect(amounts).toEqual({
    availableRamMb: memory.AVAILABLE_RAM_MEASURED,
    availableStorageMb: memory.AVAILABLE_INTERNAL_STORAGE_MEASURED,
    osOccupiedStorageMb: memory.OS_OCCUPIED_STORAGE_MEASURED,
    batteryState: report.powerManagementEvent?.batteryStatus.batteryState ?? null,
  });
  expect(Object.values(amounts).slice(0, 3)).not.toContain(null);
  expect(report).toMatchObject({ cpuStats: { cpuTemperature: 38.5 }, bluetoothStats: null });
  expect(calls).toEqual([itemCall(device), statusCall(device)]);
});

test('an Android device that never reported has none', async () => {
  const { data, errors, calls } = await gateway.query(`{ device(id: "${silent.id}") { ${STATUS} } }`);
  expect({ data, errors }).toEqual({ data: { device: { latestStatus: null } }, errors: undefined });
  expect(calls).toEqual([itemCall(silent), statusCall(silent)]);
});

test.each(['APPLE', 'LINUX', 'WINDOWS'] as const)('a device on %s has none, for no call', async (platform) => {
  const { data, errors, calls } = await gateway.query(`{ device(id: "${first[platform].id}") { ${STATUS} } }`);
  expect({ data, errors }).toEqual({ data: { device: { latestStatus: null } }, errors: undefined });
  expect(calls).toEqual([itemCall(first[platform])]);
});

test('each Android device of a list is asked for its report once, whatever asks', async () => {
  const { data, calls } = await gateway.query(
    '{ devices(first: 20) { nodes { platform latestStatus { createdAt } again: latestStatus { batteryLevel } } } }',
  );
  const devices = devicesThat(() => true).slice(0, 20);
  const androids = devices.filter(({ platform }) => platform === 'ANDROID');
  expect(data.devices.nodes.map((node: any) => node.latestStatus?.createdAt ?? null)).toEqual(
    devices.map((device) => (device.platform === 'ANDROID' ? instant(device.lastSeen) : null)),
  );
  expect(calls.toSorted()).toEqual([listCall('limit=20&ordering=name'), ...androids.map(statusCall)].toSorted());
});

test.each([
  ['{"kioskAppName":"Till","wifiPassword":"x","fcmId":"x"}', { kioskAppName: 'Till' }, 'Till'],
  ['no JSON', null, null],
  ['null', null, null],
  [null, null, null],
])('a report that came as the text %j is read, and told without its secrets', (data, told, kioskAppName) => {
  const { DeviceStatus } = deviceStatusResolvers;
  const status = { id: 1, created_on: '2026-01-31T12:00:00Z', device: 'd', enterprise: 'e', data };
  expect(DeviceStatus.data(status)).toEqual(told);
  expect(DeviceStatus.kioskAppName(status)).toBe(kioskAppName);
});
