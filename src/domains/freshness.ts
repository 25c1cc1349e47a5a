import type { Freshness } from '../upstream/cache/freshness.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

type Pace = Pick<Freshness, 'ttlMs' | 'staleMs' | 'staleIfErrorMs' | 'negativeMs'>;

/** How fast things move. */
const paces = {
  /** What a device is doing now. */
  live: { ttlMs: 2 * SECOND, staleMs: 0, staleIfErrorMs: MINUTE, negativeMs: 2 * SECOND },
  /** How far commands have come: whoever watches them asks every other second, and replicas share what they hear. */
  progress: { ttlMs: SECOND, staleMs: 0, staleIfErrorMs: 0, negativeMs: SECOND },
  /** Devices and what happens on them: clients poll for it. */
  fast: { ttlMs: 5 * SECOND, staleMs: 5 * SECOND, staleIfErrorMs: 5 * MINUTE, negativeMs: 5 * SECOND },
  /** Who the caller is: nobody keeps rights for long that were taken away. */
  rights: { ttlMs: 30 * SECOND, staleMs: 0, staleIfErrorMs: MINUTE, negativeMs: 0 },
  /**
   * Esper: the download URL of a version is signed and goes stale, by how much is not said. It is the reason why versions
   * are never served beyond their time, whatever happens.
   */
  signed: { ttlMs: MINUTE, staleMs: 0, staleIfErrorMs: 0, negativeMs: 10 * SECOND },
  /** What Esper counts by going through the whole fleet, which takes it long. */
  counted: { ttlMs: MINUTE, staleMs: MINUTE, staleIfErrorMs: 5 * MINUTE, negativeMs: 10 * SECOND },
  /** What people set up by hand. */
  slow: { ttlMs: MINUTE, staleMs: 5 * MINUTE, staleIfErrorMs: HOUR, negativeMs: 10 * SECOND },
  /** What hardly ever changes. */
  still: { ttlMs: 5 * MINUTE, staleMs: 10 * MINUTE, staleIfErrorMs: HOUR, negativeMs: 10 * SECOND },
  never: { ttlMs: 0, staleMs: 0, staleIfErrorMs: 0, negativeMs: 0 },
} as const satisfies Record<string, Pace>;

/**
 * What a write to one kind of thing may change in the answers about others. Whole kinds, on purpose: renaming one group
 * changes the paths of all below it, moving one device the counts of two groups.
 */
const reach = {
  app: ['app', 'version', 'installed-app', 'install'],
  blueprint: ['blueprint', 'device', 'group'],
  command: ['command', 'command-result'],
  'command-result': ['command-result'],
  device: ['device', 'status', 'event', 'group', 'tag', 'installed-app', 'install', 'metrics', 'geofence'],
  enterprise: ['enterprise'],
  event: ['event'],
  geofence: ['geofence'],
  group: ['group', 'device', 'user', 'metrics'],
  install: ['install', 'installed-app', 'version', 'device'],
  'installed-app': ['installed-app'],
  invite: ['invite', 'user'],
  metrics: ['metrics'],
  role: ['role', 'user'],
  status: ['status'],
  tag: ['tag', 'device'],
  user: ['user', 'invite'],
  version: ['version', 'app'],
} as const satisfies Record<string, readonly string[]>;

type Kind = keyof typeof reach;
type Row = readonly [pace: keyof typeof paces, kind: Kind, ...tags: string[]];

/**
 * How long each route's answers may be used, and what they tell of. Beside its kind a list has the tag `<kind>:list` and a
 * single thing `<kind>:<id>`, so that one thing can be forgotten together with the lists it stands in.
 */
