/** Something that happened to an Android device, a row of `GET /v1/enterprise/{e}/device/{d}/report/eventfeed/`. */
export interface DeviceEventRecord {
  id: number;
  message?: string | null;
  /** A URL. */
  device?: string | null;
  created_on?: string | null;
}
