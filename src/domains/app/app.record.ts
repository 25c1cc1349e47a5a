/** An application as `GET /v1/enterprise/{e}/application/` and its item send it. */
export interface AppRecord {
  id: string;
  application_name: string;
  package_name: string;
  is_hidden: boolean;
  enterprise: string;
  latest_version: LatestVersionRecord | null;
}

/** The newest version as it stands inside its app: holds two fields (hash, target SDK) that the version's own row lacks. */
export interface LatestVersionRecord {
  id: string;
  /** Esper: holds the version NAME, such as 6.4.5. */
  version_code: string | null;
  /** Esper: holds the integer version code, as text. */
  build_number: string | null;
  hash_string: string | null;
  min_sdk_version: string | null;
  target_sdk_version: string | null;
  icon_url: string | null;
  release_name?: string | null;
}
