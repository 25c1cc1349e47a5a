import type { InstalledAppFilter, Resolvers } from '../../generated/schema.js';
import { after } from '../../graphql/after.js';
import { connection } from '../../graphql/connections/connection.js';
import { refuseEmpty, refuseUnknown } from '../../graphql/connections/filter.js';
import { knownOrNull } from '../../graphql/enums.js';
import { nodeId } from '../../graphql/node-id.js';
import type { Query } from '../../upstream/route.js';
import type { Context } from '../context.js';
import { isCode } from './app-version.source.js';
import type { InstalledAppNode } from './installed-app.source.js';

const state = knownOrNull('SHOW', 'HIDE', 'DISABLE');

function query(filter: InstalledAppFilter | null | undefined): Query {
  refuseEmpty(filter, 'search');
  refuseUnknown(filter, 'state');
  return {
    search: filter?.search,
    package_name: filter?.packageName,
    whitelisted: filter?.isAllowlisted,
    app_type: filter?.type,
    state: filter?.state,
  };
}

/** Esper: v2 rows hold ids only; the name and version stand with the tenant's app. */
const tenantVersion = async ({ other }: InstalledAppNode, { sources }: Context) =>
  other ? sources.tenantApp.version(other.app_id, other.app_version_id) : null;

/** Esper: version names on devices sometimes begin with a "v" that the catalogue's do not have. */
const bareName = (name: string | null | undefined) => name?.replace(/^v(?=\d)/i, '') ?? null;

export const installedAppResolvers = {
  Device: {
    apps: (device, page, { sources }) =>
      after(device.platform(), (platform) => connection(sources.installedApp.onDevice(device.id, platform), page)),
  },
  AndroidDevice: {
    apps: ({ id }, { filter, ...page }, { sources }) =>
      connection(sources.installedApp.onDevice(id, 'ANDROID', query(filter)), page),
  },
  InstalledApp: {
    id: ({ id, deviceId, platform }) => nodeId('InstalledApp', platform, deviceId, id),
    esperId: ({ id }) => id,
    name: (app, _, context) =>
      app.android ? app.android.app_name : after(tenantVersion(app, context), (version) => version?.app_name),
    packageName: ({ android, other }, _, { sources }) =>
      android ? android.package_name : other && sources.tenantApp.byId(other.app_id).then((app) => app?.package_name),
    versionName: (app, _, context) =>
      app.android
        ? bareName(app.android.version_name)
        : after(tenantVersion(app, context), (version) => version?.version_name),
    versionCode: (app, _, context) =>
      app.android ? app.android.version_code : after(tenantVersion(app, context), (version) => version?.build_number),
    type: ({ android, other }) => android?.app_type ?? other?.app_type ?? '',
    state: ({ android }) => state(android?.state),
    isAllowlisted: ({ android }) => android?.whitelisted ?? null,
    isDataClearable: ({ android }) => android?.is_data_clearable ?? null,
    isUninstallable: ({ android }) => android?.is_uninstallable ?? null,
    isKioskApp: ({ android }) => android?.is_kiosk_app ?? null,
    isEsperControlled: ({ android }) => android?.is_esper_controlled ?? null,
    installerPackage: ({ android }) => android?.installer_package ?? null,
    autoUpdateMode: ({ android }) => android?.auto_update_mode ?? null,
    createdAt: ({ android, other }) => android?.created_on ?? other?.created_at ?? '',
    updatedAt: ({ android, other }) => android?.updated_on ?? other?.updated_at ?? '',
    device: ({ deviceId, platform }, _, { sources }) => sources.device.view(deviceId, {}, platform),
    app: ({ android }, _, { sources }) => (android ? sources.app.byPackage(android.package_name) : null),
    version: ({ android }, _, context) =>
      android ? versionOf(android.package_name, bareName(android.version_name), android.version_code, context) : null,
  },
} satisfies Resolvers;

/** The catalogue's version with this name and code: free when it is the app's latest, else one call. */
async function versionOf(packageName: string, name: string | null, code: string | null, { sources }: Context) {
  const app = name === null ? null : await sources.app.byPackage(packageName);
  if (!app || name === null) return null;
  const latest = app.latest_version;
  if (latest?.version_code === name && (code === null || isCode(latest.build_number, code))) {
    return sources.appVersion.latest(app.id, latest);
  }
  return sources.appVersion.named(app.id, name, code);
}
