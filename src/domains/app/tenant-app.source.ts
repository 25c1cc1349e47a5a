import type { Upstream } from '../../upstream/upstream.js';
import type { TenantAppRecord, TenantAppVersionRecord } from './tenant-app.record.js';

/** How Esper serves the apps of Apple and Windows devices: an app one at a time or from their list, its versions one at a time. */
export function tenantAppSource(esper: Upstream) {
  const every = esper.list<TenantAppRecord>('/v2/tenant-apps', ({ id }) => id);
  // Esper: devices have apps that are not the tenant's own, such as Esper's.
  const apps = esper.planned<TenantAppRecord>('/v2/tenant-apps/{id}', every, { isWhole: false });
  const versions = esper.each<TenantAppVersionRecord>('/v2/tenant-apps/{app}/versions/{version}', {
    paramsOf: (key) => {
      const [app = '', version = ''] = key.split('/');
      return { app, version };
    },
  });
  return {
    byId: (id: string) => apps.load(id),
    version: async (app: string, version: string | null) => (version ? versions.load(`${app}/${version}`) : null),
  };
}
