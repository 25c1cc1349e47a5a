import type { Exchange } from '../check.js';
import {
  API,
  contentPage,
  CREATED,
  DEVICE,
  ENTERPRISE,
  got,
  GROUP,
  OTHER_GROUP,
  OTHER_ID,
  page,
  patch,
  TAG,
  UPDATED,
} from './exchange.js';

const android = {
  id: DEVICE,
  name: 'ESR-ABC-0042',
  alias: 'Till 3',
  os: 'Android',
  os_version: '13',
  state: 1,
  platform: 'ANDROID',
  serial: 'R58N12ABCDE',
  tenant_id: ENTERPRISE,
  group_id: GROUP,
  tags: [TAG],
  hardware_info: { brand: 'samsung', manufacturer: 'samsung', model: 'SM-T575', serial: 'R58N12ABCDE' },
  software_info: {
    os_version: '13',
    security_patch_level: '2026-08-01',
    is_knox_active: true,
    esper_agent_info: { version_code: '7110000', version_name: '7.11.0' },
    foundation_info: null,
  },
  memory_info: { total_ram: '3680', total_internal_storage: '64000', internal_storage_binary_prefix: true },
  network_stats: { current_active_connection: 'WIFI', ip_address: ['10.0.3.42'] },
  location_stats: { latitude: '12.97', longitude: '77.59', altitude: '910.0' },
  battery_stats: { battery_level: 84 },
  mqtt_topic: 'topic/42',
  policy: null,
  template_name: null,
  active_plugins: [],
  app_mode_meta: { is_kiosk: false },
  drift_state: 0,
  drift_severity: 0,
  security_state: null,
  last_seen: '2026-09-19T08:14Z',
  created_at: CREATED,
  updated_at: UPDATED,
};

/** Esper: the item lacks and adds keys, and the topic is null. */
const { policy: _, template_name: __, ...shared } = android;
const androidItem = {
  ...shared,
  hardware_info: { ...android.hardware_info, hardware: 'exynos9810' },
  battery_stats: {},
  mqtt_topic: null,
};

const computer = {
  tenant_id: ENTERPRISE,
  group_id: null,
  tags: [],
  last_seen: '2026-09-19T08:14Z',
  created_at: CREATED,
};
const unknown = {
  alias: null,
  serial: null,
  provisioned_on: null,
  hardware_info: { serial: null },
  battery_stats: { battery_level: null },
  blueprint_info: { assigned_blueprint_id: null, current_blueprint_id: null, current_blueprint_version_id: null },
};
const offline = { network_stats: { current_active_connection: null, wifi_network_info: null } };
const ipad = {
  ...computer,
  id: OTHER_ID,
  name: 'ESR-IPD-1',
  os: 'iPadOS',
  platform: 'APPLE',
  state: 210,
  udid: '00008101-A',
};
const till = {
  ...computer,
  id: TAG,
  name: 'ESR-LNX-1',
  os: 'Linux',
  platform: 'LINUX',
  state: 210,
  managed_by: 'BLUEPRINT',
};
const kiosk = { ...computer, id: GROUP, name: 'ESR-WIN-1', os: 'Windows', platform: 'WINDOWS', state: 210 };

export const V2_DEVICES = `/v2/devices/`;
export const V2_DEVICE = `/v2/devices/${DEVICE}`;

const next = 'http://other-api.esper.cloud/api/v2/devices/?limit=4&offset=4';
const v2: Exchange[] = [
  got(`${V2_DEVICES}?limit=250&offset=0&ordering=-last_seen&is_gms=true&state=1`, {
    content: { count: 142_632, next, prev: null, results: [android, ipad, till, kiosk] },
  }),
  got(
    `${V2_DEVICES}?limit=4&offset=4`,
    contentPage(
      {
        ...android,
        ...unknown,
        location_stats: null,
        software_info: { eea_version: null },
        network_stats: { cellular_network_info: null },
      },
      { ...android, network_stats: { ...offline.network_stats, cellular_network_info: { network_type: null } } },
      { ...ipad, ...unknown },
      { ...till, ...unknown, ...offline, location_stats: null },
      { ...kiosk, ...unknown, ...offline, managed_by: 'BLUEPRINT' },
    ),
  ),
  // Esper: a new state code, that no list knows, must not break anybody.
  got(`${V2_DEVICES}?search=till`, contentPage({ ...android, state: 210, group_id: null })),
  got(`${V2_DEVICES}?group_multi=${GROUP},${OTHER_GROUP}&platform=ANDROID,LINUX&tags=${TAG}`, contentPage()),
  got(`${V2_DEVICES}?cursor=start&limit=250`, {
    content: { results: [android], next_cursor: 'b3BhcXVl', prev_cursor: null, has_more: true, has_prev: false },
  }),
  got(V2_DEVICE, { content: androidItem }),
  got(`/v2/subgroups?parent_group_ids=${GROUP},${OTHER_GROUP}&immediate=true`, { content: { subgroups: [OTHER_ID] } }),
  got(`/device/v0/heartbeat/${DEVICE}/`, {
    code: 200,
    message: 'ok',
    content: { device_id: DEVICE, timestamp: UPDATED, status: 1 },
  }),
];

