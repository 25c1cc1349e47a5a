import type { Exchange } from '../check.js';
import { CREATED, DEVICE, got, OTHER_ID, refused, TAG, UPDATED } from './exchange.js';

export const GEOFENCES = '/geofence/v1/geofences';
export const GEOFENCE_DEVICES = `${GEOFENCES}/${OTHER_ID}/devices`;
export const GEOFENCE_BLUEPRINTS = `${GEOFENCES}/${OTHER_ID}/blueprints`;

/** Esper: no count here unless it is asked for, and the next page without its host. */
const page = (...results: unknown[]) => ({
  content: { next: '/v1/geofences?limit=1&offset=1', previous: null, results },
});
const failure = (message: string) => ({ message, content: {} });

const circle = {
  id: OTHER_ID,
  name: 'Depot',
  description: 'The yard and the office',
  actions: ['lockdown'],
  geometry: { type: 'circle', coordinates: [{ latitude: 52.52, longitude: 13.405 }], radius: 120.5 },
  created_at: CREATED,
  updated_at: UPDATED,
};
const polygon = {
  ...circle,
  id: TAG,
  actions: [],
  geometry: {
    type: 'polygon',
    coordinates: [
      { latitude: 1, longitude: 1 },
      { latitude: 2, longitude: 1 },
      { latitude: 1, longitude: 2.5 },
    ],
  },
};
const summary = { total_devices: 3, inside_count: 1, outside_count: 1, unknown_count: 1 };
const usage = { blueprint_id: TAG, blueprint_version_number: 4, device_count: 3 };
const device = {
  device_id: DEVICE,
  blueprint_id: TAG,
  blueprint_version_number: 4,
  inside: true,
  state_changed_at: UPDATED,
  latitude: 52.5201,
  longitude: 13.405,
  location_updated_at: CREATED,
};
const nothing = { inside: null, state_changed_at: null, latitude: null, longitude: null, location_updated_at: null };
const lost = { ...device, ...nothing };

export const geofenceExamples: Exchange[] = [
  got(`${GEOFENCES}?limit=2`, page(circle, polygon)),
  got(
    `${GEOFENCES}?ids=${OTHER_ID},${TAG}&include_summary=true`,
    page({ ...circle, device_summary: summary, blueprints: [usage] }),
  ),
  got(`${GEOFENCES}?include_count=true&search=dep`, { content: { ...page(circle).content, count: 7 } }),
  got(`${GEOFENCE_DEVICES}?limit=1&offset=0&inside=true`, page(device, lost)),
  got(`${GEOFENCE_BLUEPRINTS}?limit=100&offset=0`, page(usage)),
  ...[GEOFENCE_DEVICES, GEOFENCE_BLUEPRINTS].map((list) =>
    refused(`${list}?limit=20&offset=0`, 404, failure('Geofence not found')),
  ),
  refused(GEOFENCES, 403, failure('You do not have permission to perform this action.')),
];
