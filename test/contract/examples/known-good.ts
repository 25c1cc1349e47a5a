import { appExamples } from './app.js';
import { blueprintExamples } from './blueprint.js';
import { commandExamples } from './command.js';
import { deviceExamples } from './device.js';
import { failureExamples } from './failure.js';
import { geofenceExamples } from './geofence.js';
import { groupExamples } from './group.js';
import { userExamples } from './user.js';

/** Exchanges as the notes on the real API describe them: none breaks the contract. */
export const KNOWN_GOOD = [
  ...deviceExamples,
  ...groupExamples,
  ...userExamples,
  ...appExamples,
  ...commandExamples,
  ...blueprintExamples,
  ...geofenceExamples,
  ...failureExamples,
];
