import type { DeviceFilter, DeviceOrder } from '../../generated/schema.js';
import { csv, refuseEmpty, refuseUnknown } from '../../graphql/connections/filter.js';
import type { PageArgs } from '../../graphql/connections/paging.js';
import { badUserInput } from '../../graphql/errors.js';
import { restId } from '../../graphql/node-id.js';
import type { Query } from '../../upstream/route.js';
import type { Context } from '../context.js';
import { codeOfState } from './device-state.js';

/** Esper: systems are written as their makers do. */
const osNames = { ANDROID: 'Android', IOS: 'iOS', IPADOS: 'iPadOS', TVOS: 'tvOS', LINUX: 'Linux', WINDOWS: 'Windows' };

/** An explicit order keeps pages stable; without one Esper promises none. */
export const ordering = (order: DeviceOrder | null | undefined): string =>
  `${order?.direction === 'DESC' ? '-' : ''}${(order?.field ?? 'NAME').toLowerCase()}`;

const idIn = (value: string | null | undefined, type: string) => (value == null ? undefined : restId(value, type));

/** The ids in the REST API of what a filter names. */
export interface Named {
  readonly groups: readonly string[] | null | undefined;
  readonly tags: readonly string[] | undefined;
}

/** The query of `/v2/devices/` that stands for a filter. Throws BAD_USER_INPUT. */
export function deviceQuery(filter: DeviceFilter | null | undefined, named: Named): Query {
  if (!filter) return {};
  if (filter.platforms?.includes('UNKNOWN')) throw badUserInput('"platforms" cannot hold UNKNOWN in a filter.');
  refuseUnknown(filter, 'managedBy');
  const groups = csv('groups', named.groups);
  if (filter.includeSubgroups && groups === undefined)
    throw badUserInput('"includeSubgroups" is about "groups": name some, or leave it out.');
  return {
    search: filter.search,
    group_multi: filter.includeSubgroups ? groups : undefined,
    group_multi_immediate: filter.includeSubgroups ? undefined : groups,
    platform: csv('platforms', filter.platforms),
    os: filter.os ? osNames[filter.os] : undefined,
    state: filter.state ? codeOfState(filter.state) : undefined,
    tags: csv('tags', named.tags),
    serial: filter.serialNumber,
    udid: filter.udid,
    global_device_id: filter.globalDeviceId,
    android_version: filter.androidVersion,
    android_version_exact: filter.androidVersionExact,
    ios_version: filter.iosVersion,
    ipados_version: filter.ipadosVersion,
    tvos_version: filter.tvosVersion,
    windows_version: filter.windowsVersion,
    battery_level_gte: filter.batteryLevelAtLeast,
    battery_level_lte: filter.batteryLevelAtMost,
    is_gms: filter.isGms,
    is_locked_down: filter.isLockedDown,
    active_connection: filter.activeConnection,
    managed_by: filter.managedBy,
    device_source: csv('sources', filter.sources),
    template_multi: csv('templates', filter.templates),
    policy_multi: csv('policies', filter.policies),
    assigned_blueprint_id: idIn(filter.assignedBlueprintId, 'Blueprint'),
    current_blueprint_id: idIn(filter.currentBlueprintId, 'Blueprint'),
    current_blueprint_version_id: idIn(filter.currentBlueprintVersionId, 'BlueprintVersion'),
    current_blueprint_version_id_net: idIn(filter.currentBlueprintVersionIdNot, 'BlueprintVersion'),
    esper_agent_version_name: filter.agentVersion,
    foundation_version: filter.foundationVersion,
    foundation_device_model_id: filter.foundationDeviceModelId,
    foundation_major_version: filter.foundationMajorVersion,
    foundation_minor_version: filter.foundationMinorVersion,
    foundation_build_number: filter.foundationBuildNumber,
    airwave_tenant_model_id: filter.airwaveTenantModelId,
    airwave_build_id: filter.airwaveBuildId,
    airwave_build_number: filter.airwaveBuildNumber,
  };
}

/** What every connection of devices takes. */
export interface DevicesArgs extends PageArgs {
  filter?: DeviceFilter | null;
  orderBy?: DeviceOrder | null;
}

/** The query of a list of devices: its filter, and the order; and the groups that the filter names, each once. */
export async function queryOf({ filter, orderBy }: DevicesArgs, { sources }: Context) {
  refuseEmpty(filter, 'search');
  const groups = filter?.groups && [...new Set(filter.groups.map((group) => restId(group, 'Group')))];
  const tags = filter?.tags ? await sources.tag.idsOf(filter.tags) : undefined;
  return { query: { ...deviceQuery(filter, { groups, tags }), ordering: ordering(orderBy) }, groups: groups ?? [] };
}
