import type { Upstream } from '../../upstream/upstream.js';
import type { DeviceStatusRecord } from './device-status.record.js';

/** How Esper serves status events: the newest of one Android device at a time, as a list of at most one. */
export function deviceStatusSource(esper: Upstream) {
  const latest = esper.eachList<DeviceStatusRecord>('/enterprise/{enterprise}/device/{id}/status/', {
    latest_event: 1,
  });
  return { latestOf: async (deviceId: string) => (await latest.load(deviceId))?.[0] ?? null };
}
