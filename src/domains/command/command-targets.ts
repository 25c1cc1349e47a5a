import type { CommandOrder } from './command.source.js';

/** Whom one call tells. */
export interface Targets {
  readonly devices: string[];
  readonly groups: string[];
}

/** How many one call may tell. */
const MOST = { devices: 1000, groups: 500 };

/** The targets in portions that fit into one call each, in order. */
export function portions({ devices, groups }: Targets): Targets[] {
  const count = Math.max(Math.ceil(devices.length / MOST.devices), Math.ceil(groups.length / MOST.groups));
  return Array.from({ length: count }, (_, i) => ({
    devices: devices.slice(i * MOST.devices, (i + 1) * MOST.devices),
    groups: groups.slice(i * MOST.groups, (i + 1) * MOST.groups),
  }));
}

/** What several portions hold. */
export const joined = (parts: readonly Targets[]): Targets => ({
  devices: parts.flatMap(({ devices }) => devices),
  groups: parts.flatMap(({ groups }) => groups),
});

/** Esper: DYNAMIC is the word for devices and groups together. */
export function addressed({ devices, groups }: Targets): Pick<CommandOrder, 'command_type' | 'devices' | 'groups'> {
  if (groups.length === 0) return { command_type: 'DEVICE', devices };
  if (devices.length === 0) return { command_type: 'GROUP', groups };
  return { command_type: 'DYNAMIC', devices, groups };
}
