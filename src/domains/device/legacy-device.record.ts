/** A screen. */
interface DisplayRecord {
  widthPixels?: number | null;
  heightPixels?: number | null;
  refreshRate?: number | null;
}

/**
 * An Android device as the legacy `/enterprise/{e}/device/{id}/` sends it: the fullest of the three shapes.
 * Esper: it also holds secrets (`fcm_id`, `mqtt_id`, `wifi_access_points[].wifi_password`), which are never read.
 */
export interface LegacyDeviceRecord {
  id: string;
  url: string;
  device_name: string;
  alias_name: string | null;
  /** Esper: `status` and `state` are both there; clients read `status`. */
  status: number;
  state: number;
  suid?: string | null;
  /** Esper: URLs, none or one. */
  groups: string[];
  /** Esper: tag names, or null. */
  tags: string[] | null;
  enterprise: string;
  api_level?: number | null;
  policy?: string | null;
  policy_name?: string | null;
  template_name?: string | null;
  /** Esper: a URL, or null when the device is not bound to EMM. */
  user?: string | null;
  device_type?: string | null;
  managed_by?: string | null;
  /** 0 is kiosk. */
  current_app_mode?: number | null;
  kiosk_app_name?: string | null;
  /** 0 is locked down. */
  lockdown_state?: number | null;
  timezone_string?: string | null;
  is_gms?: boolean | null;
  is_active?: boolean | null;
  esper_client?: string | null;
  current_command?: string | null;
  /** Esper: camelCase survives in the sub-objects of this shape. */
  hardwareInfo?: {
    brand?: string | null;
    manufacturer?: string | null;
    model?: string | null;
    hardware?: string | null;
    serialNumber?: string | null;
    deviceBasebandVersion?: string | null;
  } | null;
  softwareInfo?: {
    androidVersion?: string | null;
    androidBuildNumber?: string | null;
    /** Since 1970. Esper: in milliseconds or in seconds, which is not said. */
    androidBuildTime?: number | string | null;
    eeaVersion?: string | null;
    securityPatchLevel?: string | null;
    isKnoxActive?: boolean | null;
    deviceKernelVersion?: string | null;
    bootloaderVersion?: string | null;
  } | null;
  networkInfo?: {
    imei1?: string | null;
    imei2?: string | null;
    iccid1?: string | null;
    iccid2?: string | null;
    phoneNumber1?: string | null;
    phoneNumber2?: string | null;
    wifiMacAddress?: string | null;
    ethernetMacAddress?: string | null;
  } | null;
  /** Esper: numbers as text, megabytes. */
  memoryInfo?: { totalRam?: string | null; totalInternalStorage?: string | null } | null;
  /** Esper: one object by its documents, a list in truth. */
  displays?: DisplayRecord[] | DisplayRecord | null;
  assigned_blueprint_id?: string | null;
  current_blueprint_id?: string | null;
  current_blueprint_version_id?: string | null;
  current_blueprint_version_number?: number | null;
  blueprint_upgrade_status?: string | null;
  provisioned_on?: string | null;
  created_on: string;
  updated_on: string;
}
