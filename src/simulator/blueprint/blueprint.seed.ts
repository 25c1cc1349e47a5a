import type { PlatformSettingsRecord } from '../../domains/blueprint/blueprint-version.record.js';
import type { App, Catalogue } from '../app/app.seed.js';
import type { TenantApp } from '../app/tenant-app.seed.js';
import { uuidOf } from '../random.js';
import { DAY, NOW } from '../timestamps.js';

const NAMES = ['Store kiosk', 'Driver phone', 'Front desk', 'Warehouse scanner', 'Signage', 'Training'] as const;

export const BLUEPRINTS = NAMES.length;
/** Versions that each blueprint has. */
const VERSIONS = 3;
/** The one whose newest version is a draft. */
const DRAFTED = 2;

/** Versions of a blueprint that devices may have. */
export const publishedVersions = (index: number): number => (index === DRAFTED ? VERSIONS - 1 : VERSIONS);

export const blueprintId = (seed: number, index: number): string => uuidOf(seed, 'blueprint', index);
export const blueprintVersionId = (seed: number, index: number, step: number): string =>
  uuidOf(seed, 'blueprint-version', index * VERSIONS + step);

export interface BlueprintVersion {
  id: string;
  number: number;
  isPublished: boolean;
  comments: string;
  settings: Record<string, PlatformSettingsRecord>;
  createdAt: number;
}

export interface Blueprint {
  id: string;
  name: string;
  description: string;
  /** Oldest first. */
  versions: BlueprintVersion[];
}

/** The blueprints, each with the apps of the catalogues that it installs. */
export function seedBlueprints(seed: number, { apps }: Catalogue, tenantApps: readonly TenantApp[]): Blueprint[] {
  return NAMES.map((name, index) => ({
    id: blueprintId(seed, index),
    name,
    description: index % 2 === 0 ? `For devices of the kind "${name}"` : '',
    versions: Array.from({ length: VERSIONS }, (_, step) => ({
      id: blueprintVersionId(seed, index, step),
      number: step + 1,
      isPublished: step < publishedVersions(index),
      comments: step === 0 ? '' : `Change ${step} of ${name}`,
      settings: settingsOf(index, step, apps, tenantApps),
      createdAt: NOW - (300 - 40 * index - 10 * step) * DAY,
    })),
  }));
}

/** Esper: policies are words with a space. */
const ALWAYS = 'ALWAYS APPLY';

function settingsOf(index: number, step: number, apps: readonly App[], tenantApps: readonly TenantApp[]) {
  const chosen = apps.filter((_, number) => number % NAMES.length === index || number === 0);
  const settings: Record<string, PlatformSettingsRecord> = {
    android: {
      apps: [...chosen.map((app) => androidApp(app, step)), preloaded],
      camera_settings: { apply_policy: ALWAYS, allow_camera_access: index % 2 === 0 },
      ...(step > 0 && { location_settings: { apply_policy: ALWAYS, allow_location: true } }),
      wifi_networks: [
        {
          wifi_network_id: 'store',
          certificate_file_path: 'PRIVATE-path',
          certificate_file_password: 'SECRET-password',
        },
      ],
    },
  };
  const windows = tenantApps.filter(({ platform }) => platform === 'WINDOWS');
  const ios = tenantApps.filter(({ platform }) => platform === 'APPLE');
  if (index < 2) settings['ios'] = { apps: ios.slice(0, 2).map((app) => tenantApp(app, 'TENANT_IOS')) };
  if (index === 2) settings['windows'] = { apps: windows.map((app) => tenantApp(app, 'TENANT_WINDOWS')) };
  if (index === NAMES.length - 1) settings['linux'] = {};
  return settings;
}

/** The newest version of an app in the newest version of a blueprint, and older ones before. */
function androidApp(app: App, step: number) {
  const version = app.versions[Math.min(VERSIONS - 1 - step, app.versions.length - 1)]!;
  return {
    app_id: app.id,
    app_version_id: version.id,
    package_name: app.packageName,
    installation_rule: app.index % 2 === 0 ? 'DURING PROVISIONING' : 'POST PROVISIONING',
    state: app.index % 3 === 0 ? 'LAUNCHABLE_BUT_HIDDEN' : 'SHOW',
    type: app.isPlayStore ? 'PLAYSTORE' : 'ENTERPRISE',
    auto_update_mode: 'autoUpdateDefault',
    managed_config: { exit_code: `SECRET-exit-code-${app.index}` },
  };
}

/** Esper: what comes with the device has a package name and no entry in the catalogue. */
const preloaded = {
  app_id: '',
  app_version_id: '',
  package_name: 'com.android.settings',
  installation_rule: 'POST PROVISIONING',
  state: 'HIDE',
  type: 'PRELOADED',
  auto_update_mode: 'autoUpdateDefault',
};

function tenantApp({ id, versions }: TenantApp, type: 'TENANT_IOS' | 'TENANT_WINDOWS') {
  return { app_id: id, app_version_id: versions[0]!.id, state: 'SHOW', app_type: type };
}
