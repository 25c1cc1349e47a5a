/**
 * A device as `/v2/devices/` (a row) and `/v2/devices/{id}` (an item) send it, on all four platforms.
 * Esper: keys are left out as often as they are null, so everything but the identity is optional.
 */
export interface DeviceRecord {
  id: string;
  name: string;
  alias?: string | null;
  /** ANDROID, APPLE, LINUX or WINDOWS. */
  platform: string;
  os?: string | null;
  os_version?: string | null;
  state: number;
  serial?: string | null;
  udid?: string | null;
  global_device_id?: string | null;
  tenant_id: string;
  /** Esper: null for a device that is in no group. */
  group_id?: string | null;
  /** Esper: tag ids here, tag names in the legacy shape. */
  tags?: string[] | null;
  last_seen?: string | null;
  provisioned_on?: string | null;
  created_at?: string | null;
  updated_at?: string | null;
  hardware_info?: HardwareInfoRecord | null;
  software_info?: SoftwareInfoRecord | null;
  network_info?: NetworkInfoRecord | null;
  memory_info?: MemoryInfoRecord | null;
  memory_stats?: MemoryStatsRecord | null;
  network_stats?: NetworkStatsRecord | null;
  location_stats?: LocationStatsRecord | null;
  battery_stats?: BatteryStatsRecord | null;
  cpu_stats?: CpuStatsRecord | null;
  blueprint_info?: BlueprintInfoRecord | null;
  app_mode_meta?: { is_kiosk?: boolean } | null;
  drift_state?: number | null;
  drift_severity?: number | null;
  security_state?: string | number | null;
  is_gms?: boolean | null;
  is_seamless?: boolean | null;
  is_esper_managed?: boolean | null;
  is_supervised?: boolean | null;
  is_locked_down?: boolean | null;
  is_ddm_enabled?: boolean | null;
  managed_by?: string | null;
  provisioned_with?: string | null;
  device_source?: string | null;
  dep_profile_status?: string | null;
  dpc_version?: string | null;
  eea_version?: string | null;
  /** Esper: only a list row carries it, the item does not. */
  policy?: { policy_id?: number; policy_name?: string } | null;
  /** Esper: only a list row carries it, the item does not. */
  template_name?: string | null;
  created_by?: string | null;
  updated_by?: string | null;
}

export interface HardwareInfoRecord {
  brand?: string | null;
  manufacturer?: string | null;
  model?: string | null;
  model_number?: string | null;
  serial?: string | null;
  /** Esper: only the item carries it, a list row does not. */
  hardware?: string | null;
  device_baseband_version?: string | null;
}

export interface SoftwareInfoRecord {
  os?: string | null;
  os_version?: string | null;
  /** Esper: only the item carries it, a list row does not. */
  os_build_number?: string | null;
  os_distribution?: string | null;
  bootloader_version?: string | null;
  device_kernel_version?: string | null;
  kernel_architecture?: string | null;
  eea_version?: string | null;
  security_patch_level?: string | null;
  /** Esper: how its documents spell the same. */
  security_path_level?: string | null;
  is_knox_active?: boolean | null;
  last_boot_time?: string | null;
  esper_agent_info?: { version_code?: string | number | null; version_name?: string | null } | null;
}

export interface NetworkInfoRecord {
  imei1?: string | null;
  imei2?: string | null;
  /** Esper: only the item carries it, a list row does not. */
  iccid1?: string | null;
  iccid2?: string | null;
  phone_number_1?: string | null;
  phone_number_2?: string | null;
  wifi_mac_address?: string | null;
  ethernet_mac_address?: string | null;
  network_type?: string | null;
}

/** Esper: sizes are text, megabytes on Android and bytes on Linux and Windows unless `units` says otherwise. */
export interface MemoryInfoRecord {
  total_ram?: string | null;
  total_internal_storage?: string | null;
  units?: string | null;
  /** Esper: text in the REST facts, a boolean live. */
  internal_storage_binary_prefix?: string | boolean | null;
}

export interface MemoryStatsRecord {
  total_memory?: number | null;
  total_internal_storage?: number | null;
  available_ram?: number | null;
  available_internal_storage?: number | null;
  os_occupied_storage?: number | null;
  units?: string | null;
}

/** Esper: connection and address are filled in a list row and empty in the item. */
export interface NetworkStatsRecord {
  current_active_connection?: string | null;
  ip_address?: string[] | null;
  wifi_network_info?: { wifi_ssid?: string | null; wifi_signal_strength?: number | null } | null;
  cellular_network_info?: { network_type?: string | null } | null;
  dns_servers?: string[] | null;
  default_gateway?: string | null;
}

/** Esper: coordinates are text on Android, numbers on Linux. */
export interface LocationStatsRecord {
  latitude?: string | number | null;
  longitude?: string | number | null;
  altitude?: string | number | null;
  accuracy?: number | null;
}

export interface BatteryStatsRecord {
  /** Esper: only a list row carries it, the item does not. */
  battery_level?: number | null;
  battery_present?: boolean | null;
  battery_state?: string | null;
  battery_health?: number | null;
  battery_temperature?: number | null;
}

export interface CpuStatsRecord {
  cpu_counts?: number | null;
  cpu_cores?: number[] | null;
  cpu_temperature?: number | null;
  total_percent?: number | null;
}

export interface BlueprintInfoRecord {
  assigned_blueprint_id?: string | null;
  current_blueprint_id?: string | null;
  current_blueprint_version_id?: string | null;
  blueprint_upgrade_status?: string | null;
}
