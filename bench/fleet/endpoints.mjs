/** What the hand-written endpoints do, one for each query, with the joins a careful programmer would make. */
import { bareName, devicesPath, idOf, isoOf, lastOf, offsetOf, pageInfo, restId, stateOf } from './values.mjs';

const PAGE = 250;
/** How many groups are read one by one; more are looked up in their list, which takes somebody who thought of it. */
const ONE_BY_ONE = Number(process.env.BENCH_ONE_BY_ONE ?? 2);

/** @typedef {(path: string) => Promise<any>} Get */

/** @param {Get} get @param {string} enterprise @param {string[]} ids */
async function groupsOf(get, enterprise, ids) {
  const wanted = [...new Set(ids)];
  const path = `/enterprise/${enterprise}/devicegroup/`;
  if (wanted.length <= ONE_BY_ONE)
    return new Map((await Promise.all(wanted.map((id) => get(`${path}${id}/`)))).map(byId));
  return new Map((await everyRow(get, path)).map(byId));
}

/** @param {any} row @returns {[string, any]} */
const byId = (row) => [row.id, row];

/** @param {Get} get @param {string} path @returns {Promise<any[]>} */
async function everyRow(get, path) {
  const { count, results } = await get(`${path}?limit=${PAGE}`);
  const offsets = Array.from({ length: Math.ceil(count / PAGE) - 1 }, (_, n) => (n + 1) * PAGE);
  const rest = await Promise.all(offsets.map((offset) => get(`${path}?limit=${PAGE}&offset=${offset}`)));
  return [...results, ...rest.flatMap((page) => page.results)];
}

/** @param {Get} get @param {any} args */
async function page(get, args) {
  const { first } = args;
  const start = offsetOf(args);
  if (first <= PAGE) return (await get(devicesPath(args))).content;
  const parts = Array.from({ length: Math.ceil(first / PAGE) }, (_, n) => start + n * PAGE);
  const found = await Promise.all(
    parts.map((after) => get(devicesPath({ ...args, first: Math.min(PAGE, start + first - after), after }))),
  );
  return { count: found[0].content.count, results: found.flatMap(({ content }) => content.results) };
}

/** @param {any} args @param {number} length @param {number} count */
const infoOf = (args, length, count) => pageInfo(offsetOf(args), length, count);

/** @param {Get} get @param {any} args */
async function withApps(get, args) {
  const { count, results } = await page(get, args);
  const enterprise = results[0]?.tenant_id;
  const groupIds = results.flatMap((/** @type {any} */ device) => device.group_id ?? []);
  const [groups, apps] = await Promise.all([
    groupsOf(get, enterprise, groupIds),
    Promise.all(
      results.map((/** @type {any} */ device) => get(`/enterprise/${enterprise}/device/${device.id}/app/?limit=5`)),
    ),
  ]);
  const nodes = results.map((/** @type {any} */ device, /** @type {number} */ n) => ({
    id: idOf(device),
    name: device.name,
    state: stateOf(device.state),
    group: device.group_id ? { name: groups.get(device.group_id).name } : null,
    apps: {
      nodes: apps[n].results.map((/** @type {any} */ app) => ({
        name: app.app_name,
        versionName: bareName(app.version_name),
      })),
    },
  }));
  return { devices: { totalCount: count, nodes, pageInfo: infoOf(args, results.length, count) } };
}

/** @param {Get} get @param {any} args */
async function oneDevice(get, { id }) {
  const { content: device } = await get(`/v2/devices/${restId(id)}`);
  const { name, state, serial, platform, hardware_info: hardware } = device;
  return {
    device: {
      id: idOf(device),
      name,
      state: stateOf(state),
      serialNumber: serial,
      platform,
      hardware: { brand: hardware.brand, model: hardware.model },
    },
  };
}

/** @param {Get} get @param {any} args */
async function withGroups(get, args) {
  const { count, results } = await page(get, args);
  const groupIds = results.flatMap((/** @type {any} */ device) => device.group_id ?? []);
  const groups = await groupsOf(get, results[0]?.tenant_id, groupIds);
  const nodes = results.map((/** @type {any} */ device) => ({
    id: idOf(device),
    name: device.name,
    state: stateOf(device.state),
    group: device.group_id ? { name: groups.get(device.group_id).name } : null,
    enterprise: { esperId: device.tenant_id },
  }));
  return { devices: { nodes, pageInfo: infoOf(args, results.length, count) } };
}

