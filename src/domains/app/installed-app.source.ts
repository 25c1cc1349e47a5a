import { keyed } from '../../upstream/keyed.js';
import { mapped, type Rows } from '../../upstream/lists/rows.js';
import { sifted } from '../../upstream/planning/sifted.js';
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

/** Filters that compare a whole value. Esper: two of them are in no document, and of none is said how it compares. */
const wholeValues = ['package_name', 'app_type', 'state', 'whitelisted'] as const;

/** Apps that a device is taken to have while nobody knows. */
const MANY = 100;

const isSame = (value: unknown, other: unknown) => String(value).toLowerCase() === String(other).toLowerCase();

const androidIdOf = ({ id }: AndroidInstalledAppRecord) => id;
const otherIdOf = ({ id }: DeviceAppRecord) => id;

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

  const otherNode =
    (deviceId: string, platform: string) =>
    (other: DeviceAppRecord): InstalledAppNode => ({ id: other.id, deviceId, platform, other });

  const onOther = (device: string) => esper.list('/v2/devices/{device}/device-apps/', otherIdOf, {}, { device });
  const others = keyed((device) => esper.inList(onOther(device)));
  const onAndroid = (device: string, query: Query = {}) => esper.list(legacy, androidIdOf, query, { device });
  const androids = keyed((device) =>
    esper.planned(`${legacy}{id}/`, onAndroid(device), {
      paramsOf: (id) => ({ device, id }),
      isWhole: false,
      guess: () => MANY,
    }),
  );

  const narrowed = (device: string, query: Query): Rows<AndroidInstalledAppRecord> => {
    const asked = wholeValues.filter((key) => query[key] !== undefined && query[key] !== null);
    const rows = onAndroid(device, query);
    if (asked.length === 0) return rows;
    const fits = (app: AndroidInstalledAppRecord) =>
      asked.every((key) => app[key] === undefined || isSame(app[key], query[key]));
    return sifted(rows, { filter: `apps on devices by ${asked.join(', ')}`, filters: esper.learnt.filters, fits });
  };

  const onDevice = (device: string, platform: string, query: Query = {}): Rows<InstalledAppNode> =>
    platform === 'ANDROID'
      ? mapped(narrowed(device, query), androidNode(device))
      : mapped(onOther(device), otherNode(device, platform));

  return {
    onDevice,
    async byId(platform: string, device: string, id: string): Promise<InstalledAppNode | null> {
      if (platform === 'ANDROID') {
        const found = await androids(device).load(id);
        return found && androidNode(device)(found);
      }
      const other = await others(device).load(id);
      return other && otherNode(device, platform)(other);
    },
  };
}
