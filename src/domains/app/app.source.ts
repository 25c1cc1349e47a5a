import type { GraphQLResolveInfo } from 'graphql';
import { link, type Reference } from '../../graphql/records/reference.js';
import type { Query } from '../../upstream/route.js';
import type { Upstream } from '../../upstream/upstream.js';
import type { AppRecord, LatestVersionRecord } from './app.record.js';

export type AppNode = Reference<AppRecord>;

const idOf = ({ id }: AppRecord) => id;
const packageOf = ({ package_name: name }: AppRecord) => name;

/**
 * How Esper serves the catalogue: one app by id or by exact package name, or the list, whose rows are whole records.
 * Esper: v1 is the catalogue; legacy lists fewer apps and answers 404 for some of v1's.
 */
export function appSource(esper: Upstream) {
  const route = '/v1/enterprise/{enterprise}/application/';
  const list = (query: Query = {}) => esper.list(route, idOf, query);
  const every = list();
  // Esper: its own apps are hidden, and then not in the list.
  const records = esper.planned<AppRecord>(`${route}{id}/`, every, { isWhole: false });
  const withPackage = async (packageName: string) => {
    const { rows } = await list({ package_name_exact: packageName }).slice(0, 20);
    return rows.filter((app) => app.package_name === packageName);
  };
  const packages = esper.planned(async (name) => (await withPackage(name))[0] ?? null, every, {
    keyOf: packageOf,
  });

  return {
    list,
    byId: (id: string) => records.load(id),
    /** The newest version of an app, where the app is read anyway. */
    async latestAtHand(id: string): Promise<LatestVersionRecord | null> {
      await Promise.resolve(); // who wants the app beside it has asked for it by then
      const app = await records.asked(id)?.catch(() => null);
      return app?.latest_version ?? null;
    },
    link: (id: string, info: GraphQLResolveInfo) => link({ id }, () => records.load(id), info, ['installedCount']),
    remove: (id: string) => esper.erase(`${route}{id}/`, { params: { id } }),
    /** All apps of the catalogue with exactly this package name. */
    withPackage,
    /** The app a package on a device belongs to; the packages of many devices are looked up together. */
    byPackage: (packageName: string) => packages.load(packageName),
  };
}