/** @param {Get} get */
async function sample(get) {
  const user = await get('/user_info/');
  const { enterprise: e, authz_role_id: role } = user.profile;
  const [enterprise, groups, catalogue, custom] = await Promise.all([
    get(`/v1/enterprise/${e}/`),
    everyRow(get, `/enterprise/${e}/devicegroup/`),
    everyRow(get, `/v1/enterprise/${e}/application/`),
    role && get(`/authz2/v1/roles/${role}`),
  ]);
  const apps = new Map(catalogue.map((app) => [app.package_name, app]));
  const groupById = new Map(groups.map(byId));
  const root = groups.find((group) => !group.parent);
  const children = groups.filter((group) => lastOf(group.parent) === root.id).slice(0, 5);
  const versions = new Map();
  const version = (/** @type {string} */ path) => {
    if (!versions.has(path)) versions.set(path, get(path));
    return versions.get(path);
  };

  const androidApp = (/** @type {any} */ app) => {
    const known = apps.get(app.package_name);
    const latest = known?.latest_version;
    return {
      name: app.app_name,
      versionName: bareName(app.version_name),
      app: known
        ? { packageName: known.package_name, latestVersion: latest && { versionName: latest.version_code } }
        : null,
    };
  };
  const otherApp = async (/** @type {any} */ app) => {
    const { app_id: id, app_version_id: at } = app;
    const found = at ? (await version(`/v2/tenant-apps/${id}/versions/${at}`)).content : null;
    return { name: found?.app_name ?? null, versionName: found?.version_name ?? null, app: null };
  };
  const appsOf = async (/** @type {any} */ device) => {
    if (device.platform === 'ANDROID')
      return (await get(`/enterprise/${e}/device/${device.id}/app/?limit=5`)).results.map(androidApp);
    const { content } = await get(`/v2/devices/${device.id}/device-apps/?limit=5`);
    return Promise.all((content.results ?? []).map(otherApp));
  };
  const deviceOf = async (/** @type {any} */ device) => {
    const group = groupById.get(device.group_id);
    const parent = groupById.get(lastOf(group.parent));
    return {
      name: device.name,
      state: stateOf(device.state),
      lastSeen: isoOf(device.last_seen),
      group: { name: group.name, parent: parent ? { name: parent.name } : null },
      apps: { nodes: await appsOf(device) },
      ...(device.platform === 'ANDROID' && { hardware: { model: device.hardware_info.model } }),
    };
  };
  const childOf = async (/** @type {any} */ group) => {
    const { content } = await get(devicesPath({ first: 5 }, group.id));
    const nodes = await Promise.all(content.results.map(deviceOf));
    return { name: group.name, deviceCount: group.device_count, devices: { totalCount: content.count, nodes } };
  };
  const nodes = await Promise.all(children.map(childOf));
  const rootGroup = { name: root.name, children: { nodes } };
  const roleName = custom ? (custom.content ?? custom).name : user.profile.role;
  return {
    viewer: {
      fullName: user.full_name,
      role: { name: roleName },
      enterprise: { name: enterprise.name, rootGroup },
    },
  };
}

/** @param {Get} get @param {any} args */
async function bareDevices(get, args) {
  const { count, results } = await page(get, args);
  const nodes = results.map((/** @type {any} */ device) => ({
    id: idOf(device),
    name: device.name,
    state: stateOf(device.state),
    serialNumber: device.serial,
    lastSeen: isoOf(device.last_seen),
  }));
  return { devices: { nodes, pageInfo: infoOf(args, results.length, count) } };
}

export const endpoints = {
  Q1: withApps,
  'Q1-five': withApps,
  'Q1-same': withApps,
  Q2: oneDevice,
  Q3: withGroups,
  'Q3-five': withGroups,
  Q4: sample,
  Q6: withApps,
  Q7: bareDevices,
  cursor: bareDevices,
};
