/** A version of a blueprint that brings a fence to devices, a row of `GET /geofence/v1/geofences/{id}/blueprints`. */
export interface GeofenceBlueprintRecord {
  blueprint_id: string;
  blueprint_version_number: number;
  device_count: number;
}
