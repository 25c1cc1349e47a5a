import type { Upstream } from '../../upstream/upstream.js';
import type { TenantAppRecord, TenantAppVersionRecord } from './tenant-app.record.js';

/** How Esper serves the apps of Apple and Windows devices: an app and its versions one at a time. */
export function tenantAppSource(esper: Upstream) {
  const apps = esper.each<TenantAppRecord>('/v2/tenant-apps/{id}');
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
