import type { Resolvers } from '../../generated/schema.js';
import { connection } from '../../graphql/connections/connection.js';
import { restId } from '../../graphql/node-id.js';
import type { GeofenceDeviceQuery } from './geofence-device.source.js';
import type { DeviceSummaryRecord } from './geofence.record.js';

/** How many devices a fence has that fit a query, as far as its summary tells. */
function countIn(summary: DeviceSummaryRecord | null, { inside }: GeofenceDeviceQuery): number | null {
  if (inside == null) return summary?.total_devices ?? null;
  return (inside ? summary?.inside_count : summary?.outside_count) ?? null;
}

export const geofenceDeviceResolvers = {
  Geofence: {
    devices: (fence, { inside, blueprintId, blueprintVersionNumber, ...page }, { sources }) => {
      const query = {
        inside,
        blueprint_id: blueprintId == null ? undefined : restId(blueprintId, 'Blueprint'),
        blueprint_version_number: blueprintVersionNumber,
      };
      const isByBlueprint = blueprintId != null || blueprintVersionNumber != null;
      const count = async () => (isByBlueprint ? null : countIn(await sources.geofence.summaryOf(fence), query));
      return connection(sources.geofenceDevice.ofFence(fence.id, query, count), page);
    },
  },
  GeofenceDevice: {
    device: ({ device_id: id }, _, { sources }, info) => sources.device.byId(id, info),
    blueprintId: ({ blueprint_id: id }) => id || null,
    blueprint: ({ blueprint_id: id }, _, { sources }, info) => (id ? sources.blueprint.link(id, info) : null),
  },
} satisfies Resolvers;