const routes: Readonly<Record<string, Row>> = {
  '/v2/devices/': ['fast', 'device', 'device:list'],
  '/v2/devices/{id}': ['fast', 'device', 'device:{id}'],
  '/enterprise/{enterprise}/device/': ['fast', 'device', 'device:list'],
  '/enterprise/{enterprise}/device/{id}/': ['fast', 'device', 'device:{id}'],
  '/v2/heartbeat/': ['live', 'status', 'device:list'],
  '/device/v0/heartbeat/{id}/': ['live', 'status', 'device:{id}'],
  '/v1/enterprise/{enterprise}/device/{device}/report/eventfeed/': ['fast', 'event', 'device:{device}'],
  '/enterprise/{enterprise}/device/{id}/status/': ['live', 'status', 'device:{id}'],
  '/v1/enterprise/{id}/report/status-metrics/': ['counted', 'metrics', 'metrics:{id}'],
  '/v2/enterprise/{id}/report/status-metrics': ['counted', 'metrics', 'metrics:{id}'],
  '/enterprise/{enterprise}/tags/': ['slow', 'tag', 'tag:list'],
  '/enterprise/{enterprise}/tags/{id}/': ['slow', 'tag', 'tag:{id}'],

  '/enterprise/{enterprise}/devicegroup/': ['slow', 'group', 'group:list'],
  '/enterprise/{enterprise}/devicegroup/{id}/': ['slow', 'group', 'group:{id}'],

  '/v1/enterprise/{enterprise}/application/': ['slow', 'app', 'app:list'],
  '/v1/enterprise/{enterprise}/application/{id}/': ['slow', 'app', 'app:{id}'],
  '/v1/enterprise/{enterprise}/application/{app}/version/': ['signed', 'version', 'version:list', 'app:{app}'],
  '/v1/enterprise/{enterprise}/application/{app}/version/{version}/': [
    'signed',
    'version',
    'version:{version}',
    'app:{app}',
  ],
  '/enterprise/{enterprise}/application/{app}/version/': ['signed', 'version', 'version:list', 'app:{app}'],
  '/enterprise/{enterprise}/application/{app}/version/{version}/': [
    'signed',
    'version',
    'version:{version}',
    'app:{app}',
  ],
  '/v1/enterprise/{enterprise}/application/{app}/version/{version}/installdevices': [
    'fast',
    'install',
    'version:{version}',
  ],
  '/v2/tenant-apps': ['slow', 'app', 'app:list'],
  '/v2/tenant-apps/{id}': ['slow', 'app', 'app:{id}'],
  '/v2/tenant-apps/{app}/versions/{version}': ['signed', 'version', 'version:{version}', 'app:{app}'],
  '/enterprise/{enterprise}/device/{device}/install/': ['fast', 'install', 'device:{device}'],
  '/enterprise/{enterprise}/device/{device}/app/': ['fast', 'installed-app', 'device:{device}'],
  '/enterprise/{enterprise}/device/{device}/app/{id}/': [
    'fast',
    'installed-app',
    'installed-app:{id}',
    'device:{device}',
  ],
  '/v2/devices/{device}/device-apps/': ['fast', 'installed-app', 'device:{device}'],

  '/v2/blueprints/': ['slow', 'blueprint', 'blueprint:list'],
  '/v2/blueprints/{id}/': ['slow', 'blueprint', 'blueprint:{id}'],
  '/v2/blueprints/{blueprint}/versions/': ['slow', 'blueprint', 'blueprint:{blueprint}'],
  '/v2/blueprints/{blueprint}/versions/{version}/': ['slow', 'blueprint', 'blueprint:{blueprint}'],

  '/commands/v0/commands/': ['fast', 'command', 'command:list'],
  '/commands/v0/commands/{id}/': ['slow', 'command', 'command:{id}'],
  '/commands/v0/commands/{id}/stats/': ['progress', 'command-result', 'command:{id}'],
  '/commands/v0/status/': ['progress', 'command-result', 'command-result:list'],
  '/commands/v0/status/{id}/': ['progress', 'command-result', 'command-result:{id}'],

  // Fences stay as they are drawn, but their list tells where devices are, too.
  '/geofence/v1/geofences': ['fast', 'geofence', 'geofence:list'],
  '/geofence/v1/geofences/{id}/blueprints': ['fast', 'geofence', 'geofence:{id}'],
  '/geofence/v1/geofences/{geofence}/devices': ['fast', 'geofence', 'geofence:{geofence}'],

  '/v1/enterprise/{id}/': ['still', 'enterprise', 'enterprise:{id}'],
  '/user/': ['slow', 'user', 'user:list'],
  '/user/{id}/': ['slow', 'user', 'user:{id}'],
  '/authn2/v0/tenant/{enterprise}/invite': ['slow', 'invite', 'invite:list'],
  '/authz2/v1/roles/': ['still', 'role', 'role:list'],
  '/authz2/v1/roles/{id}': ['still', 'role', 'role:{id}'],
  '/authz2/v1/roles/{id}/scopes': ['still', 'role', 'role:{id}'],
  '/user_info/': ['rights', 'user'],
  '/v1/token-info/': ['rights', 'user'],
};

/** Routes that are only written to, and what kind of thing that changes. */
const writes: Readonly<Record<string, Kind>> = {
  '/device/v0/devices/{id}/': 'device',
  '/enterprise/{enterprise}/application/upload/': 'app',
  '/authn2/v0/tenant/{enterprise}/invite/{id}': 'invite',
  '/authn2/v0/user/{id}': 'user',
};

/**
 * A route that is not in the tables is never kept, and a write to it may have changed anything. So it is with roles: when a
 * user gets another one, or is removed, whatever that user was answered before may be more than the user may see now.
 */
const unlisted: Freshness = { ...paces.never, tags: [], changes: Object.keys(reach) };

const table = new Map(
  Object.entries(routes).map(([route, [pace, kind, ...tags]]): [string, Freshness] => [
    route,
    { ...paces[pace], tags: [kind, ...tags], changes: reach[kind] },
  ]),
);

const changing = new Map(
  Object.entries(writes).map(([route, kind]): [string, Freshness] => [route, { ...unlisted, changes: reach[kind] }]),
);

/** How long answers of a route may be used. The one place that says so. */
export const freshnessOf = (route: string): Freshness => table.get(route) ?? changing.get(route) ?? unlisted;

/** The routes that may be kept. */
export const freshRoutes: readonly string[] = [...table.keys()];
