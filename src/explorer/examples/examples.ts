import { blueprintRollout } from './blueprint-rollout.js';
import { createGroup } from './create-group.js';
import type { Example } from './example.js';
import { filterDevices } from './filter-devices.js';
import { findDevices } from './find-devices.js';
import { fleetNumbers } from './fleet-numbers.js';
import { fleetOverview } from './fleet-overview.js';
import { pageDevices } from './page-devices.js';
import { rebootDevices } from './reboot-devices.js';
import { refetchNodes } from './refetch-nodes.js';
import { watchReboot } from './watch-reboot.js';

/** Every example there is, in the order to learn from. */
export const examples: readonly Example[] = [
  fleetOverview,
  pageDevices,
  filterDevices,
  blueprintRollout,
  refetchNodes,
  fleetNumbers,
  createGroup,
  findDevices,
  rebootDevices,
  watchReboot,
];
