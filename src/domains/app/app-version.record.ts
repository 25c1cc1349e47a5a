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
  approval_status: string;
  release_date: string | null;
  release_name?: string | null;
  release_comments?: string | null;
  min_sdk_version: string | null;
  /** Esper: an integer on some rows, a float on others. */
  size_in_mb: number;
  created_on: string;
}

/**
 * The same version as legacy sends it, by `/enterprise/{e}/application/{a}/version/{v}/`. Esper: it tells what v1 does not, and
 * answers 404 for some versions that v1 knows.
 */
export interface LegacyAppVersionRecord extends Omit<AppVersionRecord, 'is_g_play' | 'release_date'> {
  is_enabled?: boolean;
  /** Esper: Alpha, Beta, Production, "" or null. */
  release_track?: string | null;
  permissions?: { permission: string; grant_state: string; enterprise?: string }[] | null;
  hash_string?: string;
  target_sdk_version?: string | null;
}

/** What a deletion is answered with when templates install the version. Esper: nothing is deleted then. */
export interface HeldDeletionRecord {
  /** Sent along, it deletes all the same. */
  request_id: string;
  templates?: { id: number; name: string }[] | null;
}

/** A row of `.../version/{v}/installdevices`. Esper: the group is given by name only, and may be null. */
export interface InstallDeviceRecord {
  id: string;
  device_name?: string | null;
  alias_name?: string | null;
  group_name: string | null;
}
