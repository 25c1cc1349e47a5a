import type { GeofenceFilter, Resolvers } from '../../generated/schema.js';
import { connection } from '../../graphql/connections/connection.js';
import { refuseEmpty } from '../../graphql/connections/filter.js';
import { known } from '../../graphql/enums.js';
import { onlyOne, soleArgument } from '../../graphql/lookup.js';
import { nodeId, restId } from '../../graphql/node-id.js';
import { withoutNulls } from '../../graphql/records/without-nulls.js';
import type { Query } from '../../upstream/route.js';
import type { GeometryRecord } from './geofence.record.js';

const action = known('LOCKDOWN', 'BEEP');

const shapes = new Map([
  ['circle', 'GeofenceCircle'],
  ['polygon', 'GeofencePolygon'],
] as const);
const shapeOf = ({ type }: Pick<GeometryRecord, 'type'>) => shapes.get(type as 'circle' | 'polygon') ?? null;

function query(filter: GeofenceFilter | null | undefined): Query {
  refuseEmpty(filter, 'name');
  return { search: filter?.name };
}

export const geofenceResolvers = {
  Query: {
    geofence: async (_, args, { sources }, info) => {
      const [by, value] = soleArgument(args, info);
      if (by === 'id') return sources.geofence.byId(restId(value, 'Geofence'), info);
      return onlyOne(await sources.geofence.withName(value, info), `geofence with the name "${value}"`);
    },
    geofences: (_, { filter, ...page }, { sources }, info) =>
      connection(sources.geofence.list(query(filter), info), page),
  },
  Enterprise: {
    geofences: (_, { filter, ...page }, { sources }, info) =>
      connection(sources.geofence.list(query(filter), info), page),
  },
  Geofence: {
    id: ({ id }) => nodeId('Geofence', id),
    esperId: ({ id }) => id,
    description: ({ description }) => description ?? '',
    actions: ({ actions }) => withoutNulls(actions).map((name) => action(name.toUpperCase())),
    geometry: ({ geometry }) => geometry && shapeOf(geometry) && geometry,
    deviceSummary: (fence, _, { sources }) => sources.geofence.summaryOf(fence),
  },
  GeofenceGeometry: {
    __resolveType: shapeOf,
  },
  GeofenceCircle: {
    centre: ({ coordinates }) => withoutNulls(coordinates)[0]!,
    radius: ({ radius }) => radius!,
  },
  GeofencePolygon: {
    corners: ({ coordinates }) => withoutNulls(coordinates),
  },
  GeofenceDeviceSummary: {
    total: ({ total_devices }) => total_devices,
    inside: ({ inside_count }) => inside_count,
    outside: ({ outside_count }) => outside_count,
    unknown: ({ unknown_count }) => unknown_count,
  },
} satisfies Resolvers;
