/** Asks a target a named query, and gives the data of its answer. @typedef {(name: string, variables: object) => Promise<any>} Look */

/**
 * @typedef {object} Query
 * @property {string} about  What it is, for the report.
 * @property {string} text
 * @property {(look: Look, groups: string[]) => Promise<object[]>} variables  What is asked, in turn: so that no two clients ask for the
 *   same. Takes the ids of the fleet's groups that have devices.
 * @property {'posts'} [world]  Asked of another REST API than the fleet's.
 * @property {number} [devices]  The size of the fleet, when it is not the usual one.
 * @property {number} [connections]  Clients at the same time, when it is not the usual number.
 * @property {number[]} [latencies]  How long the REST API takes, where that is not 0 alone.
 * @property {string[]} [targets]  Who is asked, when it is not all.
 * @property {boolean} [walk]  One operation is a walk through all pages.
 * @property {boolean} [cached]  The gateway alone, with its cache on.
 */

const ANDROID = { platforms: ['ANDROID'] };

const DEVICES = 'query ($first: Int, $after: String, $filter: DeviceFilter, $orderBy: DeviceOrder)';
const ARGS = 'first: $first, after: $after, filter: $filter, orderBy: $orderBy';
const PAGE_INFO = 'pageInfo { hasNextPage endCursor }';

const withApps = `${DEVICES} { devices(${ARGS}) {
  totalCount
  nodes { id name state group { name } apps(first: 5) { nodes { name versionName } } }
  ${PAGE_INFO}
} }`;

const withGroups = `${DEVICES} { devices(${ARGS}) {
  nodes { id name state group { name } enterprise { esperId } } ${PAGE_INFO} } }`;

const sample = `{ viewer { fullName role { name } enterprise { name
  rootGroup { name children(first: 5) { nodes { name deviceCount
    devices(first: 5) { totalCount nodes { name state lastSeen group { name parent { name } }
      apps(first: 5) { nodes { name versionName app { packageName latestVersion { versionName } } } }
      ... on AndroidDevice { hardware { model } } } } } } } } } }`;

/** Finds a cursor: targets write them each in their own way. */
export const CURSOR = `${DEVICES} { devices(${ARGS}) { nodes { id } pageInfo { endCursor } } }`;

/** @param {Look} look @param {object} list @param {number} offset */
async function cursorAt(look, list, offset) {
  if (offset === 0) return {};
  const { devices } = await look('cursor', { ...list, first: offset });
  return { after: devices.pageInfo.endCursor };
}

/** Pages of one list, in order. @param {object} list @param {number} size @param {number} count */
const pages = (list, size, count) => async (/** @type {Look} */ look) => {
  const found = [];
  for (let n = 0; n < count; n++) found.push({ ...list, first: size, ...(await cursorAt(look, list, n * size)) });
  return found;
};

/** Pages of the devices of five groups, and of another five, until all groups had their turn. @param {object} filter @param {number} size @param {number} count */
const ofFiveGroups = (filter, size, count) => async (/** @type {Look} */ look, /** @type {string[]} */ groups) => {
  const found = [];
  for (let at = 0; at + 5 <= groups.length; at += 5) {
    const five = { ...filter, groups: groups.slice(at, at + 5) };
    found.push(...(await pages({ filter: five }, size, count)(look)));
  }
  return found;
};

const ORDERS = ['NAME', 'ALIAS', 'SERIAL', 'MODEL', 'OS_VERSION', 'CREATED_AT', 'PROVISIONED_ON', 'BATTERY_LEVEL'];
const FILTERS = [{}, { state: 'ACTIVE' }, { state: 'INACTIVE' }, { batteryLevelAtLeast: 40 }, { search: '2' }];

/** Lists of which no two are the same in order, filter, beginning and length. @param {Look} look */
async function different(look) {
  const found = [];
  for (let n = 0; n < 200; n++) {
    const direction = n % 2 === 0 ? 'ASC' : 'DESC';
    const orderBy = { field: ORDERS[n % ORDERS.length], direction };
    const filter = { ...ANDROID, ...FILTERS[Math.floor(n / ORDERS.length) % FILTERS.length] };
    const start = await cursorAt(look, { filter, orderBy }, (Math.floor(n / 40) * 9) % 40);
    found.push({ filter, orderBy, first: 12 + (n % 9), ...start });
  }
  return found;
}

/** Who answers what shows how groups are read by hand. */
const BY_HAND = ['gateway', 'bff', 'bff-by-id'];

/** The public benchmark of GraphQL over REST: asked by a hundred clients, always the same, it is as that one is run. */
const posts = `query ($start: Int!, $limit: Int!) {
  posts(start: $start, limit: $limit) { id userId title user { id name email } } }`;

/** @type {Record<string, Query>} */
export const queries = {
  Q1: {
    about: '20 devices, the name of the group and 5 apps of each',
    text: withApps,
    variables: pages({ filter: ANDROID }, 20, 16),
    latencies: [0, 20, 200],
  },
  Q2: {
    about: 'one device by id',
    text: 'query ($id: ID!) { device(id: $id) { id name state serialNumber platform hardware { brand model } } }',
    variables: async (look) => (await look('cursor', { filter: ANDROID, first: 200 })).devices.nodes,
    latencies: [0, 20],
  },
  Q3: {
    about: '100 devices, each with its group and its enterprise',
    text: withGroups,
    variables: pages({}, 100, 9),
    latencies: [0, 20],
  },
  'Q1-five': {
    about: 'Q1 of devices in five groups',
    text: withApps,
    variables: ofFiveGroups(ANDROID, 20, 2),
    targets: BY_HAND,
  },
  'Q3-five': {
    about: 'Q3 of devices in five groups',
    text: withGroups,
    variables: ofFiveGroups({}, 100, 1),
    targets: BY_HAND,
  },
  Q4: {
    about: 'from the viewer by groups and devices to apps; one client',
    text: sample,
    variables: async () => [{}],
    connections: 1,
    latencies: [0, 20, 200],
  },
  Q5: {
    about: 'Q1 once more, from a warm cache',
    text: withApps,
    variables: pages({ filter: ANDROID }, 20, 16),
    cached: true,
  },
  Q6: { about: '200 operations like Q1, no two alike', text: withApps, variables: different },
  Q7: {
    about: 'a walk through 10,000 devices, 1000 a page; one client',
    text: `${DEVICES} { devices(${ARGS}) { nodes { id name state serialNumber lastSeen } ${PAGE_INFO} } }`,
    variables: async () => [{ first: 1000 }],
    devices: 10_000,
    connections: 1,
    walk: true,
  },
  Q8: {
    about: '100 posts, each with one of ten users',
    text: posts,
    variables: async () => Array.from({ length: 50 }, (_, n) => ({ start: n * 2, limit: 100 })),
    world: 'posts',
  },
  'Q1-same': {
    about: 'the very same Q1, by 100 clients',
    text: withApps,
    variables: pages({ filter: ANDROID }, 20, 1),
    connections: 100,
  },
  'Q8-same': {
    about: 'the very same Q8, by 100 clients',
    text: posts,
    variables: async () => [{ start: 0, limit: 100 }],
    world: 'posts',
    connections: 100,
  },
};

export const FLEET = 1000;
