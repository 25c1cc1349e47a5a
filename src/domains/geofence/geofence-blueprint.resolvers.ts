import type { Resolvers } from '../../generated/schema.js';

export const geofenceBlueprintResolvers = {
  Geofence: {
    blueprints: async ({ id }, _, { sources }) => (await sources.geofenceBlueprint.ofFence(id))?.slice() ?? null,
  },
  GeofenceBlueprint: {
    blueprint: ({ blueprint_id: id }, _, { sources }, info) => sources.blueprint.link(id, info),
    versionNumber: ({ blueprint_version_number: number }) => number,
  },
} satisfies Resolvers;
