import { Shapes } from '../../graphql/records/shapes.js';
import { upsert } from '../../upstream/upsert.js';
import type { Upstream } from '../../upstream/upstream.js';
import type { DeviceMetricsRecord, DeviceMetricsV2Record } from './device-metrics.record.js';

/** The records in which Esper tells the numbers of a fleet; each holds some the other lacks. */
interface DeviceMetricsShapes {
  readonly first: DeviceMetricsRecord;
  readonly second: DeviceMetricsV2Record;
}

/** The numbers of a fleet, from whichever of the records has to be asked for. */
export type DeviceMetricsView = Shapes<DeviceMetricsShapes>;

/** How Esper serves the numbers of a fleet: as two records, of which the first takes a third of the time. */
export function deviceMetricsSource(esper: Upstream) {
  const first = esper.each<DeviceMetricsRecord>('/v1/enterprise/{id}/report/status-metrics/');
  const second = esper.each<DeviceMetricsV2Record>('/v2/enterprise/{id}/report/status-metrics');
  const load = {
    first: ({ id }: { id: string }) => first.load(id),
    second: ({ id }: { id: string }) => second.load(id),
  };
  const views = esper.remembered(() => new Map<string, DeviceMetricsView>());
  return {
    /** The same for all who refer to it, so that what they want is planned together. */
    ofEnterprise: (id: string): DeviceMetricsView => upsert(views(), id, () => new Shapes(id, {}, { load })),
  };
}
