/** A status event of an Android device, from `GET /enterprise/{e}/device/{d}/status/?latest_event=1`. */
export interface DeviceStatusRecord {
  id: number;
  created_on: string;
  device: string;
  enterprise: string;
  /** Esper: an object in truth, typed as a string in the REST facts; any part of it may be null. */
  data: DeviceStatusData | string | null;
}

export interface DeviceStatusData {
  deviceSettings?: Record<string, unknown> | null;
  /** Esper: to be read by type, not by position. */
  memoryEvents?: { eventType: string; countInMb: number | string }[] | null;
  networkEvent?: Record<string, unknown> | null;
  /** Esper: coordinates are text. */
  locationEvent?: { locationLats?: string | null; locationLongs?: string | null; locationAlts?: string | null } | null;
  powerManagementEvent?: { batteryStatus?: Record<string, unknown> | string | null } | null;
  bluetoothStats?: Record<string, unknown> | null;
  cpuStats?: Record<string, unknown> | null;
  kioskAppName?: string | null;
  [other: string]: unknown;
}
