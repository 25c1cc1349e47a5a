import type { Json, JsonObject } from './json.js';
import { isObject, objectIn } from './json.js';

/** Asks the simulated API, and gives the body, or null for one that is no JSON. */
export type Ask = (path: string) => Promise<Json>;

const WINDOW = 'last_seen_gt=2020-01-01T00:00:00Z&last_seen_lt=2030-01-01T00:00:00Z';
const NOBODY = '00000000-0000-4000-8000-000000000000';
const NO_ROBOTS = 'exclude_google_roles=true&exclude_enterprise_device_role=true&authn_user_id_null=false';

/** Calls every operation that the simulator serves, with the ids its own lists give. */
export async function walkApi(ask: Ask): Promise<void> {
  const { enterprise } = { enterprise: NOBODY, ...objectIn(await ask('/v1/token-info/')) };
  const legacy = `/enterprise/${String(enterprise)}`;
  await ask(`/v1${legacy}/`);
  await walkGroups(ask, legacy);
  await walkDevices(ask, legacy);
  await walkCommands(ask);
  await walkApps(ask, legacy);
  await walkUsers(ask, String(enterprise));
  await walkBlueprints(ask);
  await walkGeofences(ask);
}

async function walkGroups(ask: Ask, legacy: string): Promise<void> {
  const groups = idsIn(await ask(`${legacy}/devicegroup/?limit=250&offset=0`));
  await ask(`${legacy}/devicegroup/?limit=5&offset=5`);
  await ask(`${legacy}/devicegroup/?name=Kiosks`);
  for (const group of [...groups.slice(0, 6), NOBODY]) {
    await ask(`${legacy}/devicegroup/${group}/`);
    await ask(`${legacy}/devicegroup/?parent=${group}`);
    await ask(`${legacy}/device/?group=${group}&limit=3`);
    await ask(`/v2/devices/?group_multi_immediate=${group}&limit=3`);
  }
  const some = groups.slice(0, 3).join(',') || NOBODY;
  await ask(`/v2/subgroups?parent_group_ids=${some}&immediate=true`);
  await ask(`/v2/subgroups?parent_group_ids=${NOBODY}`);
  await ask(`/v2/devices/?group_multi=${some}`);
  for (const tag of [...idsIn(await ask(`${legacy}/tags/?ordering=-tag&limit=250`)).slice(0, 3), NOBODY]) {
    await ask(`${legacy}/tags/${tag}/`);
    await ask(`/v2/devices/?tags=${tag}`);
  }
  await ask(`${legacy}/tags/?search=vip`);
}

async function walkDevices(ask: Ask, legacy: string): Promise<void> {
  const devices = idsIn(await ask('/v2/devices/?limit=250&offset=0&ordering=name'));
  const filters = [
    'state=1',
    'platform=APPLE,WINDOWS',
    'search=a',
    'ordering=-last_seen',
    'offset=3',
    'is_gms=true',
    'cursor=start',
  ];
  for (const filter of filters) await ask(`/v2/devices/?limit=250&${filter}`);
  await ask(`/v2/heartbeat/?${WINDOW}&limit=250&platform=ANDROID`);
  for (const owner of [legacy, `/enterprise/${NOBODY}`]) {
    await ask(`/v1${owner}/report/status-metrics/`);
    await ask(`/v2${owner}/report/status-metrics`);
  }
  for (const device of [...devices, NOBODY]) {
    await ask(`/v2/devices/${device}`);
    await ask(`/v2/devices/${device}/device-apps/?limit=250&app_type=TENANT_IOS,ESPER_IOS,TENANT_WINDOWS`);
    await ask(`/device/v0/heartbeat/${device}/`);
  }
  for (const filter of ['limit=250', 'limit=5&offset=5', 'state=1', 'search=a', 'tags=vip']) {
    await ask(`${legacy}/device/?${filter}`);
  }
  for (const device of devices.slice(0, 60)) {
    const item = `${legacy}/device/${device}/`;
    await ask(`${item}?show_policy=true`);
    await ask(`${item}status/?latest_event=1`);
    await ask(`/v1${item}report/eventfeed/?limit=250&offset=5`);
    await ask(`${item}install/?limit=250`);
    const [app] = idsIn(await ask(`${item}app/?limit=250&app_type=ENTERPRISE&state=SHOW`));
    await ask(`${item}app/${app ?? NOBODY}/`);
    await ask(`${item}app/?limit=2`);
  }
}

async function walkCommands(ask: Ask): Promise<void> {
  const rows = rowsIn(await ask('/commands/v0/commands/?limit=250&offset=0&exclude_internal_commands=true'));
  const some = rows.slice(0, 6).map((row) => String(row['id']));
  const device = String([rows[0]?.['devices'] ?? NOBODY].flat()[0]);
  await ask(`/commands/v0/commands/?devices=${device},${NOBODY}&groups=${NOBODY}&limit=3`);
  await ask(`/commands/v0/commands/?devices=${device}&command=REBOOT&schedule=IMMEDIATE`);
  for (const command of [...some, NOBODY]) {
    await ask(`/commands/v0/commands/${command}/`);
    await ask(`/commands/v0/commands/${command}/stats/`);
  }
  await ask(`/commands/v0/status/?device=${device}&state=Command+Success`);
  const results = idsIn(await ask(`/commands/v0/status/?request=${[...some, NOBODY].join(',')}&limit=250`));
  for (const result of [...results.slice(0, 6), NOBODY]) await ask(`/commands/v0/status/${result}/`);
}

