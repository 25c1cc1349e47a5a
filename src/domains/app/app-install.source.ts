import type { Query } from '../../upstream/route.js';
import type { Upstream } from '../../upstream/upstream.js';
import type { AppInstallRecord } from './app-install.record.js';

const idOf = ({ id }: AppInstallRecord) => id;

/** How Esper serves installs: as a list of one Android device, never one by itself. */
export function appInstallSource(esper: Upstream) {
  const onDevice = (device: string, query: Query = {}) =>
    esper.list('/enterprise/{enterprise}/device/{device}/install/', idOf, query, { device });
  return {
    onDevice,
    byId: async (device: string, id: string) =>
      (await esper.known(onDevice(device)).load(id)) ??
      (await esper.all(onDevice(device))).find((row) => row.id === id) ??
      null,
  };
}
