/** An install or uninstall asked of an Android device, a row of `GET /enterprise/{e}/device/{d}/install/`. */
export interface AppInstallRecord {
  id: string;
  /** Esper: carries no application id. */
  application: {
    application_name: string;
    package_name: string;
    version: {
      app_version_id: string | null;
      /** Esper: holds the version NAME, as on the catalogue's versions. */
      version_code: string | null;
      /** Esper: holds the integer version code, as text. */
      build_number: string | null;
      hash_string?: string | null;
    } | null;
    is_enabled: boolean;
  };
  install_state: string;
  reason_details: string | null;
  is_active?: boolean;
  device: string;
  enterprise: string;
  created_on: string;
  updated_on: string;
}
