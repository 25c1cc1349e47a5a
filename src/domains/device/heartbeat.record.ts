/** When a device last spoke, from `GET /device/v0/heartbeat/{id}/`, and as a row of `GET /v2/heartbeat/`. */
export interface HeartbeatRecord {
  device_id: string;
  timestamp: string | null;
  /** 1 when the device was seen within 30 minutes. */
  status: number;
}
