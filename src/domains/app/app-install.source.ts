import { keyed } from '../../upstream/keyed.js';
import type { Query } from '../../upstream/route.js';
import type { Upstream } from '../../upstream/upstream.js';
import type { AppInstallRecord } from './app-install.record.js';

const idOf = ({ id }: AppInstallRecord) => id;

/** How Esper serves installs: as a list of one Android device, never one by itself. */
export function appInstallSource(esper: Upstream) {
  const onDevice = (device: string, query: Query = {}) =>
    esper.list('/enterprise/{enterprise}/device/{device}/install/', idOf, query, { device });
  const records = keyed((device) => esper.inList(onDevice(device)));
  return { onDevice, byId: (device: string, id: string) => records(device).load(id) };
}
