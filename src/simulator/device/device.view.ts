import type { DeviceRecord } from '../../domains/device/device.record.js';
import { micros, minutesOnly, offsetForm } from '../timestamps.js';
import type { World } from '../world.js';
import { androidPart, applePart, linuxPart, windowsPart } from './device-platform.view.js';
import type { DeviceFacts } from './device.seed.js';

/** Esper: a list row and an item of one device hold different fields. */
export type Form = 'row' | 'item';

export type AnyDevice = DeviceRecord & Record<string, unknown>;

const PARTS = { ANDROID: androidPart, APPLE: applePart, LINUX: linuxPart, WINDOWS: windowsPart };

/** Esper: of one kind, but not of one form. */
function instant(ms: number | null, number: number): string | null {
  if (ms === null) return null;
  if (number % 7 === 3) return minutesOnly(ms);
  return number % 5 === 4 ? offsetForm(ms) : micros(ms);
}

/** Esper: text for a device that has none too, where the legacy shape says null. */
export const aliasOf = ({ alias, platform }: DeviceFacts): string | null =>
  alias ?? (platform === 'ANDROID' ? '' : null);

function isKnown<T>(value: T | undefined): value is T {
  return value !== undefined;
}

export function deviceView(world: World, number: number, form: Form): AnyDevice {
  const facts = world.fleet.factsOf(number);
  const device = Object.assign(shared(world, facts), PARTS[facts.platform](facts, form));
  if (form === 'row' && facts.platform === 'ANDROID') {
    device.policy = facts.policy;
    device.template_name = facts.template;
  }
  return device;
}

function shared({ fleet, tags, enterpriseId }: World, facts: DeviceFacts): AnyDevice {
  return {
    id: facts.id,
    name: facts.name,
    alias: aliasOf(facts),
    os: facts.model.os,
    state: facts.state,
    platform: facts.platform,
    serial: facts.serial,
    os_version: facts.osVersion,
    global_device_id: facts.globalId,
    tenant_id: enterpriseId,
    group_id: fleet.groupOf(facts.number)?.id ?? null,
    provisioned_on: facts.provisionedOn === null ? null : micros(facts.provisionedOn),
    tags: facts.tags?.map((tag) => tags[tag]?.id).filter(isKnown) ?? [],
    blueprint_info: {
      assigned_blueprint_id: facts.assignedBlueprint,
      current_blueprint_id: facts.currentBlueprint,
      current_blueprint_version_id: facts.currentBlueprintVersion,
      blueprint_upgrade_status: facts.platform === 'ANDROID' ? facts.blueprintUpgrade : 'NOT_APPLICABLE',
    },
    managed_by: facts.managedBy,
    provisioned_with: facts.managedBy,
    is_seamless: facts.number % 3 === 0,
    last_seen: instant(facts.lastSeen, facts.number),
    created_at: micros(facts.createdAt),
    updated_at: micros(facts.updatedAt),
  };
}
