import { geofenceBlueprintResolvers } from './geofence-blueprint.resolvers.js';
import { geofenceBlueprintSource } from './geofence-blueprint.source.js';
import { geofenceDeviceResolvers } from './geofence-device.resolvers.js';
import { geofenceDeviceSource } from './geofence-device.source.js';
import { geofenceResolvers } from './geofence.resolvers.js';
import { geofenceSource } from './geofence.source.js';

export const geofenceSources = {
  geofence: geofenceSource,
  geofenceBlueprint: geofenceBlueprintSource,
  geofenceDevice: geofenceDeviceSource,
};

export const geofenceFamilies = [geofenceResolvers, geofenceDeviceResolvers, geofenceBlueprintResolvers] as const;
