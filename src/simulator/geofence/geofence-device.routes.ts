import type { GeofenceDeviceRecord } from '../../domains/geofence/geofence-device.record.js';
import type { DeviceFacts } from '../device/device.seed.js';
import { flag, given, number } from '../query.js';
import { notFound } from '../refusals.js';
import { type Asked, get } from '../router.js';
import { MINUTE, micros } from '../timestamps.js';
import { devicesOf } from './geofence-device.view.js';
import { geofencePage } from './geofence-page.js';
import { isInside, locationOf, type Geofence } from './geofence.seed.js';

export const geofenceDeviceRoutes = [get('/geofence/v1/geofences/{geofence}/devices', listDevices)];

export function fenceOf({ world }: Asked, id: string): Geofence {
  const fence = world.geofences.find(id);
  if (!fence) throw notFound();
  return fence;
}

function deviceRecord(fence: Geofence, facts: DeviceFacts): GeofenceDeviceRecord {
  const location = locationOf(facts);
  const heardAt = location === null ? null : facts.lastSeen;
  return {
    device_id: facts.id,
    blueprint_id: facts.currentBlueprint,
    blueprint_version_number: facts.blueprintVersionNumber,
    inside: isInside(fence, facts),
    state_changed_at: heardAt === null ? null : micros(heardAt - (facts.number % 600) * MINUTE),
    latitude: location?.latitude ?? null,
    longitude: location?.longitude ?? null,
    location_updated_at: heardAt === null ? null : micros(heardAt),
  };
}

function listDevices(asked: Asked, id: string) {
  const { query } = asked;
  const fence = fenceOf(asked, id);
  const [inside, blueprint] = [flag(query, 'inside'), given(query, 'blueprint_id')];
  const version = number(query, 'blueprint_version_number');
  const found = devicesOf(asked, fence).filter(
    (facts) =>
      (inside === undefined || isInside(fence, facts) === inside) &&
      (blueprint === undefined || facts.currentBlueprint === blueprint) &&
      (version === undefined || facts.blueprintVersionNumber === version),
  );
  return geofencePage(asked, found, (facts) => deviceRecord(fence, facts), { isOptional: false });
}
