import { expect, test } from 'vitest';
import { freshnessOf, freshRoutes } from '../../src/domains/freshness.js';
import { projectFile } from '../support/project-file.js';
import { table } from './markdown.js';

const rows = table(projectFile('docs/limits.md'), 'What').map(([what = '', ...seconds]) => ({
  what,
  seconds: seconds.map(Number),
}));
const enterprise = '/enterprise/{enterprise}';
const app = `/v1${enterprise}/application`;

/** The routes that each row of the guide tells of, by how the row begins. */
const told: Readonly<Record<string, readonly string[]>> = {
  'How far commands have come': [
    '/commands/v0/commands/{id}/stats/',
    '/commands/v0/status/',
    '/commands/v0/status/{id}/',
  ],
  'What a device does now': [`${enterprise}/device/{id}/status/`, '/device/v0/heartbeat/{id}/', '/v2/heartbeat/'],
  'Devices, ': [
    '/v2/devices/',
    '/v2/devices/{id}',
    `${enterprise}/device/`,
    `${enterprise}/device/{id}/`,
    `/v1${enterprise}/device/{device}/report/eventfeed/`,
    `${enterprise}/device/{device}/app/`,
    `${enterprise}/device/{device}/app/{id}/`,
    '/v2/devices/{device}/device-apps/',
    `${enterprise}/device/{device}/install/`,
    `${app}/{app}/version/{version}/installdevices`,
    '/commands/v0/commands/',
    '/geofence/v1/geofences',
    '/geofence/v1/geofences/{geofence}/devices',
    '/geofence/v1/geofences/{id}/blueprints',
  ],
  'Who the key is': ['/user_info/', '/v1/token-info/'],
  'The numbers of the fleet': [
    '/v1/enterprise/{id}/report/status-metrics/',
    '/v2/enterprise/{id}/report/status-metrics',
  ],
  'Versions of apps': [
    `${app}/{app}/version/`,
    `${app}/{app}/version/{version}/`,
    `${enterprise}/application/{app}/version/`,
    `${enterprise}/application/{app}/version/{version}/`,
    '/v2/tenant-apps/{app}/versions/{version}',
  ],
  'Groups, ': [
    `${enterprise}/devicegroup/`,
    `${enterprise}/devicegroup/{id}/`,
    `${app}/`,
    `${app}/{id}/`,
    '/v2/tenant-apps',
    '/v2/tenant-apps/{id}',
    '/user/',
    '/user/{id}/',
    '/v2/blueprints/',
    '/v2/blueprints/{id}/',
    '/v2/blueprints/{blueprint}/versions/',
    '/v2/blueprints/{blueprint}/versions/{version}/',
    `${enterprise}/tags/`,
    `${enterprise}/tags/{id}/`,
    '/authn2/v0/tenant/{enterprise}/invite',
    '/commands/v0/commands/{id}/',
  ],
  'The enterprise': [
    '/v1/enterprise/{id}/',
    '/authz2/v1/roles/',
    '/authz2/v1/roles/{id}',
    '/authz2/v1/roles/{id}/scopes',
  ],
};

test.each(Object.entries(told))('the guide tells how old answers may be: %s', (beginning, routes) => {
  const { seconds } = rows.find(({ what }) => what.startsWith(beginning)) ?? {};
  for (const route of routes) {
    const { ttlMs, staleMs, staleIfErrorMs } = freshnessOf(route);
    expect([ttlMs, staleMs, staleIfErrorMs], route).toEqual(seconds?.map((one) => one * 1000));
  }
});

test('every row and every route is looked at', () => {
  expect(rows).toHaveLength(Object.keys(told).length);
  const routes = Object.values(told).flat();
  expect(
    freshRoutes.filter((route) => !routes.includes(route)),
    'under which row of docs/limits.md do these fall? See `told`',
  ).toEqual([]);
});

test('that there is no such thing is believed no longer than the guide says', () => {
  expect(Math.max(...freshRoutes.map((route) => freshnessOf(route).negativeMs))).toBe(10_000);
});
