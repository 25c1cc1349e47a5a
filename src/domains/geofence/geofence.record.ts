/** A fence, a row of `GET /geofence/v1/geofences`. Esper: no route serves one by itself. */
export interface GeofenceRecord {
  id: string;
  name: string;
  description?: string | null;
  actions: string[] | null;
  geometry: GeometryRecord | null;
  created_at: string;
  updated_at: string;
  /** Only with `include_summary=true`. */
  device_summary?: DeviceSummaryRecord | null;
}

/** The shape of a fence. */
export interface GeometryRecord {
  /** "circle" or "polygon". */
  type: string;
  /** Esper: the one point in the middle of a circle, and all corners of a polygon. */
  coordinates: PointRecord[];
  /** In metres; of circles only. */
  radius?: number;
}

/** Esper: numbers in truth, texts in the vendor's SDK. */
export interface PointRecord {
  latitude: number;
  longitude: number;
}

/** How many devices of a fence are where. */
export interface DeviceSummaryRecord {
  total_devices: number;
  inside_count: number;
  outside_count: number;
  unknown_count: number;
}
