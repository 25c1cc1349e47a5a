import type { GraphQLResolveInfo } from 'graphql';
import { selects, selectsWithin } from '../../graphql/records/selection.js';
import { isUuid } from '../../graphql/uuid.js';
import type { Query } from '../../upstream/route.js';
import type { Upstream } from '../../upstream/upstream.js';
import type { DeviceSummaryRecord, GeofenceRecord } from './geofence.record.js';

/** Esper: a page has 100 rows at most, and the lists that hang on a fence are refused without limit and offset. */
export const GEOFENCE_PAGES = { most: 100, isOffsetRequired: true } as const;

const idOf = ({ id }: GeofenceRecord) => id;

/** How Esper serves fences: as a list, which can be asked for many ids at once, and to sum up where devices are. */
export function geofenceSource(esper: Upstream) {
  const list = (query: Query = {}) =>
    esper.list<GeofenceRecord>('/geofence/v1/geofences', idOf, query, {}, GEOFENCE_PAGES);
  const summed = { include_summary: true };
  const byIds = (query?: Query) => (ids: readonly string[]) => list({ ...query, ids: ids.join(',') });
  const fences = esper.many(list(), byIds());
  // Not every row that is known tells of devices.
  const withSummary = esper.many(list(), byIds(summed), (fence) => (fence.device_summary ? fence.id : ''));

  return {
    /** Esper: without a count, unless it is asked for. */
    list: (query: Query, info: GraphQLResolveInfo) =>
      list({ ...query, include_count: true, ...(selectsWithin(info, ['nodes.deviceSummary']) && summed) }),
    /** Esper: one id that is no UUID has all others refused that are asked for with it. */
    byId: async (id: string, info: GraphQLResolveInfo): Promise<GeofenceRecord | null> => {
      if (!isUuid(id)) return null;
      return (selects(info, 'deviceSummary') ? withSummary : fences).load(id);
    },
    withName: async (name: string, info: GraphQLResolveInfo): Promise<GeofenceRecord[]> => {
      const named = list({ name, ...(selects(info, 'deviceSummary') && summed) });
      const { rows } = await named.slice(0, GEOFENCE_PAGES.most);
      return rows.filter((fence) => fence.name === name);
    },
    /** How many devices of a fence are where. */
    summaryOf: async ({ id, device_summary: summary }: GeofenceRecord): Promise<DeviceSummaryRecord | null> =>
      summary ?? (await withSummary.load(id))?.device_summary ?? null,
  };
}
