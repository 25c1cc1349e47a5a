import type { Upstream } from '../../upstream/upstream.js';
import { planOfDevices } from '../traffic.js';
import type { HeartbeatRecord } from './heartbeat.record.js';

/** Esper: the list wants to be told from when to when devices spoke; this is always, and the same each time so that it can be kept. */
const EVER = { last_seen_gt: '2000-01-01T00:00:00Z', last_seen_lt: '2100-01-01T00:00:00Z' };

/** How Esper serves heartbeats: one device at a time, or as a list of those that ever spoke. */
export function heartbeatSource(esper: Upstream) {
  const all = esper.list<HeartbeatRecord>('/v2/heartbeat/', ({ device_id }) => device_id, EVER);
  const heartbeats = esper.planned('/device/v0/heartbeat/{id}/', all, planOfDevices(esper));
  return { ofDevice: (id: string) => heartbeats.load(id) };
}
