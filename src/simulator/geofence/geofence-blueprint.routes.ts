import { type Asked, get } from '../router.js';
import { fenceOf } from './geofence-device.routes.js';
import { blueprintsIn, devicesOf } from './geofence-device.view.js';
import { geofencePage } from './geofence-page.js';

export const geofenceBlueprintRoutes = [get('/geofence/v1/geofences/{geofence}/blueprints', listBlueprints)];

function listBlueprints(asked: Asked, id: string) {
  const found = blueprintsIn(devicesOf(asked, fenceOf(asked, id)));
  return geofencePage(asked, found, (usage) => usage, { isOptional: false });
}
