/** What both records of a fleet's numbers tell. Esper: how it counts is not said. */
interface CountsRecord {
  low_risk: number;
  medium_risk: number;
  high_risk: number;
  secure: number;
  low_battery: number;
  under_provisioning: number;
  recently_added: number;
  unspecified: number;
  total_devices_under_risk: number;
}

/** The numbers of a fleet, from `GET /v1/enterprise/{e}/report/status-metrics/`. */
export interface DeviceMetricsRecord extends CountsRecord {
  active: number;
  in_active: number;
}

/** The numbers of a fleet in the second version, from `GET /v2/enterprise/{e}/report/status-metrics`. Esper: neither has all of the other. */
export interface DeviceMetricsV2Record extends CountsRecord {
  last_seen: LastSeenRecord;
  unprovisioned_devices: number;
}

/** Esper: the last 24 hours, 1 to 7 days ago, and 7 to 30 days ago, as the vendor's command line words it. */
export interface LastSeenRecord {
  first_period: number;
  second_period: number;
  third_period: number;
}
