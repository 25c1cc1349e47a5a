import type { AppInstallFilter, Resolvers } from '../../generated/schema.js';
import { connection, connectionOf } from '../../graphql/connections/connection.js';
import { refuseEmpty, refuseUnknown } from '../../graphql/connections/filter.js';
import { known } from '../../graphql/enums.js';
import { nodeId } from '../../graphql/node-id.js';
import { referencedId, type Query } from '../../upstream/route.js';
import type { AppInstallRecord } from './app-install.record.js';

const state = known(
  'NOT_INSTALLED',
  'INSTALL_IN_PROGRESS',
  'INSTALL_SUCCESS',
  'INSTALL_FAILED',
  'UNINSTALL_IN_PROGRESS',
  'UNINSTALL_SUCCESS',
  'UNINSTALL_FAILED',
);

function query(filter: AppInstallFilter | null | undefined): Query {
  refuseEmpty(filter);
  refuseUnknown(filter, 'state');
  return { package_name: filter?.packageName, application_name: filter?.name, install_state: filter?.state };
}

const deviceIdOf = ({ device }: AppInstallRecord) => referencedId(device) ?? '';

export const appInstallResolvers = {
  Device: {
    // Esper: only Android devices have installs; the others' list is empty without asking.
    installs: ({ id }, page) => connectionOf<AppInstallRecord>(`installs of ${id}`, () => [], page),
  },
  AndroidDevice: {
    installs: ({ id }, { filter, ...page }, { sources }) =>
      connection(sources.appInstall.onDevice(id, query(filter)), page),
  },
  AppInstall: {
    id: (install) => nodeId('AppInstall', deviceIdOf(install), install.id),
    esperId: ({ id }) => id,
    state: ({ install_state }) => state(install_state),
    reason: ({ reason_details }) => reason_details,
    name: ({ application }) => application.application_name,
    packageName: ({ application }) => application.package_name,
    versionName: ({ application }) => application.version?.version_code ?? null,
    versionCode: ({ application }) => application.version?.build_number ?? null,
    createdAt: ({ created_on }) => created_on,
    updatedAt: ({ updated_on }) => updated_on,
    device: (install, _, { sources }) => sources.device.view(deviceIdOf(install), {}, 'ANDROID'),
    app: ({ application }, _, { sources }) => sources.app.byPackage(application.package_name),
    version: async ({ application }, _, { sources }) => {
      const id = application.version?.app_version_id;
      const app = id ? await sources.app.byPackage(application.package_name) : null;
      if (!id || !app) return null;
      const latest = app.latest_version;
      return latest?.id === id ? sources.appVersion.latest(app.id, latest) : sources.appVersion.byId(app.id, id);
    },
  },
} satisfies Resolvers;
