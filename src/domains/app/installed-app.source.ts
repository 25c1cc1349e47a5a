import { mapped, type Rows } from '../../upstream/rows.js';
import type { Query } from '../../upstream/route.js';
import type { Upstream } from '../../upstream/upstream.js';
import type { AndroidInstalledAppRecord, DeviceAppRecord } from './installed-app.record.js';

/** An app on a device, in whichever of the two shapes its platform has. */
export interface InstalledAppNode {
  readonly id: string;
  readonly deviceId: string;
  readonly platform: string;
  readonly android?: AndroidInstalledAppRecord;
  readonly other?: DeviceAppRecord;
}

/**
 * How Esper serves the apps on a device. Esper: the legacy route knows Android only and tells everything, the v2 route is
 * empty for Android and tells ids only; neither serves many devices at once.
 */
export function installedAppSource(esper: Upstream) {
  const legacy = '/enterprise/{enterprise}/device/{device}/app/';
  const androidNode =
    (deviceId: string) =>
    (android: AndroidInstalledAppRecord): InstalledAppNode => ({
      id: android.id,
      deviceId,
      platform: 'ANDROID',
      android,
    });

  const onDevice = (device: string, platform: string, query: Query = {}): Rows<InstalledAppNode> =>
    platform === 'ANDROID'
      ? mapped(
          esper.list<AndroidInstalledAppRecord>(legacy, ({ id }) => id, query, { device }),
          androidNode(device),
        )
      : mapped(
          esper.list<DeviceAppRecord>('/v2/devices/{device}/device-apps/', ({ id }) => id, {}, { device }),
          (other): InstalledAppNode => ({ id: other.id, deviceId: device, platform, other }),
        );

  return {
    onDevice,
    async byId(platform: string, device: string, id: string): Promise<InstalledAppNode | null> {
      if (platform !== 'ANDROID') {
        return (await esper.all(onDevice(device, platform))).find((app) => app.id === id) ?? null;
      }
      const found = await esper.item<AndroidInstalledAppRecord>(`${legacy}{id}/`, { device, id });
      return found && androidNode(device)(found);
    },
  };
}
