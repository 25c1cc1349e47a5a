import { flag, given, holds, list, number, same } from '../query.js';
import type { World } from '../world.js';
import type { DeviceFacts } from './device.seed.js';

export type Test = (facts: DeviceFacts) => boolean;

type FilterOf = (query: URLSearchParams, name: string, world: World) => Test | undefined;

const equals =
  (read: (facts: DeviceFacts) => string | null | undefined): FilterOf =>
  (query, name) => {
    const wanted = given(query, name);
    return wanted === undefined ? undefined : (facts) => same(read(facts), wanted);
  };

const anyOf =
  (read: (facts: DeviceFacts) => string | null | undefined): FilterOf =>
  (query, name) => {
    const wanted = list(query, name);
    return wanted && ((facts) => wanted.some((one) => same(read(facts), one)));
  };

const isTrue =
  (read: (facts: DeviceFacts) => boolean): FilterOf =>
  (query, name) => {
    const wanted = flag(query, name);
    return wanted === undefined ? undefined : (facts) => read(facts) === wanted;
  };

const version =
  (os: string): FilterOf =>
  (query, name) => {
    const wanted = list(query, name);
    const fits = (is: string) => (one: string) => is === one || is.startsWith(`${one}.`);
    return wanted && ((facts) => facts.model.os === os && wanted.some(fits(facts.osVersion)));
  };

/** No simulated device has Foundation or Airwave firmware. */
const nothing: FilterOf = (query, name) => (given(query, name) === undefined ? undefined : () => false);

const battery =
  (fits: (level: number, bound: number) => boolean): FilterOf =>
  (query, name) => {
    const bound = number(query, name);
    return bound === undefined ? undefined : ({ battery: level }) => level !== null && fits(level, bound);
  };

const tags: FilterOf = (query, name, world) => {
  const wanted = list(query, name)?.map((id) => world.tags.findIndex((tag) => tag.id === id));
  return wanted && ((facts) => facts.tags?.some((tag) => wanted.includes(tag)) ?? false);
};

const otherBlueprint: FilterOf = (query, name) => {
  const unwanted = given(query, name);
  return unwanted === undefined ? undefined : (facts) => !same(facts.currentBlueprintVersion, unwanted);
};

/** Esper: the id is not among the fields that a search looks at. */
const search: FilterOf = (query, name) => {
  const wanted = given(query, name);
  if (wanted === undefined) return undefined;
  return (facts) => {
    const { brand, model } = facts.model;
    const { name: own, alias, serial, udid, imei, imei2, iccid, ssid, wifiMac, ethernetMac, operator, ip } = facts;
    const texts = [
      own,
      alias,
      serial,
      udid,
      imei,
      imei2,
      iccid,
      ssid,
      wifiMac,
      ethernetMac,
      operator,
      ip,
      brand,
      model,
    ];
    return texts.some((text) => holds(text, wanted));
  };
};

const FILTERS: Record<string, FilterOf> = {
  udid: equals((facts) => facts.udid),
  global_device_id: equals((facts) => facts.globalId),
  android_version: version('Android'),
  android_version_exact: (query, name, world) => {
    const fits = equals((facts) => facts.osVersion)(query, name, world);
    return fits && ((facts) => facts.platform === 'ANDROID' && fits(facts));
  },
  ios_version: version('iOS'),
  ipados_version: version('iPadOS'),
  tvos_version: version('tvOS'),
  windows_version: version('Windows'),
  battery_level_gte: battery((level, bound) => level >= bound),
  battery_level_lte: battery((level, bound) => level <= bound),
  is_gms: isTrue((facts) => facts.isGms),
  active_connection: anyOf((facts) => facts.connection),
  assigned_blueprint_id: equals((facts) => facts.assignedBlueprint),
  current_blueprint_id: equals((facts) => facts.currentBlueprint),
  current_blueprint_version_id: equals((facts) => facts.currentBlueprintVersion),
  current_blueprint_version_id_net: otherBlueprint,
  os: equals((facts) => facts.model.os),
  device_source: anyOf((facts) => facts.source),
  managed_by: equals((facts) => facts.managedBy),
  template_multi: anyOf((facts) => facts.template),
  policy_multi: anyOf((facts) => facts.policy?.policy_name),
  search,
  foundation_device_model_id: nothing,
  foundation_major_version: nothing,
  foundation_minor_version: nothing,
  foundation_build_number: nothing,
  foundation_version: equals((facts) => facts.eeaVersion),
  airwave_tenant_model_id: nothing,
  airwave_build_id: nothing,
  airwave_build_number: nothing,
  esper_agent_version_name: equals((facts) => facts.agentVersion),
  tags,
  is_locked_down: isTrue((facts) => facts.isLockedDown),
};

/** What the query asks of a device, but for what `candidates` have gone by already. */
export function deviceTests(world: World, query: URLSearchParams): Test[] {
  return Object.entries(FILTERS).flatMap(([name, filterOf]) => filterOf(query, name, world) ?? []);
}
