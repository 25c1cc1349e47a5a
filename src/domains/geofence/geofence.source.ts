import type { GraphQLResolveInfo } from 'graphql';
import { selects, selectsWithin } from '../../graphql/records/selection.js';
import { isUuid } from '../../graphql/uuid.js';
import { matchingBy } from '../../upstream/lists/matching.js';
import { sifted } from '../../upstream/planning/sifted.js';
import type { Query } from '../../upstream/route.js';
import type { Upstream } from '../../upstream/upstream.js';
import { GEOFENCE_PAGES } from './geofence-pages.js';
import type { DeviceSummaryRecord, GeofenceRecord } from './geofence.record.js';

/** Whether it is wanted of a fence how many devices are where: that tells how long the list of its devices is, too. */
const wantsSummary = (info: GraphQLResolveInfo) => selects(info, 'deviceSummary') || selects(info, 'devices');

/** As `wantsSummary`, of the fences in a list. */
const wantSummaries = (info: GraphQLResolveInfo) => selectsWithin(info, ['nodes.deviceSummary', 'nodes.devices']);

const idOf = ({ id }: GeofenceRecord) => id;

/** How Esper serves fences: as a list, which can be asked for many ids at once, and to sum up where devices are. */
export function geofenceSource(esper: Upstream) {
  const list = (query: Query = {}) =>
    esper.list<GeofenceRecord>('/geofence/v1/geofences', idOf, query, {}, GEOFENCE_PAGES);
  const summed = { include_summary: true };
  /** Esper: no client is known to use this filter. */
  const byIds = (query?: Query) => (ids: readonly string[]) =>
    sifted(list({ ...query, ids: ids.join(',') }), {
      filter: 'geofences by id',
      filters: esper.learnt.filters,
      fits: ({ id }) => ids.includes(id),
      unfiltered: list(query),
      isDocumented: true,
    });
  const fences = esper.many(list(), byIds());
  // Not every row that is known tells of devices.
  const withSummary = esper.many(list(), byIds(summed), (fence) => (fence.device_summary ? fence.id : ''));

  return {
    /** Esper: without a count, unless it is asked for. */
    list: (query: Query, info: GraphQLResolveInfo) =>
      list({ ...query, include_count: true, ...(wantSummaries(info) && summed) }),
    /** Esper: one id that is no UUID has all others refused that are asked for with it. */
    byId: async (id: string, info: GraphQLResolveInfo): Promise<GeofenceRecord | null> => {
      if (!isUuid(id)) return null;
      return (wantsSummary(info) ? withSummary : fences).load(id);
    },
    /** All fences with exactly this name. Esper: where its filter is not heeded they may stand anywhere in the list. */
    withName(name: string, info: GraphQLResolveInfo): Promise<readonly GeofenceRecord[]> {
      const query = wantsSummary(info) ? summed : {};
      const isIt = (fence: GeofenceRecord) => fence.name === name;
      return matchingBy(list({ ...query, name }), GEOFENCE_PAGES.most, list(query), isIt);
    },
    /** How many devices of a fence are where. */
    summaryOf: async ({ id, device_summary: summary }: GeofenceRecord): Promise<DeviceSummaryRecord | null> =>
      summary ?? (await withSummary.load(id))?.device_summary ?? null,
  };
}
