import type { Upstream } from '../../upstream/upstream.js';
import type { DeviceEventRecord } from './device-event.record.js';

const idOf = ({ id }: DeviceEventRecord) => String(id);

/** How Esper serves what happened to devices: as a list of one Android device, without filters, in an order of its own. */
export function deviceEventSource(esper: Upstream) {
  return {
    ofDevice: (device: string) =>
      esper.list('/v1/enterprise/{enterprise}/device/{device}/report/eventfeed/', idOf, {}, { device }),
  };
}