async function walkApps(ask: Ask, legacy: string): Promise<void> {
  const apps = idsIn(
    await ask(`/v1${legacy}/application/?limit=250&offset=0&without_download_url=true&is_hidden=false`),
  );
  await ask(`/v1${legacy}/application/?package_name_exact=com.example.kiosk&limit=2&offset=1`);
  for (const app of [...apps, NOBODY]) {
    const item = `/v1${legacy}/application/${app}/`;
    await ask(item);
    await ask(`${item}version/?legacy_format=false`);
    await ask(`${legacy}/application/${app}/version/?limit=250`);
    for (const version of [...idsIn(await ask(`${item}version/?limit=250`)), NOBODY]) {
      await ask(`${item}version/${version}/`);
      await ask(`${legacy}/application/${app}/version/${version}/`);
      await ask(`${item}version/${version}/?legacy_format=false`);
      await ask(`${item}version/${version}/installdevices?limit=250&offset=0`);
    }
  }
  await ask('/v2/tenant-apps?platform=APPLE');
  for (const app of [...idsIn(await ask('/v2/tenant-apps?limit=250&offset=0')), NOBODY]) {
    await ask(`/v2/tenant-apps/${app}`);
    for (const version of [...idsIn(await ask(`/v2/tenant-apps/${app}/versions?limit=250`)), NOBODY]) {
      await ask(`/v2/tenant-apps/${app}/versions/${version}`);
      await ask(`/v2/tenant-apps/${app}/versions/${version}?legacy_format=false`);
    }
  }
}

async function walkBlueprints(ask: Ask): Promise<void> {
  await ask('/v2/blueprints/?ordering=-updated_at&limit=2&offset=1');
  await ask('/v2/blueprints/?name=store&name_exact=Store+kiosk');
  await ask(`/v2/blueprints/?settings__android__app_id=${NOBODY}&settings__android__app_version_id=${NOBODY}`);
  for (const blueprint of [...idsIn(await ask('/v2/blueprints/?limit=100&ordering=created_at')), NOBODY]) {
    const item = `/v2/blueprints/${blueprint}/`;
    await ask(item);
    await ask(`/v2/devices/?assigned_blueprint_id=${blueprint}&limit=3`);
    const [newest] = rowsIn(await ask(`${item}versions/?ordering=-version_number&limit=250`));
    await ask(`${item}versions/?version_number=1&publish=true`);
    for (const version of [newest?.['version_id'] ?? NOBODY, NOBODY]) {
      await ask(`${item}versions/${String(version)}/`);
      await ask(`/v2/devices/?current_blueprint_version_id=${String(version)}&limit=3`);
    }
  }
}

async function walkUsers(ask: Ask, enterprise: string): Promise<void> {
  await ask('/user_info/');
  await ask(`/user/?${NO_ROBOTS}&limit=3&offset=3`);
  for (const user of [...idsIn(await ask('/user/?limit=250')), '999999']) {
    await ask(`/user/${user}/`);
    await ask(`/authn2/v1/users/?legacy_user_id=${user}`);
  }
  const authn = rowsIn(await ask('/authn2/v1/users/?limit=250')).map((row) => String(row['user_id']));
  for (const user of [...authn.slice(0, 6), NOBODY]) await ask(`/authz2/v1/users/${user}/groups?sub_groups=true`);
  for (const role of [...idsIn(await ask('/authz2/v1/roles/?limit=250&offset=0')), NOBODY]) {
    await ask(`/authz2/v1/roles/${role}`);
    await ask(`/authz2/v1/roles/${role}/scopes`);
  }
  await ask(`/authn2/v0/tenant/${enterprise}/invite?limit=250&offset=0`);
  await ask(`/authn2/v0/tenant/${NOBODY}/invite`);
}

async function walkGeofences(ask: Ask): Promise<void> {
  const list = '/geofence/v1/geofences';
  const [first = NOBODY, second = NOBODY] = idsIn(await ask(`${list}?limit=100&offset=0&include_count=true`));
  for (const filter of ['include_summary=true', 'search=EUROPE', 'name=Depot', `ids=${first},${second},${NOBODY}`])
    await ask(`${list}?${filter}`);
  await ask(`${list}?limit=3&offset=3`);
  for (const fence of [first, second, NOBODY]) {
    const devices = `${list}/${fence}/devices?limit=100`;
    const [{ blueprint_id: blueprint = NOBODY, blueprint_version_number: version = 1 } = {}] = rowsIn(
      await ask(`${devices}&offset=0`),
    );
    await ask(`${devices}&offset=3&inside=false`);
    await ask(`${list}/${fence}/blueprints?limit=100&offset=0`);
    await ask(`${devices}&offset=0&blueprint_id=${String(blueprint)}&blueprint_version_number=${String(version)}`);
  }
}

function rowsIn(body: Json): JsonObject[] {
  const list = objectIn(body, 'content') ?? objectIn(body) ?? {};
  const rows = list['results'] ?? list['roles'];
  return Array.isArray(rows) ? rows.filter(isObject) : [];
}

const idsIn = (body: Json): string[] => rowsIn(body).map((row) => String(row['id']));
