import type { GeofenceBlueprintRecord } from '../../domains/geofence/geofence-blueprint.record.js';
import type { DeviceSummaryRecord } from '../../domains/geofence/geofence.record.js';
import type { DeviceFacts } from '../device/device.seed.js';
import type { Asked } from '../router.js';
import { isInside, type Geofence } from './geofence.seed.js';

/** The devices that a fence was brought to, as far as the key may see them: those of one blueprint after those of another. */
export function devicesOf({ world, rights }: Asked, { blueprints }: Geofence): DeviceFacts[] {
  const { fleet } = world;
  const byBlueprint = fleet.index(`blueprints ${rights.key}`, () => {
    const found = new Map<string | null, number[]>();
    for (const number of fleet.visible(rights)) {
      const { currentBlueprint } = fleet.factsOf(number);
      const alike = found.get(currentBlueprint);
      if (alike) alike.push(number);
      else found.set(currentBlueprint, [number]);
    }
    return found;
  });
  return blueprints.flatMap((id) => byBlueprint.get(id) ?? []).map((number) => fleet.factsOf(number));
}

export function summaryOf(fence: Geofence, devices: readonly DeviceFacts[]): DeviceSummaryRecord {
  const states = devices.map((facts) => isInside(fence, facts));
  const count = (state: boolean | null) => states.filter((one) => one === state).length;
  return {
    total_devices: states.length,
    inside_count: count(true),
    outside_count: count(false),
    unknown_count: count(null),
  };
}

/** By which versions of blueprints a fence was brought to how many devices, those with most first. */
export function blueprintsIn(devices: readonly DeviceFacts[]): GeofenceBlueprintRecord[] {
  const counts = new Map<string, number>();
  for (const { currentBlueprint, blueprintVersionNumber } of devices) {
    const key = `${currentBlueprint} ${blueprintVersionNumber}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts]
    .toSorted(([one, ones], [other, others]) => others - ones || (one < other ? -1 : 1))
    .map(([key, device_count]) => {
      const [blueprint_id = '', version] = key.split(' ');
      return { blueprint_id, blueprint_version_number: Number(version), device_count };
    });
}
