import { geofenceResolvers } from './geofence.resolvers.js';
import { geofenceSource } from './geofence.source.js';

export const geofenceSources = {
  geofence: geofenceSource,
};

export const geofenceFamilies = [geofenceResolvers] as const;
