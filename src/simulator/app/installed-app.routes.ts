import type { AndroidInstalledAppRecord, DeviceAppRecord } from '../../domains/app/installed-app.record.js';
import { deviceOf } from '../device/legacy-device.routes.js';
import { contentPage, page } from '../envelope.js';
import { flag, given, holds, list } from '../query.js';
import { Random, uuidOf } from '../random.js';
import { notFound } from '../refusals.js';
import { type Asked, get } from '../router.js';
import { DAY, micros } from '../timestamps.js';
import type { World } from '../world.js';
import { versionsAdded, versionsAtFirst } from './installed-app.seed.js';
import type { AppVersion } from './app.seed.js';

export const installedAppRoutes = [
  get('/enterprise/{e}/device/{device}/app/', listInstalledApps),
  get('/enterprise/{e}/device/{device}/app/{app}/', readInstalledApp),
  get('/v2/devices/{device}/device-apps/', listDeviceApps),
];

/** On every Android device and in no catalogue. */
const SYSTEM_APPS = [
  ['Settings', 'com.android.settings'],
  ['Files', 'com.android.documentsui'],
  ['Play Store', 'com.android.vending'],
] as const;

interface Installed {
  name: string;
  packageName: string;
  type: string;
  versionName: string | null;
  versionCode: string | null;
}

function installedOn(world: World, number: number): Installed[] {
  const changes = world.fleet.changesOf(number)?.appChanges ?? {};
  const versions = versionsAtFirst(world, number);
  const added = versionsAdded(changes, versions);
  if (versions.length + added.length === 0) return [];
  const shown = ({ app, name, code }: AppVersion): Installed => {
    const type = app.isHidden ? 'SYSTEM' : app.isPlayStore ? 'GOOGLE' : 'ENTERPRISE';
    return { name: app.name, packageName: app.packageName, type, versionName: name, versionCode: code };
  };
  const own = versions.map((one) => shown(changes[one.app.packageName]?.version ?? one));
  const system = SYSTEM_APPS.map(([name, packageName], at): Installed => {
    const versionName = at === 2 ? null : world.fleet.factsOf(number).osVersion;
    return { name, packageName, type: 'SYSTEM', versionName, versionCode: at === 2 ? null : '34' };
  });
  return [...own, ...system, ...added.map(shown)];
}

function installedRecords(world: World, number: number): AndroidInstalledAppRecord[] {
  const random = new Random(world.seed, 'installed-app', number);
  const { id, provisionedOn, createdAt, kioskApp } = world.fleet.factsOf(number);
  const changes = world.fleet.changesOf(number)?.appChanges ?? {};
  const records = installedOn(world, number).map((app, slot) => {
    const createdOn = (provisionedOn ?? createdAt) + random.below(DAY);
    // Esper: some version names begin with a "v".
    const versionName = random.chance(0.15) && app.versionName ? `v${app.versionName}` : app.versionName;
    return {
      id: uuidOf(world.seed, `installed ${slot}`, number),
      app_name: app.name,
      package_name: app.packageName,
      app_type: app.type,
      state: changes[app.packageName]?.state ?? random.pick(['SHOW', 'SHOW', 'SHOW', 'HIDE', 'DISABLE']),
      version_code: app.versionCode,
      version_name: versionName,
      whitelisted: app.type !== 'SYSTEM' || random.chance(0.5),
      is_data_clearable: true,
      is_uninstallable: app.type === 'ENTERPRISE',
      is_kiosk_app: app.packageName === kioskApp,
      is_esper_controlled: app.type === 'ENTERPRISE',
      is_active: true,
      product_id: app.type === 'GOOGLE' ? `app:${app.packageName}` : null,
      installer_package: app.type === 'GOOGLE' ? 'com.android.vending' : null,
      // Esper: on some rows only.
      ...(app.type === 'GOOGLE' && { auto_update_mode: 'AUTO_UPDATE_DEFAULT' }),
      device: id,
      created_on: micros(createdOn),
      updated_on: micros(createdOn),
    };
  });
  return records.filter(({ package_name: name }) => !changes[name]?.isGone);
}

function listInstalledApps(asked: Asked, deviceId: string) {
  const { world, query } = asked;
  const packageName = given(query, 'package_name');
  const search = given(query, 'search');
  const type = given(query, 'app_type');
  const state = given(query, 'state');
  const whitelisted = flag(query, 'whitelisted');
  const found = installedRecords(world, deviceOf(asked, deviceId)).filter(
    (app) =>
      (packageName === undefined || app.package_name === packageName) &&
      (search === undefined || holds(app.app_name, search)) &&
      (type === undefined || app.app_type === type) &&
      (state === undefined || app.state === state) &&
      (whitelisted === undefined || app.whitelisted === whitelisted),
  );
  return page(asked, found, (app) => app);
}

function readInstalledApp(asked: Asked, deviceId: string, id: string) {
  const app = installedRecords(asked.world, deviceOf(asked, deviceId)).find((one) => one.id === id);
  if (!app) throw notFound();
  return app;
}

/** Esper: Apple and Windows only, and ids only; a device without such apps has a null list. */
function listDeviceApps(asked: Asked, deviceId: string) {
  const { world, rights, query } = asked;
  const number = world.fleet.find(deviceId, rights);
  if (number === undefined) throw notFound();
  const types = list(query, 'app_type');
  const found = deviceAppRecords(world, number).filter((app) => !types || types.includes(app.app_type));
  const { content } = contentPage(asked, found, (app) => app);
  return { content: { ...content, results: content.count === 0 ? null : content.results } };
}

function deviceAppRecords({ seed, fleet, tenantApps, enterpriseId }: World, number: number): DeviceAppRecord[] {
  const { id, platform, createdAt } = fleet.factsOf(number);
  if (platform !== 'APPLE' && platform !== 'WINDOWS') return [];
  const random = new Random(seed, 'device-app', number);
  const type = platform === 'APPLE' ? 'TENANT_IOS' : 'TENANT_WINDOWS';
  const own = tenantApps
    .filter((app) => app.platform === platform && random.chance(0.6))
    .map((app) => ({ app_id: app.id, app_type: type, app_version_id: random.pick(app.versions).id }));
  // Esper: its own agent is on every iPhone and in no tenant's catalogue.
  const agent = { app_id: uuidOf(seed, 'esper-ios', 0), app_type: 'ESPER_IOS', app_version_id: null };
  return (platform === 'APPLE' ? [...own, agent] : own).map((app, slot) => ({
    id: uuidOf(seed, `device-app ${slot}`, number),
    device_id: id,
    ...app,
    base64_app_config: null,
    tenant_id: enterpriseId,
    created_at: micros(createdAt),
    updated_at: micros(createdAt),
  }));
}
