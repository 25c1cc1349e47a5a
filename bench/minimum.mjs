/**
 * The fewest REST calls an operation can be answered with, worked out from the query and the data, with no regard to how any
 * target does it. The rules, from what the REST API offers:
 *
 * - A page of a list holds 250 rows at most: a list of n rows takes n / 250 calls, rounded up, and at least one.
 * - Groups are read one by one or as pages of their list: whichever takes fewer calls. One list holds root, children, parents.
 * - Devices of several groups come from one list, filtered by all of these groups at once.
 * - The apps on a device come from that device's own list: one call each, since no list serves several devices.
 * - Android packages are found in the catalogue one by one or as pages of the catalogue: whichever takes fewer calls.
 * - The names of Apple and Windows apps stand in the versions of the app: one call for each app.
 * - The id of the enterprise stands in every device and costs nothing; its name costs one call. The viewer is one call; a role
 *   that is not built in is one more.
 * - Posts are one list, and users are read one by one or as one list.
 */
const PAGE = 250;
const pages = (/** @type {number} */ rows) => Math.max(1, Math.ceil(rows / PAGE));

/** @typedef {{ groupOf: Map<string, string | null>, groups: number, catalogue: number, customRole: boolean }} Fleet */

/** What the rules need to know of the fleet. @param {(path: string) => Promise<any>} get @returns {Promise<Fleet>} */
export async function readFleet(get) {
  const { profile } = await get('/user_info/');
  const e = profile.enterprise;
  const groupOf = new Map();
  for (let offset = 0, count = 1; offset < count; offset += 1000) {
    const { content } = await get(`/v2/devices/?limit=1000&offset=${offset}&ordering=name`);
    count = content.count;
    for (const device of content.results) groupOf.set(device.id, device.group_id);
  }
  const { count: groups } = await get(`/enterprise/${e}/devicegroup/?limit=1`);
  const { count: catalogue } = await get(`/v1/enterprise/${e}/application/?limit=1`);
  return { groupOf, groups, catalogue, customRole: Boolean(profile.authz_role_id) };
}

/** @param {any[]} nodes @param {Fleet} fleet */
function groupCalls(nodes, { groupOf, groups }) {
  const restId = (/** @type {string} */ id) => String(Buffer.from(id, 'base64url')).split(':')[1] ?? '';
  const wanted = new Set(nodes.flatMap(({ id }) => groupOf.get(restId(id)) ?? []));
  return Math.min(wanted.size, pages(groups));
}

/** @param {any} data @param {Fleet} fleet */
function withApps({ devices: { nodes } }, fleet) {
  return 1 + nodes.length + groupCalls(nodes, fleet);
}

/** @param {any} data @param {Fleet} fleet */
function withGroups({ devices: { nodes } }, fleet) {
  return pages(nodes.length) + groupCalls(nodes, fleet);
}

/** @param {any} data */
function withUsers({ posts }) {
  const users = new Set(posts.map((/** @type {any} */ { userId }) => userId));
  return 1 + Math.min(users.size, 1);
}

/** @param {any} data @param {Fleet} fleet */
function sample({ viewer }, { groups, catalogue, customRole }) {
  const children = viewer.enterprise.rootGroup.children.nodes;
  const rows = children.reduce((/** @type {number} */ sum, /** @type {any} */ { deviceCount }) => sum + deviceCount, 0);
  const devices = children.flatMap((/** @type {any} */ child) => child.devices.nodes);
  // Only Android devices have hardware in the query.
  const android = devices.filter((/** @type {any} */ device) => 'hardware' in device);
  const others = devices.filter((/** @type {any} */ device) => !('hardware' in device));
  const named = new Set(
    others.flatMap((/** @type {any} */ { apps }) => apps.nodes.flatMap((/** @type {any} */ app) => app.name ?? [])),
  );
  const viewerCalls = 1 + (customRole ? 1 : 0);
  const enterpriseCalls = 1;
  const deviceLists = rows > 0 ? Math.min(children.length, pages(rows)) : 0;
  const catalogueCalls = android.length > 0 ? pages(catalogue) : 0;
  return viewerCalls + enterpriseCalls + pages(groups) + deviceLists + devices.length + catalogueCalls + named.size;
}

/** @type {Record<string, (data: any, fleet: Fleet) => number>} */
const rules = {
  Q1: withApps,
  'Q1-same': withApps,
  'Q1-five': withApps,
  Q2: () => 1,
  Q3: withGroups,
  'Q3-five': withGroups,
  Q4: sample,
  Q5: () => 0,
  Q6: withApps,
  Q7: ({ devices: { nodes } }) => pages(nodes.length),
  Q8: withUsers,
  'Q8-same': withUsers,
};

/**
 * @param {string} name  Of the query.
 * @param {any[]} answers  The data of each answer the operation consists of.
 * @param {Fleet} fleet
 */
export const minimum = (name, answers, fleet) =>
  answers.reduce((sum, data) => sum + (rules[name]?.(data, fleet) ?? NaN), 0);
