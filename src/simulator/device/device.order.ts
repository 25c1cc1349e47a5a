import { badRequest } from '../refusals.js';
import type { World } from '../world.js';
import type { DeviceFacts } from './device.seed.js';
import { aliasOf } from './device.view.js';

type Value = string | number | null | undefined;

const VALUES: Record<string, (facts: DeviceFacts) => Value> = {
  alias: aliasOf,
  created_at: (facts) => facts.createdAt,
  last_seen: (facts) => facts.lastSeen,
  model: (facts) => facts.model.model,
  os_version: (facts) => facts.osVersion,
  name: (facts) => facts.name,
  serial: (facts) => facts.serial,
  provisioned_on: (facts) => facts.provisionedOn,
  battery_level: (facts) => facts.battery,
  dpc_version: (facts) => facts.agentVersion,
  eea_version: (facts) => facts.eeaVersion,
  is_gms: (facts) => Number(facts.isGms),
  security_state: (facts) => facts.securityState,
  wifi_ssid: (facts) => facts.ssid,
  platform: (facts) => facts.platform,
  template_name: (facts) => facts.template,
  policy_name: (facts) => facts.policy?.policy_name,
  state: (facts) => facts.state,
};

/** As the database does: nulls are greater than all else. */
function compare(a: Value, b: Value): number {
  if (a === b) return 0;
  if (a === null || a === undefined) return b === null || b === undefined ? 0 : 1;
  if (b === null || b === undefined) return -1;
  return a < b ? -1 : 1;
}

/** Sorts by `field` or `-field`; devices that are equal in it stay in list order. */
export function ordered({ fleet }: World, devices: readonly number[], ordering: string): number[] {
  const sign = ordering.startsWith('-') ? -1 : 1;
  const field = sign < 0 ? ordering.slice(1) : ordering;
  const read = Object.hasOwn(VALUES, field) ? VALUES[field] : undefined;
  if (!read) throw badRequest('ordering', `"${ordering}" is not a valid choice.`);
  return devices
    .map((number) => ({ number, value: read(fleet.factsOf(number)) }))
    .sort((a, b) => sign * compare(a.value, b.value))
    .map(({ number }) => number);
}
