import {
  all,
  alsoHas,
  alwaysHas,
  anyValue,
  decidedBy,
  has,
  inAnswer,
  mayAnswer,
  mayBeNull,
  takes,
  takesAs,
  undocumented,
  insteadOfIt,
} from '../changes.js';
import type { Correction } from '../correction.js';
import { csv, list, object, oneOf, orNull, ref, rows, text, uuid, wherever, whole, yes } from '../shapes.js';

const E = '/enterprise/{enterprise_id}';
const PLATFORMS = ['ANDROID', 'APPLE', 'LINUX', 'WINDOWS'];
const SHAPES = ['AndroidDeviceV2', 'AppleDeviceV2', 'LinuxDeviceV2', 'WindowsDeviceV2'];
const ORDERS =
  'alias created_at last_seen model os_version name serial provisioned_on battery_level dpc_version eea_version is_gms ' +
  'security_state wifi_ssid platform template_name policy_name state';

const tag = object({ id: uuid, tag: text() });
const aDevice = decidedBy('platform', SHAPES.map(ref));

/** Devices of the second version, of all platforms. */
const v2: Correction[] = [
  {
    where: 'v2 GET /v2/devices/',
    reason: '6: "group_multi=: several group ids; SPEC types it as one uuid"; 5: "`platform` csv, `tags` csv of ids"',
    change: takesAs({
      group_multi: csv(uuid),
      group_multi_immediate: csv(uuid),
      platform: csv(oneOf(...PLATFORMS)),
      tags: csv(uuid),
    }),
  },
  {
    where: 'v2 GET /v2/devices/',
    reason: '2: "18 fields for /v2/devices/ ordering, - for descending"',
    change: takesAs({ ordering: { type: 'string', pattern: `^-?(${ORDERS.replaceAll(' ', '|')})$` } }),
  },
  {
    where: 'v2 GET /v2/devices/',
    reason: '2: with a cursor the "answer has has_more, no count"',
    change: inAnswer(
      200,
      ['content'],
      insteadOfIt(wherever('has_more', ref('CursorPaginatedDeviceList'), ref('OffsetPaginatedDeviceList'))),
    ),
  },
  {
    where: 'v2 OffsetPaginatedDeviceList',
    reason: '2: "{content: {count, next, prev, results}}"',
    change: alwaysHas('count', 'next', 'prev', 'results'),
  },
  {
    where: 'v2 GET /v2/devices/',
    reason: '2: the envelope is {content}',
    change: inAnswer(200, [], alwaysHas('content')),
  },
  {
    where: 'v2 GET /v2/devices/{id}',
    reason: '2: "single v2 object {content: {...}}"',
    change: inAnswer(200, [], alwaysHas('content')),
  },
  ...['OffsetPaginatedDeviceList', 'CursorPaginatedDeviceList'].map((schema): Correction => ({
    where: `v2 ${schema}`,
    reason: '5, Device: "kind: platform" tells which of the four shapes a row has',
    change: has({ results: rows(aDevice) }),
  })),
  {
    where: 'v2 GET /v2/devices/{id}',
    reason: '5, Device: "kind: platform" tells which of the four shapes a device has',
    change: inAnswer(200, ['content'], insteadOfIt(aDevice)),
  },
  ...SHAPES.map((schema): Correction => ({
    where: `v2 ${schema}`,
    reason: '5, Device: id s, name s, state i, tenant_id UUID in every shape seen live; group_id "UUID or null"',
    change: all(alwaysHas('id', 'name', 'state', 'tenant_id'), mayBeNull('group_id')),
  })),
  ...['Android', 'Apple', 'Linux', 'Windows'].map((platform): Correction => ({
    where: `v2 DeviceStateEnum${platform}`,
    reason: '5, State codes: "New codes get added over the years"',
    change: anyValue,
  })),
  {
    where: 'v2 AndroidDeviceV2',
    reason:
      '5, Device: "Live Android v2 fields missing from SPEC: active_plugins, app_mode_meta, drift_state, drift_severity, security_state, last_seen"',
    change: alsoHas({
      active_plugins: { type: 'array' },
      app_mode_meta: { type: 'object', properties: { is_kiosk: yes } },
      drift_state: whole,
      drift_severity: whole,
      security_state: orNull({ type: ['string', 'integer'] }),
      last_seen: orNull(text('date-time-or-minutes')),
    }),
  },
  {
    where: 'v2 AndroidDeviceV2',
    reason: '5, Device: mqtt_topic "was text in the list and null in the item"',
    change: mayBeNull('mqtt_topic'),
  },
  ...['AppleDeviceV2', 'LinuxDeviceV2', 'WindowsDeviceV2'].map((schema): Correction => ({
    where: `v2 ${schema}`,
    reason: '5, Timestamps: "sometimes last_seen, minutes only"',
    change: has({ last_seen: orNull(text('date-time-or-minutes')) }),
  })),
  {
    where: 'v2 WindowsDeviceV2',
    reason:
      '5, Device: v2 tells the kind by "platform, managed_by, provisioned_with"; SPEC lacks the second here alone',
    change: alsoHas({ managed_by: oneOf('BLUEPRINT') }),
  },
  {
    where: 'v2 SoftwareInfo',
    reason:
      '5, Device: "SPEC spells one key security_path_level, live has security_patch_level"; is_knox_active live; foundation_info?',
    change: all(alsoHas({ security_patch_level: text(), is_knox_active: yes }), mayBeNull('foundation_info')),
  },
  {
    where: 'v2 MemoryInfo',
    reason: '5, Device: "internal_storage_binary_prefix is text in SPEC, boolean live"',
    change: has({ internal_storage_binary_prefix: { type: ['string', 'boolean'] } }),
  },
  {
    where: 'v2 GET /v2/subgroups',
    reason: '6: "/v2/subgroups?parent_group_ids=: csv"',
    change: takesAs({ parent_group_ids: csv(uuid) }),
  },
];

