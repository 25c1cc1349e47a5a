import type { AppVersionFilter, AppVersionOrder, Resolvers } from '../../generated/schema.js';
import { after } from '../../graphql/after.js';
import { connection } from '../../graphql/connections/connection.js';
import { refuseEmpty, refuseUnknown } from '../../graphql/connections/filter.js';
import { known } from '../../graphql/enums.js';
import { nodeId } from '../../graphql/node-id.js';
import { read } from '../../graphql/records/reference.js';
import { withoutNulls } from '../../graphql/records/without-nulls.js';
import { joined, mapped } from '../../upstream/lists/rows.js';
import { referencedId, type Query } from '../../upstream/route.js';
import type { Context } from '../context.js';
import type { AppVersionNode } from './app-version.source.js';

const approval = known('AVAILABLE', 'ACCEPTED', 'APPROVED', 'REJECTED');

function query(filter: AppVersionFilter | null | undefined, orderBy: AppVersionOrder | null | undefined): Query {
  refuseEmpty(filter);
  refuseUnknown(filter, 'approvalStatus');
  return {
    // Esper: the name is filtered by under "version_code", the code under "build_number".
    version_code: filter?.versionName,
    build_number: filter?.versionCode,
    is_g_play: filter?.isGooglePlay,
    approval_status: filter?.approvalStatus,
    is_enabled: filter?.isEnabled,
    is_default: filter?.isDefault,
    created_on_gt: filter?.createdAfter?.toISOString(),
    created_on_lt: filter?.createdBefore?.toISOString(),
    updated_on_gt: filter?.updatedAfter?.toISOString(),
    updated_on_lt: filter?.updatedBefore?.toISOString(),
    ordering: orderBy ? `${orderBy.direction === 'DESC' ? '-' : ''}installed_count` : undefined,
  };
}

/** The id of the app a version belongs to. */
const appIdOf = async (version: AppVersionNode) => referencedId(await read(version, 'application')) ?? '';

/** The devices that have a version. Esper: the list tells their names only; it knows Android devices only. */
const devicesWith = (app: string, version: string, { sources }: Context, search?: string | null) =>
  mapped(sources.appVersion.installs(app, version, search), ({ id, device_name: name, alias_name: alias }) =>
    sources.device.view(id, name ? { named: { name, alias } } : {}, 'ANDROID'),
  );

/** What only legacy tells. Null where it does not know the version. */
const legacyOf = async (version: AppVersionNode, { sources }: Context) =>
  sources.appVersion.inLegacy(await appIdOf(version), version.id);

/** What v1 tells of an app's latest version alone, within the app, and legacy of each that it knows. */
async function ofFile(version: AppVersionNode, key: 'hash_string' | 'target_sdk_version', context: Context) {
  const app = await context.sources.app.byId(await appIdOf(version));
  const latest = app?.latest_version;
  const record = latest?.id === version.id ? latest : await legacyOf(version, context);
  return record?.[key] || null;
}

export const appVersionResolvers = {
  App: {
    versions: ({ id }, { filter, orderBy, ...page }, { sources }) =>
      connection(sources.appVersion.list(id, query(filter, orderBy)), page),
    latestVersion: (app, _, { sources }) =>
      after(read(app, 'latest_version'), (latest) =>
        // Esper: an app that has none yet is told to have an empty one.
        latest?.id ? sources.appVersion.latest(app.id, latest) : null,
      ),
    installedCount: async ({ id }, _, { sources }) => {
      const versions = await sources.appVersion.allOf(id);
      return versions.reduce((sum, { installed_count }) => sum + installed_count, 0);
    },
    devices: async ({ id }, page, context) => {
      const versions = await context.sources.appVersion.allOf(id);
      return connection(
        joined(
          `devices with app ${id}`,
          versions.map((version) => devicesWith(id, version.id, context)),
        ),
        page,
      );
    },
  },
  AppVersion: {
    id: async (version) => nodeId('AppVersion', await appIdOf(version), version.id),
    esperId: ({ id }) => id,
    versionName: (version) => read(version, 'version_code'),
    versionCode: (version) => read(version, 'build_number'),
    releaseTrack: async (version, _, context) => (await legacyOf(version, context))?.release_track || null,
    isEnabled: async (version, _, context) => (await legacyOf(version, context))?.is_enabled ?? null,
    approvalStatus: async (version) => approval(await read(version, 'approval_status')),
    isGooglePlay: (version) => read(version, 'is_g_play'),
    sizeMb: (version) => read(version, 'size_in_mb'),
    targetSdkVersion: (version, _, context) => ofFile(version, 'target_sdk_version', context),
    fileHash: (version, _, context) => ofFile(version, 'hash_string', context),
    iconUrl: (version) => read(version, 'app_icon'),
    downloadUrl: (version) => read(version, 'app_file'),
    permissions: async (version, _, context) => {
      const legacy = await legacyOf(version, context);
      if (!legacy?.permissions) return null;
      return withoutNulls(legacy.permissions).map(({ permission, grant_state: grantState }) => ({
        permission,
        grantState,
      }));
    },
    createdAt: (version) => read(version, 'created_on'),
    app: async (version, _, { sources }, info) => sources.app.link(await appIdOf(version), info),
    devices: async (version, { search, ...page }, context) =>
      connection(devicesWith(await appIdOf(version), version.id, context, search), page),
  },
} satisfies Resolvers;
