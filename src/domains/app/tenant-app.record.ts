/** An Apple or Windows app of the tenant, from `GET /v2/tenant-apps/{id}`. Esper: it has no name; its versions do. */
export interface TenantAppRecord {
  id: string;
  platform: string;
  tenant_id: string;
  package_name: string;
  created_at: string;
  created_by: string;
  updated_at: string;
  updated_by: string;
}

/** A version of such an app, from `GET /v2/tenant-apps/{id}/versions/{v}`. */
export interface TenantAppVersionRecord {
  id: string;
  app_id: string;
  app_type: string;
  tenant_id: string;
  app_name: string;
  app_icon_url: string | null;
  release_notes: string | null;
  description: string | null;
  file_size_in_kb: number | null;
  device_family?: string[] | null;
  version_name: string | null;
  build_number?: string | null;
  min_sdk_version?: string | null;
  created_at: string;
  updated_at: string;
}
