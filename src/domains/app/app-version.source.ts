import { reference, type Reference } from '../../graphql/reference.js';
import type { Query } from '../../upstream/route.js';
import type { Rows } from '../../upstream/rows.js';
import type { ByKey, Upstream } from '../../upstream/upstream.js';
import type { AppVersionRecord, InstallDeviceRecord } from './app-version.record.js';
import type { LatestVersionRecord } from './app.record.js';

export type AppVersionNode = Reference<AppVersionRecord>;

/** How Esper serves versions: within their app, as a list or one at a time; and the devices that have one, as a list of names. */
export function appVersionSource(esper: Upstream) {
  const route = '/v1/enterprise/{enterprise}/application/{app}/version/';
  const records = esper.each<AppVersionRecord>(`${route}{version}/`, (key) => {
    const [app = '', version = ''] = key.split('/');
    return { app, version };
  });
  const byId = (app: string, version: string) => records.load(`${app}/${version}`);
  const list = (app: string, query: Query = {}) => esper.list<AppVersionRecord>(route, ({ id }) => id, query, { app });

  const find = async (app: string, name: string, code: string | null): Promise<AppVersionRecord | null> => {
    const { rows } = await list(app, { version_code: name, build_number: code }).slice(0, 2);
    return rows.length === 1 ? (rows[0] ?? null) : null;
  };
  const lookups = new Map<string, ByKey<AppVersionRecord>>();
  const ofApp = (app: string): ByKey<AppVersionRecord> => {
    const one = (key: string) => find(app, ...(key.split('\n') as [string, string]));
    const made =
      lookups.get(app) ??
      esper.planned(one, list(app), ({ version_code, build_number }) => `${version_code}\n${build_number}`);
    lookups.set(app, made);
    return made;
  };

  return {
    byId,
    list,
    allOf: (app: string) => esper.all(list(app)),
    referTo: (app: string, version: string): AppVersionNode =>
      reference({ id: version, application: app }, () => byId(app, version)),
    /** The version as its app tells of it. Its keys differ in name from the version's own. */
    latest: (app: string, latest: LatestVersionRecord): AppVersionNode =>
      reference(
        {
          id: latest.id,
          application: app,
          version_code: latest.version_code,
          build_number: latest.build_number,
          min_sdk_version: latest.min_sdk_version,
          app_icon: latest.icon_url,
          ...(latest.release_name !== undefined && { release_name: latest.release_name }),
        },
        () => byId(app, latest.id),
      ),
    /** The version with this name and code, null when the app has none or several: those wanted of an app are looked up together. */
    named: (app: string, name: string, code: string | null) =>
      code === null ? find(app, name, null) : ofApp(app).load(`${name}\n${code}`),
    installs: (app: string, version: string, search?: string | null): Rows<InstallDeviceRecord> =>
      // Esper: the one list here without a slash at the end.
      esper.list(`${route}{version}/installdevices`, ({ id }) => id, { search }, { app, version }),
  };
}
