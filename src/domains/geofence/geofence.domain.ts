import { geofenceDeviceResolvers } from './geofence-device.resolvers.js';
import { geofenceDeviceSource } from './geofence-device.source.js';
import { geofenceResolvers } from './geofence.resolvers.js';
import { geofenceSource } from './geofence.source.js';

export const geofenceSources = {
  geofence: geofenceSource,
  geofenceDevice: geofenceDeviceSource,
};

export const geofenceFamilies = [geofenceResolvers, geofenceDeviceResolvers] as const;
