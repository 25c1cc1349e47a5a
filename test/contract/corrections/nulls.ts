import { all, mayBeNull, under } from '../changes.js';
import type { Correction } from '../correction.js';

const reason =
  '8.13: "EAST\'s log is full of fixes for absent keys, null lists and None values"; which keys is inferred [I]';

const noneOf = (where: Correction['where'], ...keys: string[]): Correction => ({
  where,
  reason,
  change: mayBeNull(...keys),
});

/** Nulls that no source promises and every client learnt to bear: a gateway has to take them. */
export const nullCorrections: Correction[] = [
  ...['AndroidDeviceV2', 'AppleDeviceV2', 'LinuxDeviceV2', 'WindowsDeviceV2'].map((schema) =>
    noneOf(`v2 ${schema}`, 'alias', 'serial', 'provisioned_on'),
  ),
  ...['AndroidDeviceV2', 'AppleDeviceV2', 'LinuxDeviceV2', 'WindowsDeviceV2'].map((schema): Correction => ({
    where: `v2 ${schema}`,
    reason,
    change: under(['battery_stats'], mayBeNull('battery_level')),
  })),
  ...['LinuxDeviceV2', 'WindowsDeviceV2'].map((schema): Correction => ({
    where: `v2 ${schema}`,
    reason,
    change: all(
      under(['network_stats'], mayBeNull('current_active_connection', 'wifi_network_info')),
      under(['hardware_info'], mayBeNull('serial')),
    ),
  })),
  ...['AndroidDeviceV2', 'LinuxDeviceV2'].map((schema) => noneOf(`v2 ${schema}`, 'location_stats')),
  noneOf('v2 HardwareInfo', 'serial'),
  noneOf('v2 SoftwareInfo', 'eea_version'),
  noneOf('v2 NetworkStatsV2', 'current_active_connection', 'wifi_network_info', 'cellular_network_info'),
  {
    where: 'v2 NetworkStatsV2',
    reason: 'SPEC types network_type as text and describes it as "null, 2G, 3G, 4G LTE"',
    change: under(['cellular_network_info'], mayBeNull('network_type')),
  },
  ...['BlueprintInfo', 'LinuxBlueprintInfo', 'WindowsBlueprintInfo'].map((schema) =>
    noneOf(`v2 ${schema}`, 'assigned_blueprint_id', 'current_blueprint_id', 'current_blueprint_version_id'),
  ),
  noneOf('v2 DeviceAppsResponse', 'app_version_id', 'base64_app_config'),
  noneOf('v2 TenantAppVersionResponse', 'app_icon_url', 'release_notes'),
  noneOf('v0 EsperDeviceHeartbeat', 'timestamp'),
  noneOf('legacy DeviceInfo', 'initialtemplate', 'provisioned_on'),
  noneOf('v1 ApplicationVersionV1', 'hash_string', 'icon_url'),
  noneOf('v1 AppVersionV1', 'release_date'),
  noneOf('authn2 TenantUserInviteResponse', 'idp_invite_id'),
];
