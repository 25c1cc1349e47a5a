import type { Upstream } from '../../upstream/upstream.js';
import type { HeartbeatRecord } from './heartbeat.record.js';

/** How Esper serves heartbeats: one device at a time. */
export function heartbeatSource(esper: Upstream) {
  const heartbeats = esper.each<HeartbeatRecord>('/device/v0/heartbeat/{id}/');
  return { ofDevice: (id: string) => heartbeats.load(id) };
}
