import type { AppVersionRecord, InstallDeviceRecord } from '../../domains/app/app-version.record.js';
import { page } from '../envelope.js';
import { flag, given, holds, instant } from '../query.js';
import { badRequest, notFound } from '../refusals.js';
import { type Asked, get } from '../router.js';
import { micros } from '../timestamps.js';
import type { World } from '../world.js';
import { appOf } from './app.routes.js';
import type { AppVersion } from './app.seed.js';
import { devicesWith } from './installed-app.seed.js';

export const appVersionRoutes = [
  get('/v1/enterprise/{e}/application/{app}/version/', listVersions),
  get('/v1/enterprise/{e}/application/{app}/version/{version}/', readVersion),
  // Esper: no slash at the end of this one.
  get('/v1/enterprise/{e}/application/{app}/version/{version}/installdevices', listInstallDevices),
];

const approvalOf = ({ app }: AppVersion): string => (app.isPlayStore ? 'ACCEPTED' : 'APPROVED');
const countOf = ({ world, rights }: Asked, version: AppVersion): number => devicesWith(world, rights, version).length;

function versionOf(asked: Asked, appId: string, id: string): AppVersion {
  const version = appOf(asked, appId).versions.find((one) => one.id === id);
  if (!version) throw notFound();
  return version;
}

function versionRecord(asked: Asked, version: AppVersion): AppVersionRecord | object {
  const { api, enterpriseId } = asked.world;
  const { app, id, name, code } = version;
  const enterprise = `${api}/enterprise/${enterpriseId}/`;
  const file = `https://cdn.example.com/apps/${app.packageName}-${code}.apk?X-Amz-Expires=3600&X-Amz-Signature=simulated`;
  const record: AppVersionRecord = {
    id,
    version_code: name,
    build_number: code,
    // Esper: a Play Store app has no file.
    app_file: app.isPlayStore ? null : file,
    app_icon: app.isPlayStore ? null : `https://cdn.example.com/icons/${app.packageName}.png`,
    application: `${enterprise}application/${app.id}/`,
    enterprise,
    installed_count: countOf(asked, version),
    is_default: version.isDefault,
    is_g_play: app.isPlayStore,
    approval_status: approvalOf(version),
    release_date: app.isPlayStore ? null : micros(version.createdOn),
    ...(version.releaseName !== undefined && { release_name: version.releaseName, release_comments: null }),
    min_sdk_version: version.minSdk,
    size_in_mb: version.sizeInMb,
    created_on: micros(version.createdOn),
  };
  if (flag(asked.query, 'legacy_format') !== false) return record;
  // Esper: the switch gives both numbers their right names.
  const { build_number: versionCode, ...rest } = record;
  return { ...rest, version_name: name, version_code: versionCode };
}

function listVersions(asked: Asked, appId: string) {
  const { query } = asked;
  const name = given(query, 'version_code');
  const code = given(query, 'build_number');
  const isPlayStore = flag(query, 'is_g_play');
  const approval = given(query, 'approval_status');
  const isDefault = flag(query, 'is_default');
  const after = instant(query, 'created_on_gt') ?? instant(query, 'updated_on_gt') ?? -Infinity;
  const before = instant(query, 'created_on_lt') ?? instant(query, 'updated_on_lt') ?? Infinity;
  const found = appOf(asked, appId).versions.filter(
    (version) =>
      (name === undefined || version.name === name) &&
      (code === undefined || version.code === code) &&
      (isPlayStore === undefined || version.app.isPlayStore === isPlayStore) &&
      (approval === undefined || approvalOf(version) === approval) &&
      (isDefault === undefined || version.isDefault === isDefault) &&
      flag(query, 'is_enabled') !== false &&
      version.createdOn > after &&
      version.createdOn < before,
  );
  return page(asked, inOrder(asked, found), (version) => versionRecord(asked, version));
}

function inOrder(asked: Asked, versions: AppVersion[]): AppVersion[] {
  const ordering = given(asked.query, 'ordering');
  if (ordering === undefined) return versions;
  if (!/^-?installed_count$/.test(ordering)) throw badRequest('ordering', `"${ordering}" is not a valid choice.`);
  const sign = ordering.startsWith('-') ? -1 : 1;
  return versions.toSorted((a, b) => sign * (countOf(asked, a) - countOf(asked, b)));
}

function readVersion(asked: Asked, appId: string, id: string) {
  return versionRecord(asked, versionOf(asked, appId, id));
}

function listInstallDevices(asked: Asked, appId: string, id: string) {
  const { world, rights, query } = asked;
  const search = given(query, 'search');
  const devices = devicesWith(world, rights, versionOf(asked, appId, id));
  if (search === undefined) return page(asked, devices, (number) => installDevice(world, number));
  const found = devices.map((number) => installDevice(world, number)).filter((row) => matches(row, search));
  return page(asked, found, (row) => row);
}

function installDevice({ fleet }: World, number: number): InstallDeviceRecord {
  const { id, name, alias } = fleet.factsOf(number);
  return { id, device_name: name, alias_name: alias, group_name: fleet.groupOf(number)?.name ?? null };
}

function matches({ device_name: name, alias_name: alias, group_name: group }: InstallDeviceRecord, text: string) {
  return holds(name, text) || holds(alias, text) || holds(group, text);
}
