import type { Upstream } from '../../upstream/upstream.js';
import { GEOFENCE_PAGES } from './geofence-pages.js';
import type { GeofenceBlueprintRecord } from './geofence-blueprint.record.js';

/** Esper: the same list is refused without limit and offset. One page of it is as many as a fence is used by. */
const PAGE = { limit: GEOFENCE_PAGES.most, offset: 0 };

/** How Esper serves what brings a fence to devices: as a short list about one fence. */
export function geofenceBlueprintSource(esper: Upstream) {
  const lists = esper.eachList<GeofenceBlueprintRecord>('/geofence/v1/geofences/{id}/blueprints', PAGE);
  return { ofFence: (id: string) => lists.load(id) };
}
