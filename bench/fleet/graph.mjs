/**
 * The gateway's own schema, answered as is usual: a resolver for each field that the queries ask for, each asking for what it
 * needs by itself. What asks for the same path twice shares the answer, as far as the `get` in the context sees to that.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { bareName, devicesPath, idOf, isoOf, lastOf, offsetOf, pageInfo, restId, stateOf, typeOf } from './values.mjs';

const folder = new URL('../../schema/', import.meta.url);
const PAGE = 250;

/** @typedef {{ get: (path: string) => Promise<any> }} Context */

export const typeDefs = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.graphql'))
  .map((file) => readFileSync(new URL(file, folder), 'utf8'))
  .join('\n');

/** @param {any} args @param {Context} context @param {string} [group] */
async function devices(args, { get }, group) {
  const { first = 20 } = args;
  const start = offsetOf(args);
  const parts = Array.from({ length: Math.ceil(first / PAGE) }, (_, n) => start + n * PAGE);
  const found = await Promise.all(
    parts.map((after) => get(devicesPath({ ...args, first: Math.min(PAGE, start + first - after), after }, group))),
  );
  const nodes = found.flatMap(({ content }) => content.results);
  const { count } = found[0].content;
  return { nodes, totalCount: count, pageInfo: pageInfo(start, nodes.length, count) };
}

const device = {
  id: idOf,
  esperId: ({ id }) => id,
  state: ({ state }) => stateOf(state),
  serialNumber: ({ serial }) => serial,
  lastSeen: ({ last_seen: seen }) => isoOf(seen),
  hardware: ({ hardware_info: hardware }) => hardware,
  group: ({ group_id: id, tenant_id: e }, _, { get }) => id && get(`/enterprise/${e}/devicegroup/${id}/`),
  enterprise: ({ tenant_id: e }, _, { get }) => get(`/v1/enterprise/${e}/`),
};

const androidApps = async ({ id, tenant_id: e }, { first }, { get }) => ({
  nodes: (await get(`/enterprise/${e}/device/${id}/app/?limit=${first}`)).results.map((app) => ({
    ...app,
    enterprise: e,
  })),
});
const otherApps = async ({ id }, { first }, { get }) => ({
  nodes: (await get(`/v2/devices/${id}/device-apps/?limit=${first}`)).content.results ?? [],
});

/** @param {any} app @param {Context} context */
const tenantVersion = async ({ app_id: app, app_version_id: version }, { get }) =>
  version ? (await get(`/v2/tenant-apps/${app}/versions/${version}`)).content : null;

const other = { ...device, apps: otherApps };

export const resolvers = {
  Query: {
    viewer: (_, __, { get }) => get('/user_info/'),
    device: async (_, { id }, { get }) => (await get(`/v2/devices/${restId(id)}`)).content,
    devices: (_, args, context) => devices(args, context),
  },
  User: {
    fullName: (user) => user.full_name,
    role: async ({ profile }, _, { get }) =>
      profile.authz_role_id ? get(`/authz2/v1/roles/${profile.authz_role_id}`) : { name: profile.role },
    enterprise: ({ profile }, _, { get }) => get(`/v1/enterprise/${profile.enterprise}/`),
  },
  Enterprise: {
    esperId: ({ id }) => id,
    rootGroup: async ({ id: e }, _, { get }) =>
      (await get(`/enterprise/${e}/devicegroup/?name=All+devices`)).results[0],
  },
  Group: {
    deviceCount: (group) => group.device_count,
    parent: ({ parent, enterprise }, _, { get }) =>
      parent ? get(`/enterprise/${lastOf(enterprise)}/devicegroup/${lastOf(parent)}/`) : null,
    children: async ({ id, enterprise }, { first }, { get }) => ({
      nodes: (await get(`/enterprise/${lastOf(enterprise)}/devicegroup/?parent=${id}&limit=${first}`)).results,
    }),
    devices: ({ id }, args, context) => devices(args, context, id),
  },
  Device: { __resolveType: typeOf },
  AndroidDevice: { ...device, apps: androidApps },
  AppleDevice: other,
  LinuxDevice: other,
  WindowsDevice: other,
  InstalledApp: {
    name: async (app, _, context) => app.app_name ?? (await tenantVersion(app, context))?.app_name,
    versionName: async (app, _, context) =>
      app.app_name ? bareName(app.version_name) : (await tenantVersion(app, context))?.version_name,
    app: async ({ package_name: name, enterprise: e }, _, { get }) =>
      name ? (await get(`/v1/enterprise/${e}/application/?package_name_exact=${name}`)).results[0] : null,
  },
  App: {
    packageName: (app) => app.package_name,
    latestVersion: (app) => app.latest_version,
  },
  AppVersion: { versionName: (version) => version.version_code },
};
