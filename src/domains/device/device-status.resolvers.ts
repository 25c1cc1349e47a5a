import type { Resolvers } from '../../generated/schema.js';
import { withoutNulls } from '../../graphql/records/without-nulls.js';
import { strip } from '../../upstream/json/strip.js';
import { isSecret } from '../secrets.js';
import type { DeviceStatusData, DeviceStatusRecord } from './device-status.record.js';
import { locationOf, numberOf } from './device-values.js';

/** Esper: an object, though the REST facts say text; text is read as JSON when it is some. Null for all else. */
function reportIn({ data }: DeviceStatusRecord): DeviceStatusData | null {
  if (typeof data !== 'string') return data;
  try {
    const report = JSON.parse(data) as DeviceStatusData | string | number | boolean | null;
    strip(report, isSecret); // in text nobody has looked for them yet
    return typeof report === 'object' ? report : null;
  } catch {
    return null;
  }
}

const dataOf = (status: DeviceStatusRecord): DeviceStatusData => reportIn(status) ?? {};

/** Esper: found by type; the position in the list changes. */
const memory = (status: DeviceStatusRecord, type: string) =>
  numberOf(withoutNulls(dataOf(status).memoryEvents).find(({ eventType }) => eventType === type)?.countInMb);

const battery = (status: DeviceStatusRecord, key: string): unknown => {
  const batteryStatus = dataOf(status).powerManagementEvent?.batteryStatus;
  return typeof batteryStatus === 'object' ? batteryStatus?.[key] : undefined;
};

export const deviceStatusResolvers = {
  Device: {
    latestStatus: async (device, _, { sources }) =>
      (await device.platform()) === 'ANDROID' ? sources.deviceStatus.latestOf(device.id) : null,
  },
  DeviceStatus: {
    esperId: ({ id }) => id,
    createdAt: ({ created_on }) => created_on,
    data: reportIn,
    availableRamMb: (status) => memory(status, 'AVAILABLE_RAM_MEASURED'),
    availableStorageMb: (status) => memory(status, 'AVAILABLE_INTERNAL_STORAGE_MEASURED'),
    osOccupiedStorageMb: (status) => memory(status, 'OS_OCCUPIED_STORAGE_MEASURED'),
    batteryLevel: (status) => numberOf(battery(status, 'batteryLevel')),
    batteryState: (status) => battery(status, 'batteryState')?.toString() ?? null,
    location: (status) => {
      const { locationLats, locationLongs, locationAlts } = dataOf(status).locationEvent ?? {};
      return locationOf(locationLats, locationLongs, locationAlts);
    },
    kioskAppName: (status) => dataOf(status).kioskAppName ?? null,
  },
} satisfies Resolvers;
