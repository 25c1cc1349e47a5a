/** A version as `GET /v1/enterprise/{e}/application/{a}/version/` and its item send it. */
export interface AppVersionRecord {
  id: string;
  /** Esper: holds the version NAME, such as 6.4.5. */
  version_code: string | null;
  /** Esper: holds the integer version code, as text. */
  build_number: string | null;
  /** Esper: a signed URL that ages; null for Play Store apps. */
  app_file: string | null;
  app_icon: string | null;
  application: string;
  enterprise: string;
  installed_count: number;
  is_default: boolean;
  is_g_play: boolean;
  /** Esper: seen on legacy rows, not promised by v1. */
  is_enabled?: boolean;
  approval_status: string;
  release_date: string | null;
  release_name?: string | null;
  release_comments?: string | null;
  /** Esper: Alpha, Beta, Production, "" or null; seen on legacy rows, not promised by v1. */
  release_track?: string | null;
  permissions?: { permission: string; grant_state: string }[];
  min_sdk_version: string | null;
  /** Esper: an integer on some rows, a float on others. */
  size_in_mb: number;
  created_on: string;
}

/** A row of `.../version/{v}/installdevices`. Esper: the group is given by name only, and may be null. */
export interface InstallDeviceRecord {
  id: string;
  device_name: string;
  alias_name: string | null;
  group_name: string | null;
}
