import type { AppVersionRecord, LegacyAppVersionRecord } from '../../domains/app/app-version.record.js';
import { flag } from '../query.js';
import { notFound } from '../refusals.js';
import type { Asked } from '../router.js';
import { micros, offsetForm } from '../timestamps.js';
import { appOf } from './app.routes.js';
import type { AppVersion } from './app.seed.js';
import { devicesWith } from './installed-app.seed.js';

export const countOf = ({ world, rights }: Asked, version: AppVersion): number =>
  devicesWith(world, rights, version).length;

export function versionOf(asked: Asked, appId: string, id: string): AppVersion {
  const version = appOf(asked, appId).versions.find((one) => one.id === id);
  if (!version) throw notFound();
  return version;
}

/** Esper: legacy does not know the apps of the Play Store. */
export const isInLegacy = ({ app }: AppVersion): boolean => !app.isPlayStore;

export function legacyVersionOf(asked: Asked, appId: string, id: string): AppVersion {
  const version = versionOf(asked, appId, id);
  if (!isInLegacy(version)) throw notFound();
  return version;
}

const fileOf = ({ app, code }: AppVersion) =>
  `https://cdn.example.com/apps/${app.packageName}-${code}.apk?X-Amz-Expires=3600&X-Amz-Signature=simulated`;
const iconOf = ({ app }: AppVersion) => `https://cdn.example.com/icons/${app.packageName}.png`;

/** What both generations tell alike. */
function shared(asked: Asked, version: AppVersion) {
  const { api, enterpriseId } = asked.world;
  const enterprise = `${api}/enterprise/${enterpriseId}/`;
  return {
    id: version.id,
    version_code: version.name,
    build_number: version.code,
    application: `${enterprise}application/${version.app.id}/`,
    enterprise,
    installed_count: countOf(asked, version),
    is_default: version.isDefault,
    approval_status: version.approval,
    min_sdk_version: version.minSdk,
    size_in_mb: version.sizeInMb,
    created_on: version.index % 3 === 1 ? offsetForm(version.createdOn) : micros(version.createdOn),
  };
}

export function versionRecord(asked: Asked, version: AppVersion): AppVersionRecord | object {
  const { app, releaseName, comments } = version;
  const record: AppVersionRecord = {
    ...shared(asked, version),
    // Esper: a Play Store app has no file.
    app_file: app.isPlayStore ? null : fileOf(version),
    app_icon: app.isPlayStore ? null : iconOf(version),
    is_g_play: app.isPlayStore,
    release_date: app.isPlayStore ? null : micros(version.createdOn),
    ...(releaseName !== undefined && { release_name: releaseName, release_comments: comments }),
  };
  if (flag(asked.query, 'legacy_format') !== false) return record;
  // Esper: the switch gives both numbers their right names.
  const { build_number: versionCode, ...rest } = record;
  return { ...rest, version_name: version.name, version_code: versionCode };
}

export function legacyVersionRecord(asked: Asked, version: AppVersion): LegacyAppVersionRecord {
  const { api, enterpriseId } = asked.world;
  const permission = { permission: 'android.permission.CAMERA', grant_state: 'Default' };
  return {
    ...shared(asked, version),
    permissions: [{ ...permission, enterprise: `${api}/enterprise/${enterpriseId}/` }],
    app_file: fileOf(version),
    app_icon: iconOf(version),
    hash_string: version.hash ?? '',
    release_name: version.releaseName || null,
    release_comments: version.comments,
    release_track: version.track,
    target_sdk_version: '34',
    is_enabled: version.isEnabled,
  };
}
