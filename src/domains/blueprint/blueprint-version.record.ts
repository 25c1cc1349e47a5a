/** A version of a blueprint: a row of `/v2/blueprints/{b}/versions/`, and a part of the blueprint's own record. */
export interface BlueprintVersionRecord {
  /** Esper: the blueprint's, here too. */
  id: string;
  version_id: string;
  version_number?: number | null;
  minor_version_number?: number | null;
  publish?: boolean | null;
  /** What was said of the change. */
  comments?: string | null;
  /** Esper: makes rows so long that a list may come to leave it out one day. */
  settings?: BlueprintSettingsRecord | null;
  created_at?: string | null;
  updated_at?: string | null;
}

/** What is set, by platform: under `android`, `ios`, `linux` and `windows`. Passwords are among the values. */
export type BlueprintSettingsRecord = Readonly<Record<string, PlatformSettingsRecord | null>>;

export interface PlatformSettingsRecord {
  readonly apps?: readonly BlueprintAppRecord[] | null;
  readonly [setting: string]: unknown;
}

/** An app to install. Esper: those for Android have a package name, and a rule of when. */
export interface BlueprintAppRecord {
  app_id?: string | null;
  app_version_id?: string | null;
  package_name?: string | null;
  installation_rule?: string | null;
  state?: string | null;
  /** Esper: `type` on Android, `app_type` elsewhere. */
  type?: string | null;
  app_type?: string | null;
  auto_update_mode?: string | null;
}
