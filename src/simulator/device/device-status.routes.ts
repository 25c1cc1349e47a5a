import type { DeviceStatusData, DeviceStatusRecord } from '../../domains/device/device-status.record.js';
import { page } from '../envelope.js';
import { given } from '../query.js';
import { badRequest } from '../refusals.js';
import { type Asked, get } from '../router.js';
import { micros, minutesOnly } from '../timestamps.js';
import type { DeviceFacts } from './device.seed.js';
import { deviceOf } from './legacy-device.routes.js';

export const deviceStatusRoutes = [get('/enterprise/{e}/device/{device}/status/', listStatuses)];

/** One event at most. A device that was never seen has none. */
function listStatuses(asked: Asked, deviceId: string) {
  const { world, query } = asked;
  // Esper: documented as 1 only, yet 0 answers too.
  if (!['0', '1'].includes(given(query, 'latest_event') ?? '')) throw badRequest('latest_event', 'Must be 1.');
  const number = deviceOf(asked, deviceId);
  const facts = world.fleet.factsOf(number);
  const enterprise = `${world.api}/enterprise/${world.enterpriseId}/`;
  const events = facts.lastSeen === null ? [] : [facts.lastSeen];
  return page(asked, events, (seen): DeviceStatusRecord => ({
    id: 900_000 + number,
    created_on: micros(seen),
    device: `${enterprise}device/${facts.id}/`,
    enterprise,
    data: statusData(facts, seen),
  }));
}

/** Esper: any part may be null, and the memory events come in no fixed order. */
function statusData(facts: DeviceFacts, seen: number): DeviceStatusData {
  const { number, model } = facts;
  const memory = [
    { eventType: 'AVAILABLE_RAM_MEASURED', countInMb: Math.floor(model.ramMb / 3) },
    { eventType: 'OS_OCCUPIED_STORAGE_MEASURED', countInMb: String(Math.floor(model.storageMb / 8)) },
    { eventType: 'AVAILABLE_INTERNAL_STORAGE_MEASURED', countInMb: Math.floor(model.storageMb / 2) },
  ];
  const { latitude, longitude } = facts;
  return {
    deviceSettings:
      number % 9 === 0
        ? null
        : {
            bluetoothState: true,
            brightnessScale: number % 100,
            gpsState: 3,
            settingsAppPassword: `SECRET-settings-app-${number}`,
          },
    memoryEvents: number % 2 === 0 ? memory : memory.toReversed(),
    networkEvent: {
      createTime: minutesOnly(seen),
      ipAddress: [facts.ip],
      currentActiveConnection: facts.connection,
      wifiNetworkInfo: facts.ssid === null ? null : { wifiSSID: facts.ssid, signalStrength: number % 6 },
    },
    locationEvent:
      latitude === null
        ? null
        : { locationLats: String(latitude), locationLongs: String(longitude), locationAlts: '12.5' },
    powerManagementEvent:
      facts.battery === null
        ? null
        : {
            batteryStatus: {
              batteryPresent: true,
              batteryLevel: facts.battery,
              batteryState: number % 2 === 0 ? 'CHARGING' : 'DISCHARGING',
              batteryTemperature: 28,
            },
          },
    bluetoothStats: null,
    cpuStats: { cpuTemperature: 38.5 },
    kioskAppName: facts.kioskApp,
  };
}