/** Android devices in the legacy shape, their status and their tags. */
const legacy: Correction[] = [
  {
    where: `legacy GET ${E}/tags/`,
    reason:
      '5, Device: "the undocumented GET /enterprise/{e}/tags/ ({id, tag} rows; search, ordering)"; 8.6: it has pages',
    change: undocumented({
      parameters: ['limit', 'offset']
        .map((name) => ({ name, in: 'query', schema: whole }))
        .concat(['search', 'ordering'].map((name) => ({ name, in: 'query', schema: text() }))),
      responses: { 200: { content: { 'application/json': { schema: list(tag) } } } },
    }),
  },
  {
    where: `legacy GET ${E}/tags/{tag_id}/`,
    reason: '5, Device: "... and .../tags/{id}/"',
    change: undocumented({
      parameters: [{ name: 'tag_id', in: 'path', required: true, schema: uuid }],
      responses: { 200: { content: { 'application/json': { schema: tag } } } },
    }),
  },
  {
    where: `legacy PATCH ${E}/device/{device_id}/`,
    reason: '5, Device: "Setting tags: PATCH legacy device with {tags: [names]}; the answer\'s tags may be null"',
    change: undocumented({
      parameters: ['enterprise_id', 'device_id'].map((name) => ({ name, in: 'path', required: true, schema: uuid })),
      requestBody: {
        required: true,
        content: { 'application/json': { schema: object({ tags: { ...rows(text()), maxItems: 5 } }) } },
      },
      responses: { 200: { content: { 'application/json': { schema: ref('DeviceInfo') } } } },
    }),
  },
  {
    where: 'v0 DELETE /device/v0/devices/{id}/',
    reason: '4: "{code, message}: v2, device, commands"; 4: "403 -> FORBIDDEN"',
    change: mayAnswer([403], ref('Error_401_Unauthorized')),
  },
  {
    where: `legacy GET ${E}/device/{device_id}/`,
    reason: '5, Device: "Legacy item accepts show_policy=true (undocumented)"',
    change: takes({ show_policy: yes }),
  },
  {
    where: 'legacy DeviceStateEnum',
    reason: '5, State codes: "New codes get added over the years"',
    change: anyValue,
  },
  {
    where: 'legacy DeviceInfo',
    reason:
      '5, Device: "`status` i and `state` i both present"; `device_name` s, `groups` list of URLs, `enterprise` URL',
    change: alwaysHas('id', 'device_name', 'status', 'state', 'groups', 'tags', 'enterprise'),
  },
  {
    where: 'legacy DeviceInfo',
    reason:
      '5, Device: tags "or null", alias_name s?, policy?, policy_name?, template_name?, user?, emm_device?, current_command?, kiosk_app_name?, audioConstraints?',
    change: mayBeNull(
      'tags',
      'alias_name',
      'policy',
      'policy_name',
      'template_name',
      'user',
      'emm_device',
      'current_command',
      'kiosk_app_name',
      'audioConstraints',
    ),
  },
  {
    where: 'legacy DeviceInfo',
    reason:
      '5, Device: flat blueprint keys, managed_by; "only here": dpcInfo?, wifi_access_points[], esper_client (SPEC: esper_cient), use_mqtt',
    change: alsoHas({
      assigned_blueprint_id: orNull(text()),
      current_blueprint_id: orNull(text()),
      current_blueprint_version_id: orNull(text()),
      current_blueprint_version_number: orNull(whole),
      blueprint_upgrade_status: text(),
      managed_by: oneOf('BLUEPRINT', 'TEMPLATE'),
      dpcInfo: orNull({ type: 'object' }),
      wifi_access_points: { type: 'array' },
      esper_client: text(),
      use_mqtt: yes,
    }),
  },
  {
    where: 'legacy DeviceInfo',
    reason:
      '5, Device: hardwareInfo, networkInfo {imei1?, imei2?, iccid1, iccid2? ...} and memoryInfo {totalRam s ...} are listed key by key',
    change: has({
      hardwareInfo: allText('brand manufacturer model hardware serialNumber deviceBasebandVersion'),
      networkInfo: allText('imei1 imei2 iccid1 iccid2 phoneNumber1 phoneNumber2 wifiMacAddress ethernetMacAddress'),
      memoryInfo: allText('totalRam totalInternalStorage'),
      displays: { type: ['object', 'array', 'null'] },
    }),
  },
  {
    where: 'legacy DeviceStatus',
    reason: '5, Status events: "`data` is a JSON object live [L] but typed as a string in the specs"',
    change: has({ data: { type: ['object', 'string', 'null'] } }),
  },
];

/** An object whose keys hold text or null. */
function allText(keys: string) {
  return { type: 'object', properties: Object.fromEntries(keys.split(' ').map((key) => [key, orNull(text())])) };
}

export const deviceCorrections: Correction[] = [...v2, ...legacy];
