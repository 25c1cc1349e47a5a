import type { Resolvers } from '../../generated/schema.js';
import { knownOrNull } from '../../graphql/enums.js';
import { platformOf } from './blueprint-settings.resolvers.js';
import type { BlueprintAppRecord } from './blueprint-version.record.js';

/** An app to install, and on which platform, as the REST API words that. */
export interface BlueprintAppNode {
  readonly platform: string;
  readonly record: BlueprintAppRecord;
}

const appState = knownOrNull('SHOW', 'HIDE', 'DISABLE', 'LAUNCHABLE_BUT_HIDDEN');

/** Esper: ids of other apps than those that were uploaded for Android are no ids of its catalogue. */
const isUploaded = ({ platform, record }: BlueprintAppNode) => platform === 'android' && record.type === 'ENTERPRISE';

export const blueprintAppResolvers = {
  BlueprintApp: {
    platform: ({ platform }) => platformOf(platform),
    packageName: ({ record }) => record.package_name ?? null,
    type: ({ record }) => record.type ?? record.app_type ?? '',
    appId: ({ record }) => record.app_id || null,
    appVersionId: ({ record }) => record.app_version_id || null,
    state: ({ record }) => appState(record.state),
    isInstalledAtSetup: ({ record: { installation_rule: rule } }) => (rule ? rule === 'DURING PROVISIONING' : null),
    autoUpdateMode: ({ record }) => record.auto_update_mode ?? null,
    app(node, _, { sources }, info) {
      const { app_id: id, package_name: name } = node.record;
      if (id && isUploaded(node)) return sources.app.link(id, info);
      return node.platform === 'android' && name ? sources.app.byPackage(name) : null;
    },
    async version(node, _, { sources }, info) {
      const { app_id: app, app_version_id: version } = node.record;
      if (!app || !version || !isUploaded(node)) return null;
      const latest = await sources.app.latestAtHand(app);
      return latest?.id === version
        ? sources.appVersion.latest(app, latest)
        : sources.appVersion.link(app, version, info);
    },
  },
} satisfies Resolvers;
