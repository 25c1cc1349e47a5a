import type { Rows } from '../../upstream/lists/rows.js';
import type { Upstream } from '../../upstream/upstream.js';
import { GEOFENCE_PAGES } from './geofence-pages.js';
import type { GeofenceDeviceRecord } from './geofence-device.record.js';

/** What the devices of a fence are narrowed by. */
export interface GeofenceDeviceQuery {
  readonly inside?: boolean | null | undefined;
  readonly blueprint_id?: string | undefined;
  readonly blueprint_version_number?: number | null | undefined;
}

const idOf = ({ device_id: id }: GeofenceDeviceRecord) => id;

/** How Esper serves the devices of a fence: as a list without a count. */
export function geofenceDeviceSource(esper: Upstream) {
  const route = '/geofence/v1/geofences/{geofence}/devices';
  const list = (geofence: string, query: GeofenceDeviceQuery) =>
    esper.list<GeofenceDeviceRecord>(route, idOf, { ...query }, { geofence }, GEOFENCE_PAGES);

  return {
    /** The devices of a fence. `count` tells how many they are, null where nobody knows. */
    ofFence(
      geofence: string,
      query: GeofenceDeviceQuery,
      count: () => Promise<number | null>,
    ): Rows<GeofenceDeviceRecord> {
      const rows = list(geofence, query);
      return { key: rows.key, idOf, slice: (...asked) => rows.slice(...asked), count };
    },
  };
}
