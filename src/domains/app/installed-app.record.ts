/** An app on an Android device, a row of `GET /enterprise/{e}/device/{d}/app/`. */
export interface AndroidInstalledAppRecord {
  id: string;
  app_name: string;
  package_name: string;
  app_type: string;
  /** SHOW, HIDE or DISABLE. */
  state: string;
  /** Esper: here the two names mean what they say, unlike on the catalogue's versions. */
  version_code: string | null;
  /** Esper: sometimes with a leading "v". */
  version_name: string | null;
  whitelisted: boolean;
  is_data_clearable: boolean;
  is_uninstallable: boolean;
  is_kiosk_app: boolean;
  is_esper_controlled: boolean;
  is_active?: boolean;
  product_id?: string | null;
  installer_package?: string | null;
  /** Esper: on some rows only. */
  auto_update_mode?: string | null;
  device: string;
  created_on: string;
  updated_on: string;
}

/** An app on an Apple, Linux or Windows device, a row of `GET /v2/devices/{d}/device-apps/`: ids and nothing to show. */
export interface DeviceAppRecord {
  id: string;
  device_id: string;
  app_id: string;
  app_type: string;
  app_version_id: string | null;
  base64_app_config?: string | null;
  tenant_id: string;
  created_at: string;
  updated_at: string;
}
