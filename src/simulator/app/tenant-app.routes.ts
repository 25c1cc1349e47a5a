import type { TenantAppRecord, TenantAppVersionRecord } from '../../domains/app/tenant-app.record.js';
import { contentPage } from '../envelope.js';
import { flag, given, holds } from '../query.js';
import { notFound } from '../refusals.js';
import { type Asked, get } from '../router.js';
import { DAY, micros, NOW } from '../timestamps.js';
import type { TenantApp, TenantAppVersion } from './tenant-app.seed.js';

export const tenantAppRoutes = [
  get('/v2/tenant-apps', listTenantApps),
  get('/v2/tenant-apps/{app}', readTenantApp),
  get('/v2/tenant-apps/{app}/versions', listTenantAppVersions),
  get('/v2/tenant-apps/{app}/versions/{version}', readTenantAppVersion),
];

const WRITTEN_AT = micros(NOW - 100 * DAY);

function appOf({ world }: Asked, id: string): TenantApp {
  const app = world.tenantApps.find((one) => one.id === id);
  if (!app) throw notFound();
  return app;
}

/** Esper: the app itself has no name. */
function appRecord({ world }: Asked, { id, platform, packageName }: TenantApp): TenantAppRecord {
  return {
    id,
    platform,
    tenant_id: world.enterpriseId,
    package_name: packageName,
    created_at: WRITTEN_AT,
    created_by: String(world.users.admin.id),
    updated_at: WRITTEN_AT,
    updated_by: String(world.users.admin.id),
  };
}

function versionRecord({ world, query }: Asked, app: TenantApp, version: TenantAppVersion): TenantAppVersionRecord {
  const named =
    flag(query, 'legacy_format') === false ? { version_code: version.build } : { build_number: version.build };
  const isApple = app.platform === 'APPLE';
  return {
    id: version.id,
    app_id: app.id,
    app_type: isApple ? 'TENANT_IOS' : 'TENANT_WINDOWS',
    tenant_id: world.enterpriseId,
    app_name: app.name,
    app_icon_url: isApple ? `https://cdn.example.com/icons/${app.packageName}.png` : null,
    release_notes: null,
    description: `${app.name} for ${isApple ? 'iPhone and iPad' : 'Windows'}`,
    file_size_in_kb: 20_480 + app.index,
    ...(isApple && { device_family: ['iPhone', 'iPad'], min_sdk_version: '15.0' }),
    version_name: version.name,
    ...named,
    created_at: WRITTEN_AT,
    updated_at: WRITTEN_AT,
  };
}

function listTenantApps(asked: Asked) {
  const { world, query } = asked;
  const platform = given(query, 'platform');
  const packageName = given(query, 'package_name');
  const name = given(query, 'app_name');
  const found = world.tenantApps.filter(
    (app) =>
      (platform === undefined || app.platform === platform) &&
      (packageName === undefined || app.packageName === packageName) &&
      (name === undefined || holds(app.name, name)),
  );
  return contentPage(asked, found, (app) => appRecord(asked, app));
}

function readTenantApp(asked: Asked, id: string) {
  return { content: appRecord(asked, appOf(asked, id)) };
}

function listTenantAppVersions(asked: Asked, id: string) {
  const app = appOf(asked, id);
  const name = given(asked.query, 'app_name');
  const found = name === undefined || holds(app.name, name) ? app.versions : [];
  return contentPage(asked, found, (version) => versionRecord(asked, app, version));
}

function readTenantAppVersion(asked: Asked, id: string, versionId: string) {
  const app = appOf(asked, id);
  const version = app.versions.find((one) => one.id === versionId);
  if (!version) throw notFound();
  const file = `https://cdn.example.com/${app.packageName}-${version.build}?X-Amz-Signature=simulated`;
  return { content: { ...versionRecord(asked, app, version), app_download_url: file } };
}
