import { mayAnswer } from '../changes.js';
import type { Correction } from '../correction.js';
import { ref } from '../shapes.js';

/** How the service of geofences differs from what is promised of it. It is not told to page, and does. */
export const geofenceCorrections: Correction[] = [
  {
    where: 'v1 GET /geofence/v1/geofences',
    reason: '4: "403 -> FORBIDDEN"; SPEC has this service fail in a shape of its own',
    change: mayAnswer([403], ref('geofence_ErrorResponse')),
  },
];
