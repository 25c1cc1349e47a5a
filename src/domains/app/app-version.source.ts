import type { GraphQLResolveInfo } from 'graphql';
import { link, reference, type Reference } from '../../graphql/records/reference.js';
import { withoutNulls } from '../../graphql/records/without-nulls.js';
import { UpstreamError } from '../../upstream/errors.js';
import { keyed } from '../../upstream/keyed.js';
import type { Rows } from '../../upstream/lists/rows.js';
import type { Query } from '../../upstream/route.js';
import type { Upstream } from '../../upstream/upstream.js';
import type {
  AppVersionRecord,
  HeldDeletionRecord,
  InstallDeviceRecord,
  LegacyAppVersionRecord,
} from './app-version.record.js';
import type { LatestVersionRecord } from './app.record.js';

export type AppVersionNode = Reference<AppVersionRecord>;

/** What can be changed of a version, in the words of the REST API. */
export interface VersionChange {
  readonly release_name?: string | undefined;
  readonly release_comments?: string | undefined;
  readonly release_track?: string | undefined;
  readonly is_default?: boolean | undefined;
  readonly is_enabled?: boolean | undefined;
  readonly approval_status?: string | undefined;
}

/** Esper: these are kept by legacy alone. */
const ofLegacy = ['release_comments', 'release_track', 'is_enabled'] as const;

/** Whether a change can be made by legacy only, which does not know the versions of Google Play apps. */
export const needsLegacy = (change: VersionChange): boolean => ofLegacy.some((key) => change[key] !== undefined);

/** Versions that an app is taken to have while nobody knows. */
const FEW = 20;

const idOf = ({ id }: AppVersionRecord) => id;
const nameOf = ({ version_code: name, build_number: code }: AppVersionRecord) => `${name}\n${code}`;

/** As much of a record as is told: what is left out is to be asked for. */
const told = <T extends object>(known: T): Partial<T> =>
  Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined)) as Partial<T>;

/** Whether two version codes are one. Esper: an integer, which is text in its documents. */
export const isCode = (code: string | null | undefined, other: string): boolean => String(code) === String(other);

/** Told of a deletion that has to be confirmed, when nobody can. */
const NO_KEY = 'Templates install the version, so that nothing was deleted, and what would confirm it was not told.';

/** How Esper serves versions: within their app, as a list or one at a time; and the devices that have one, as a list of names. */
export function appVersionSource(esper: Upstream) {
  const route = '/v1/enterprise/{enterprise}/application/{app}/version/';
  const one = `${route}{version}/`;
  const legacyRoute = '/enterprise/{enterprise}/application/{app}/version/';
  const legacyOne = `${legacyRoute}{version}/`;
  const list = (app: string, query: Query = {}) => esper.list(route, idOf, query, { app });
  const find = async (app: string, name: string, code: string | null): Promise<AppVersionRecord | null> => {
    const { rows } = await list(app, { version_code: name, build_number: code }).slice(0, 20);
    // Esper: nothing says that its filters compare exactly.
    const found = rows.filter((row) => row.version_code === name && (code === null || isCode(row.build_number, code)));
    return code === null && found.length > 1 ? null : (found[0] ?? null);
  };

  /** How the versions of one app are found: by id, by name and code, and by id in legacy, which lacks some. */
  const inApp = keyed((app) => {
    const plan = { paramsOf: (version: string) => ({ app, version }), guess: () => FEW };
    const inLegacy = esper.list<LegacyAppVersionRecord>(legacyRoute, ({ id }) => id, {}, { app });
    return {
      records: esper.planned(one, list(app), plan),
      names: esper.planned((key) => find(app, ...(key.split('\n') as [string, string])), list(app), {
        ...plan,
        keyOf: nameOf,
      }),
      legacy: esper.planned(legacyOne, inLegacy, { ...plan, isWhole: false }),
    };
  });
  const byId = (app: string, version: string) => inApp(app).records.load(version);

  return {
    byId,
    link: (app: string, version: string, info: GraphQLResolveInfo) =>
      link<AppVersionRecord>({ id: version, application: app }, () => byId(app, version), info),
    list,
    allOf: (app: string) => esper.all(list(app)),
    /** What v1 does not tell of a version; null where legacy does not know it. */
    inLegacy: (app: string, version: string) => inApp(app).legacy.load(version),
    async update(app: string, version: string, change: VersionChange): Promise<void> {
      const sent = { params: { app, version }, body: change };
      if (needsLegacy(change)) inApp(app).legacy.prime(version, await esper.write('PATCH', legacyOne, sent));
      else inApp(app).records.prime(version, await esper.write('PATCH', one, sent));
    },
    /**
     * Deletes a version, or tells what has to be confirmed first: the answer's `request_id` is to be given then.
     * Esper: whether something was deleted is told by there being no answer.
     */
    async remove(app: string, version: string, confirmation?: string | null): Promise<HeldDeletionRecord | null> {
      const held = await esper.erase(one, { params: { app, version }, query: { request_id: confirmation } });
      const { request_id: key, templates } = (held ?? {}) as Partial<HeldDeletionRecord>;
      if (key) return held as HeldDeletionRecord;
      if (withoutNulls(templates).length === 0) return null;
      throw new UpstreamError('UPSTREAM_MALFORMED', { call: `DELETE ${one}`, why: NO_KEY });
    },
    /** The version as its app tells of it. Its keys differ in name from the version's own. */
    latest: (app: string, latest: LatestVersionRecord): AppVersionNode =>
      reference(
        {
          id: latest.id,
          application: app,
          ...told({
            version_code: latest.version_code,
            build_number: latest.build_number,
            min_sdk_version: latest.min_sdk_version,
            app_icon: latest.icon_url,
            release_name: latest.release_name,
          }),
        },
        () => byId(app, latest.id),
      ),
    /**
     * The version with this name and code, null when there is none, or, by the name alone, several. Those of an app are looked up
     * together.
     */
    named: (app: string, name: string, code: string | null) =>
      code === null ? find(app, name, null) : inApp(app).names.load(`${name}\n${code}`),
    installs: (app: string, version: string, search?: string | null): Rows<InstallDeviceRecord> =>
      // Esper: the one list here without a slash at the end.
      esper.list(`${route}{version}/installdevices`, ({ id }) => id, { search }, { app, version }),
  };
}
