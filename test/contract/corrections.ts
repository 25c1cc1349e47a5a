import type { Correction } from './correction.js';
import { appCorrections } from './corrections/app.js';
import { blueprintCorrections } from './corrections/blueprint.js';
import { commandCorrections } from './corrections/command.js';
import { deviceCorrections } from './corrections/device.js';
import { deviceMetricsCorrections } from './corrections/device-metrics.js';
import { everyCallCorrections } from './corrections/every-call.js';
import { geofenceCorrections } from './corrections/geofence.js';
import { groupCorrections } from './corrections/group.js';
import { nullCorrections } from './corrections/nulls.js';
import { userCorrections } from './corrections/user.js';

/**
 * Every way in which Esper is known to differ from the REST facts. The number in a reason is the section of the notes on how
 * the REST API behaves; "SPEC" there means these facts, [L] seen live, [I] inferred.
 */
export const CORRECTIONS: readonly Correction[] = [
  ...deviceCorrections,
  ...deviceMetricsCorrections,
  ...groupCorrections,
  ...userCorrections,
  ...appCorrections,
  ...commandCorrections,
  ...blueprintCorrections,
  ...geofenceCorrections,
  ...nullCorrections,
  // Last, as they hold for the operations that are added above.
  ...everyCallCorrections,
];
