import { badUserInput } from '../../graphql/errors.js';
import { mapped, type Rows } from '../../upstream/rows.js';
import type { Query } from '../../upstream/route.js';
import type { Upstream } from '../../upstream/upstream.js';
import type { DeviceRecord } from './device.record.js';
import { DeviceView, type DeviceShapes } from './device.view.js';
import type { LegacyDeviceRecord } from './legacy-device.record.js';

/** Rows read at most to find the one device that answers to a name or an IMEI. */
const CANDIDATES = 1000;

/**
 * How Esper serves devices: one at a time in two shapes, or as a filtered list in a third.
 * Esper: no list can be filtered by id, so a list row of a known device is found through its serial number.
 */
export function deviceSource(esper: Upstream) {
  const list = (query: Query) => esper.list<DeviceRecord>('/v2/devices/', ({ id }) => id, query);
  const items = esper.each<DeviceRecord>('/v2/devices/{id}');
  const legacy = esper.each<LegacyDeviceRecord>('/enterprise/{enterprise}/device/{id}/');

  const rowOf = async (device: DeviceView): Promise<DeviceRecord | null> => {
    const serial = await device.read({ item: (item) => item.serial });
    if (!serial) return null;
    const { rows } = await list({ serial }).slice(0, 20);
    return rows.find(({ id }) => id === device.id) ?? null;
  };

  /** A device of which `atHand` is known; `platform` when it is known without a call. */
  const view = (id: string, atHand: Partial<DeviceShapes> = {}, platform?: string): DeviceView => {
    const device: DeviceView = new DeviceView(
      id,
      atHand,
      {
        item: () => items.load(id),
        // Esper: the legacy routes know Android devices only.
        legacy: async () => ((await device.platform()) === 'ANDROID' ? legacy.load(id) : null),
        row: () => rowOf(device),
      },
      platform,
    );
    return device;
  };
  const rowView = (row: DeviceRecord) => view(row.id, { row });

  return {
    view,
    list: (query: Query): Rows<DeviceView> => mapped(list(query), rowView),
    async byId(id: string): Promise<DeviceView | null> {
      const item = await items.load(id);
      return item && view(id, { item });
    },
    bySerial: async (serial: string) =>
      (await list({ serial }).slice(0, 20)).rows.filter((row) => row.serial === serial).map(rowView),
    /** Esper: `search` looks in many fields and for parts of them, so what it finds is compared exactly. */
    async bySearch(text: string, isIt: (row: DeviceRecord) => boolean): Promise<DeviceView[]> {
      const { rows, total } = await list({ search: text }).slice(0, CANDIDATES);
      if (total !== null && total > CANDIDATES) {
        throw badUserInput(`${total} devices hold the text "${text}": look the device up by id or serial number.`);
      }
      return rows.filter(isIt).map(rowView);
    },
  };
}
