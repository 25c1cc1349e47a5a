/** How a device stands with a fence, a row of `GET /geofence/v1/geofences/{id}/devices`. */
export interface GeofenceDeviceRecord {
  device_id: string;
  /** What brought the fence to the device. */
  blueprint_id: string | null;
  blueprint_version_number: number | null;
  /** Esper: null when nobody knows. */
  inside: boolean | null;
  state_changed_at: string | null;
  latitude: number | null;
  longitude: number | null;
  location_updated_at: string | null;
}
