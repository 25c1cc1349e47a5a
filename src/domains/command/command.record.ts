/** A command as `/commands/v0/commands/` sends it; a list row is the whole record. */
export interface CommandRecord {
  id: string;
  command_type?: string | null;
  devices?: string[] | null;
  /** Esper: null for a command to devices, an empty list in the older systems. */
  groups?: string[] | null;
  command: string;
  command_args?: CommandArgsRecord | null;
  schedule?: string | null;
  schedule_args?: CommandScheduleRecord | null;
  /** Esper: a user's id as text; for what the platform sends itself it may be none. */
  created_by?: string | null;
  created_at?: string | null;
}

/** Esper: any of some sixty keys, as the command has it. */
export interface CommandArgsRecord {
  package_name?: string | null;
  app_version?: string | null;
  app_state?: string | null;
  state?: string | null;
  device_alias_name?: string | null;
  custom_settings_config?: unknown;
  title?: string | null;
  message?: string | null;
  url?: string | null;
  policy_url?: string | null;
  /** Esper: an object in its documents, a list in other people's code. */
  wifi_access_points?: unknown;
  duration?: string | number | null;
}

export interface CommandScheduleRecord {
  name?: string | null;
  start_datetime?: string | null;
  end_datetime?: string | null;
  /** Esper: `console` or `device`. */
  time_type?: string | null;
  window_start_time?: string | null;
  window_end_time?: string | null;
  days?: string[] | null;
}

/** The schedule of a command with its kind. */
export type ScheduledRecord = CommandScheduleRecord & { readonly kind: string };

/** `/commands/v0/commands/{id}/stats/`. */
export interface CommandStatsRecord {
  id?: string;
  status?: { state: string; total: number }[] | null;
}
