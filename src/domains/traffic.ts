import { FOR_LONG_ROWS } from '../upstream/planning/costs.js';
import { listKey } from '../upstream/route.js';
import type { UpstreamRequest } from '../upstream/send.js';
import type { Upstream } from '../upstream/upstream.js';

/** The lanes of the REST API: calls in one lane have a limit of their own, and fail on their own. */
export type LaneName = 'device-list' | 'reports' | 'uploads' | 'main';

const deviceLists = ['/v2/devices/', '/enterprise/{enterprise}/device/'];
const reports = ['/v1/enterprise/{id}/report/status-metrics/', '/v2/enterprise/{id}/report/status-metrics'];

/**
 * The lane of a call. Esper: a page of the device list takes seconds where other calls take tenths of one, is the first
 * to answer 504, and is the one list the vendor's own tool spaces out by half a minute: it gets a narrow lane, so that
 * the rest stays quick. So do reports on the whole fleet, which take longer still: one that comes too late says nothing of how
 * many other calls may be under way. So do calls that carry a file, which last as long as its sender takes.
 */
export function laneOf({ method, route, content }: Pick<UpstreamRequest, 'method' | 'route' | 'content'>): LaneName {
  if (content) return 'uploads';
  if (reports.includes(route)) return 'reports';
  return method === 'GET' && deviceLists.includes(route) ? 'device-list' : 'main';
}

/** Devices that a fleet is taken to have while nobody knows: few are read one by one then. */
const FLEET = 1000;

/** All devices, in the order in which they are listed where no other is asked for. */
export const EVERY_DEVICE = { route: '/v2/devices/', query: { ordering: 'name' } } as const;

/** How many devices there were when they were last counted, or are taken to be: no list of some of them is longer. */
export const fleetSize = ({ memory }: Pick<Upstream, 'memory'>): number =>
  memory.counts.hint(listKey(EVERY_DEVICE.route, EVERY_DEVICE.query)) || FLEET;

/** How that is planned of which a list tells for most devices: a long page takes longer than what is told of one. */
export const planOfDevices = (esper: Upstream) => ({
  isWhole: false,
  guess: () => fleetSize(esper),
  usualForRow: FOR_LONG_ROWS,
});

/** The filters that narrow the device list to groups, and to all below them. Esper: both are said to take several, and typed as one id. */
export const GROUPS_FILTER = 'group_multi_immediate';
export const SUBGROUPS_FILTER = 'group_multi';
