import type { InstallDeviceRecord } from '../../domains/app/app-version.record.js';
import { page } from '../envelope.js';
import { createdWithin, flag, given, holds } from '../query.js';
import { badRequest } from '../refusals.js';
import { type Asked, get } from '../router.js';
import type { World } from '../world.js';
import { appOf } from './app.routes.js';
import type { AppVersion } from './app.seed.js';
import {
  countOf,
  isInLegacy,
  legacyVersionOf,
  legacyVersionRecord,
  versionOf,
  versionRecord,
} from './app-version.view.js';
import { devicesWith } from './installed-app.seed.js';

export const appVersionRoutes = [
  get('/v1/enterprise/{e}/application/{app}/version/', listVersions),
  get('/v1/enterprise/{e}/application/{app}/version/{version}/', readVersion),
  get('/enterprise/{e}/application/{app}/version/', listLegacyVersions),
  get('/enterprise/{e}/application/{app}/version/{version}/', readLegacyVersion),
  // Esper: no slash at the end of this one.
  get('/v1/enterprise/{e}/application/{app}/version/{version}/installdevices', listInstallDevices),
];

function listVersions(asked: Asked, appId: string) {
  return page(asked, versionsIn(asked, appId), (version) => versionRecord(asked, version));
}

/** Esper: the list that legacy has of an app which it does not know is empty. */
function listLegacyVersions(asked: Asked, appId: string) {
  const known = versionsIn(asked, appId).filter(isInLegacy);
  return page(asked, known, (version) => legacyVersionRecord(asked, version));
}

function versionsIn(asked: Asked, appId: string): AppVersion[] {
  const { query } = asked;
  const name = given(query, 'version_code');
  const code = given(query, 'build_number');
  const isPlayStore = flag(query, 'is_g_play');
  const approval = given(query, 'approval_status');
  const isDefault = flag(query, 'is_default');
  const isEnabled = flag(query, 'is_enabled');
  const isOfTime = createdWithin(query);
  const found = appOf(asked, appId).versions.filter(
    (version) =>
      (name === undefined || version.name === name) &&
      (code === undefined || version.code === code) &&
      (isPlayStore === undefined || version.app.isPlayStore === isPlayStore) &&
      (approval === undefined || version.approval === approval) &&
      (isDefault === undefined || version.isDefault === isDefault) &&
      (isEnabled === undefined || version.isEnabled === isEnabled) &&
      isOfTime(version),
  );
  return inOrder(asked, found);
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

function readLegacyVersion(asked: Asked, appId: string, id: string) {
  return legacyVersionRecord(asked, legacyVersionOf(asked, appId, id));
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
