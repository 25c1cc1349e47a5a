import type { Exchange } from '../check.js';
import { API, contentPage, CREATED, DEVICE, ENTERPRISE, got, OTHER_ID, page, TAG, UPDATED } from './exchange.js';

const V1 = `/v1/enterprise/${ENTERPRISE}`;
const enterprise = `${API}/enterprise/${ENTERPRISE}/`;
export const APPS = `${V1}/application/`;
const APP = `${APPS}${OTHER_ID}/`;

const app = {
  id: OTHER_ID,
  application_name: 'Till',
  package_name: 'com.acme.till',
  is_hidden: false,
  enterprise,
  latest_version: {
    id: TAG,
    version_code: '6.4.5',
    build_number: '60405',
    hash_string: '9f86d081',
    release_name: null,
  },
};
const version = {
  id: TAG,
  version_code: '6.4.5',
  build_number: '60405',
  app_file: null,
  app_icon: null,
  application: `${API}${APP}`,
  enterprise,
  installed_count: 12,
  is_default: false,
  is_g_play: true,
  approval_status: 'APPROVED',
  release_date: CREATED,
  release_name: null,
  min_sdk_version: '21',
  size_in_mb: 18.25,
  created_on: CREATED,
};
const legacyVersion = {
  id: TAG,
  version_code: '6.4.5',
  build_number: '60405',
  app_file: `${API}/files/till.apk`,
  application: `${API}${APP}`,
  enterprise,
  permissions: [{ permission: 'android.permission.CAMERA', grant_state: 'Default', enterprise }],
  release_track: null,
  is_enabled: true,
};
const { build_number: _, ...named } = version;
const installs = page({ id: DEVICE, device_name: 'ESR-ABC-0042', alias_name: null, group_name: null });
const installed = {
  id: OTHER_ID,
  app_name: 'Till',
  package_name: 'com.acme.till',
  app_type: 'ENTERPRISE',
  state: 'SHOW',
  version_code: '60405',
  version_name: 'v6.4.5',
  installer_package: null,
  auto_update_mode: 'AUTO_UPDATE_DEFAULT',
  device: DEVICE,
  created_on: CREATED,
  updated_on: UPDATED,
};
const appleApp = {
  id: OTHER_ID,
  device_id: DEVICE,
  app_id: TAG,
  app_type: 'TENANT_IOS',
  app_version_id: OTHER_ID,
  tenant_id: ENTERPRISE,
};
const tenantApp = {
  id: TAG,
  platform: 'APPLE',
  tenant_id: ENTERPRISE,
  package_name: 'com.acme.scan',
  created_at: CREATED,
  updated_at: UPDATED,
};
const tenantVersion = {
  id: OTHER_ID,
  app_id: TAG,
  app_type: 'TENANT_IOS',
  app_name: 'Scan',
  app_icon_url: null,
  release_notes: null,
  version_name: '2.1',
};
const ON_DEVICE = `/v2/devices/${DEVICE}/device-apps/`;
const IN_LEGACY = `/enterprise/${ENTERPRISE}`;

const flat = {
  id: ENTERPRISE,
  name: 'acme',
  short_code: 'ACME',
  contact_person: null,
  contact_email: 'it@acme.example',
  emm: null,
};

export const appExamples: Exchange[] = [
  got(`${V1}/`, flat),
  got('/v1/token-info/', {
    id: '88',
    enterprise: ENTERPRISE,
    user: '4711',
    expires_on: CREATED,
    scope: ['read', 'write'],
  }),
  got(`${APPS}?without_download_url=true&is_hidden=false&limit=250`, page(app)),
  got(APP, app),
  got(
    `${APPS}?package_name=com.acme.till`,
    page({ ...app, latest_version: { ...app.latest_version, hash_string: null, icon_url: null } }),
  ),
  got(`${APP}version/`, page({ ...version, size_in_mb: 18, release_date: null })),
  got(`${APP}version/?legacy_format=false`, page({ ...named, version_code: '60405', version_name: '6.4.5' })),
  got(`${APP}version/${TAG}/?legacy_format=true`, version),
  got(`${IN_LEGACY}/application/${OTHER_ID}/version/${TAG}/`, legacyVersion),
  got(`${APP}version/${TAG}/installdevices?limit=250&offset=0`, installs),
  got(`${IN_LEGACY}/application/${OTHER_ID}/version/${TAG}/installdevices`, installs),
  got(`${IN_LEGACY}/device/${DEVICE}/app/?app_type=ENTERPRISE&state=SHOW&limit=250`, page(installed)),
  got(`${ON_DEVICE}?app_type=TENANT_IOS,VPP&limit=250`, contentPage(appleApp)),
  got(ON_DEVICE, contentPage({ ...appleApp, app_type: 'ESPER_IOS', app_version_id: null, base64_app_config: null })),
  got('/v2/tenant-apps?platform=APPLE&limit=250', contentPage(tenantApp)),
  got(`/v2/tenant-apps/${TAG}/versions?limit=250`, contentPage(tenantVersion)),
  got(`/v2/tenant-apps/${TAG}/versions/${OTHER_ID}`, { content: { ...tenantVersion, app_sha256_hash: '9f86d081' } }),
  // Esper: null instead of an empty list.
  got(ON_DEVICE, { content: { count: 0, next: null, prev: null, results: null } }),
];
