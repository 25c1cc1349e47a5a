import type { GeofenceRecord } from '../../domains/geofence/geofence.record.js';
import { flag, given, holds, list } from '../query.js';
import { badRequest } from '../refusals.js';
import { type Asked, get } from '../router.js';
import { micros } from '../timestamps.js';
import { geofencePage } from './geofence-page.js';
import { blueprintsIn, devicesOf, summaryOf } from './geofence-device.view.js';
import type { Geofence } from './geofence.seed.js';

export const geofenceRoutes = [get('/geofence/v1/geofences', listGeofences)];

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Blueprints that a row names at most. */
const FEW = 5;

/** The summary comes with the blueprints, which no record names. */
type Summary = Pick<GeofenceRecord, 'device_summary'> & { blueprints?: unknown[] };

function summed(asked: Asked, fence: Geofence): Summary {
  const devices = devicesOf(asked, fence);
  return { device_summary: summaryOf(fence, devices), blueprints: blueprintsIn(devices).slice(0, FEW) };
}

function geofenceRecord(asked: Asked, fence: Geofence): GeofenceRecord & Summary {
  const { id, name, description, actions, geometry, createdAt, updatedAt } = fence;
  return {
    id,
    name,
    ...(description !== undefined && { description }),
    actions,
    geometry,
    created_at: micros(createdAt),
    updated_at: micros(updatedAt),
    ...(flag(asked.query, 'include_summary') && summed(asked, fence)),
  };
}

/** Every key sees all fences, and of their devices those that it sees anywhere. */
function listGeofences(asked: Asked) {
  const { world, query } = asked;
  const ids = list(query, 'ids');
  const search = given(query, 'search');
  const name = given(query, 'name');
  if (ids?.some((id) => !UUID.test(id))) throw badRequest('ids', 'Must be a comma-separated list of UUIDs.');
  const found = world.geofences.all.filter(
    (fence) =>
      (!ids || ids.includes(fence.id)) &&
      (search === undefined || holds(fence.name, search)) &&
      (name === undefined || fence.name === name),
  );
  return geofencePage(asked, found, (fence) => geofenceRecord(asked, fence), { isOptional: true });
}