export const METRICS = `/v1/enterprise/${ENTERPRISE}/report/status-metrics/`;
export const METRICS_V2 = `/v2/enterprise/${ENTERPRISE}/report/status-metrics`;
const counts = {
  low_risk: 3,
  high_risk: 0,
  medium_risk: 1,
  secure: 120,
  low_battery: 7,
  under_provisioning: 2,
  recently_added: 5,
  unspecified: 0,
  total_devices_under_risk: 4,
};
const metrics = [
  got(METRICS, { active: 98, in_active: 26, ...counts }),
  got(METRICS_V2, {
    last_seen: { first_period: 101, second_period: 9, third_period: 4 },
    unprovisioned_devices: 1,
    ...counts,
  }),
];

const deletion = (status: number, body: unknown) =>
  got(`/device/v0/devices/${OTHER_ID}/`, body, { method: 'DELETE', status });
const deletions = [
  deletion(200, { code: 200, message: 'ok', content: { id: OTHER_ID, name: 'ESR-IPD-1', platform: 'APPLE' } }),
  deletion(403, { code: 403, message: 'You do not have permission to perform this action.', content: {} }),
];

const E = `/enterprise/${ENTERPRISE}`;
export const LEGACY_DEVICE = `${E}/device/${DEVICE}/`;

const legacyDevice = {
  id: DEVICE,
  url: `${API}${LEGACY_DEVICE}`,
  device_name: 'ESR-ABC-0042',
  alias_name: null,
  status: 1,
  state: 1,
  groups: [`${API}${E}/devicegroup/${GROUP}/`],
  tags: null,
  enterprise: `${API}${E}/`,
  policy: null,
  user: null,
  hardwareInfo: { brand: 'samsung', manufacturer: 'samsung', model: 'SM-T575', serialNumber: 'R58N12ABCDE' },
  networkInfo: { imei1: '356938035643809', imei2: null, wifiMacAddress: '02:00:00:44:55:66' },
  memoryInfo: { totalRam: '3680', totalInternalStorage: '64000' },
  displays: [{ widthPixels: 1200, heightPixels: 1920, refreshRate: 60 }],
  assigned_blueprint_id: OTHER_ID,
  current_blueprint_version_number: null,
  managed_by: 'BLUEPRINT',
  esper_client: '7.11.0',
  wifi_access_points: [{ wifi_ssid: 'store', wifi_password: '' }],
  current_app_mode: 0,
  kiosk_app_name: null,
  created_on: CREATED,
  updated_on: UPDATED,
};

const legacy: Exchange[] = [
  got(
    `${E}/device/?limit=20&offset=0&state=60&group=${GROUP}`,
    page({ ...legacyDevice, status: 60, state: 60, groups: [] }),
  ),
  got(`${LEGACY_DEVICE}?show_policy=true`, legacyDevice),
  got(`/device/v0/heartbeat/${OTHER_ID}/`, {
    code: 200,
    message: 'ok',
    content: { device_id: OTHER_ID, timestamp: null, status: 0 },
  }),
  patch(LEGACY_DEVICE, { tags: ['till', 'front'] }, { ...legacyDevice, tags: ['till', 'front'] }),
  patch(LEGACY_DEVICE, { tags: [] }, legacyDevice),
  got(LEGACY_DEVICE, { initialtemplate: null, provisioned_on: null, ...legacyDevice, state: 210, status: 210 }),
  got(
    `${LEGACY_DEVICE}status/?latest_event=1`,
    page({
      id: 99120,
      created_on: CREATED,
      device: `${API}${LEGACY_DEVICE}`,
      enterprise: `${API}${E}/`,
      data: { memoryEvents: [{ eventType: 'AVAILABLE_RAM_MEASURED', countInMb: 1210 }], locationEvent: null },
    }),
  ),
  got(`${E}/tags/?search=till&ordering=tag&limit=250&offset=0`, page({ id: TAG, tag: 'till' })),
  got(`${E}/tags/${TAG}/`, { id: TAG, tag: 'till' }),
];

export const deviceExamples: Exchange[] = [...v2, ...metrics, ...deletions, ...legacy];
