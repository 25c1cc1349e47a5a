/** What the REST API's values are called in the graph: said once for all targets but the gateway. */

const TYPES = {
  ANDROID: 'AndroidDevice',
  APPLE: 'AppleDevice',
  LINUX: 'LinuxDevice',
  WINDOWS: 'WindowsDevice',
};

const STATES = {
  0: 'UNSPECIFIED',
  1: 'ACTIVE',
  20: 'DISABLED',
  30: 'PROVISIONING_BEGIN',
  40: 'GOOGLE_PLAY_CONFIGURATION',
  50: 'POLICY_APPLICATION_IN_PROGRESS',
  60: 'INACTIVE',
  70: 'WIPE_IN_PROGRESS',
  80: 'ONBOARDING_IN_PROGRESS',
  90: 'ONBOARDING_FAILED',
  100: 'ONBOARDED',
  110: 'AFW_ACCOUNT_ADDED',
  120: 'APPS_INSTALLED',
  130: 'BRANDING_PROCESSED',
  140: 'PERMISSION_POLICY_PROCESSED',
  150: 'DEVICE_POLICY_PROCESSED',
  160: 'DEVICE_SETTINGS_PROCESSED',
  170: 'SECURITY_POLICY_PROCESSED',
  180: 'PHONE_POLICY_PROCESSED',
  190: 'CUSTOM_SETTINGS_PROCESSED',
  200: 'REGISTERED',
};

/** @typedef {any} Row  A record of the REST API. */

/** @param {Row} device */
export const typeOf = (device) => TYPES[/** @type {keyof TYPES} */ (device.platform)];
/** @param {Row} device */
export const idOf = (device) => Buffer.from(`${typeOf(device)}:${device.id}`).toString('base64url');
/** The id of a group. @param {string} restId */
export const groupId = (restId) => Buffer.from(`Group:${restId}`).toString('base64url');
/** @param {string} id */
export const restId = (id) => String(Buffer.from(id, 'base64url')).split(':')[1] ?? id;
/** @param {number} code */
export const stateOf = (code) => STATES[/** @type {keyof STATES} */ (code)] ?? 'UNKNOWN';
/** @param {string | null} instant */
export const isoOf = (instant) => instant && new Date(instant).toISOString();
/** @param {string | null} url */
export const lastOf = (url) => url?.split('/').findLast((part) => part !== '');
/** @param {string | null} name */
export const bareName = (name) => name?.replace(/^v(?=\d)/i, '') ?? null;

/** The page a client asks for: its cursor is the number of rows before it. @param {any} args */
export const offsetOf = ({ after }) => (after ? Number(after) : 0);

/**
 * What the REST API is asked for a page of devices.
 * @param {any} args
 * @returns {Record<string, string | number>}
 */
export function deviceQuery({ first = 20, after, filter, orderBy }) {
  const { groups, platforms, search, state, batteryLevelAtLeast } = filter ?? {};
  const offset = offsetOf({ after });
  return {
    limit: first,
    ...(offset > 0 && { offset }),
    ordering: `${orderBy?.direction === 'DESC' ? '-' : ''}${(orderBy?.field ?? 'NAME').toLowerCase()}`,
    ...(groups && { group_multi_immediate: groups.map(restId).join(',') }),
    ...(platforms && { platform: platforms.join(',') }),
    ...(search && { search }),
    ...(state && { state: Number(Object.entries(STATES).find(([, name]) => name === state)?.[0]) }),
    ...(batteryLevelAtLeast && { battery_level_gte: batteryLevelAtLeast }),
  };
}

/**
 * The path of a page of devices.
 * @param {any} args
 * @param {string} [group]
 */
export function devicesPath(args, group) {
  const asked = { ...deviceQuery(args), ...(group && { group_multi_immediate: group }) };
  return `/v2/devices/?${new URLSearchParams(Object.entries(asked).map(([key, value]) => [key, String(value)]))}`;
}

/**
 * @param {number} offset
 * @param {number} length
 * @param {number} total
 */
export const pageInfo = (offset, length, total) => ({
  hasNextPage: length > 0 && offset + length < total,
  endCursor: length > 0 ? String(offset + length) : null,
});
