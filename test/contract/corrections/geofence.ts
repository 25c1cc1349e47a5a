import { mayAnswer, requires } from '../changes.js';
import type { Correction } from '../correction.js';
import { ref, whole } from '../shapes.js';

const OF_ONE_FENCE = ['devices', 'blueprints'] as const;

/** How the service of geofences differs from what is promised of it. */
export const geofenceCorrections: Correction[] = [
  {
    where: 'v1 GET /geofence/v1/geofences',
    reason: '4: "403 -> FORBIDDEN"; SPEC has this service fail in a shape of its own',
    change: mayAnswer([403], ref('geofence_ErrorResponse')),
  },
  ...OF_ONE_FENCE.flatMap((list): Correction[] => [
    {
      where: `v1 GET /geofence/v1/geofences/{geofence_id}/${list}`,
      reason: '4: "Missing or foreign id: 404"; SPEC has this service fail in a shape of its own',
      change: mayAnswer([403, 404], ref('geofence_ErrorResponse')),
    },
    {
      where: `v1 GET /geofence/v1/geofences/{geofence_id}/${list}`,
      reason: 'SPEC marks it as not paged, and says "400 when paging parameters are missing"',
      change: requires({ limit: whole, offset: whole }),
    },
  ]),
];
