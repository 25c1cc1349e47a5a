import type { LegacyDeviceRecord } from '../../domains/device/legacy-device.record.js';
import { uuidOf } from '../random.js';
import { DAY, micros } from '../timestamps.js';
import type { World } from '../world.js';
import type { DeviceFacts } from './device.seed.js';

export function legacyDeviceView(world: World, number: number): LegacyDeviceRecord & Record<string, unknown> {
  const { api, enterpriseId, fleet, seed, tags } = world;
  const facts = fleet.factsOf(number);
  const group = fleet.groupOf(number);
  const enterprise = `${api}/enterprise/${enterpriseId}/`;
  return {
    id: facts.id,
    url: `${enterprise}device/${facts.id}/`,
    device_name: facts.name,
    alias_name: facts.alias,
    // Esper: both, and always alike.
    status: facts.state,
    state: facts.state,
    suid: facts.globalId,
    groups: group ? [`${enterprise}devicegroup/${group.id}/`] : [],
    // Esper: names here, ids in v2; null rather than an empty list.
    tags: facts.tags?.length ? facts.tags.map((tag) => tags[tag]!.tag) : null,
    enterprise,
    api_level: 20 + Math.floor(Number.parseFloat(facts.osVersion)),
    policy: facts.policy && `${enterprise}policy/${facts.policy.policy_id}/`,
    policy_name: facts.policy?.policy_name ?? null,
    template_name: facts.template,
    user: facts.isGms ? `${api}/user/${5002 + (number % 50)}/` : null,
    emm_device: null,
    device_type: 'TABLET',
    managed_by: facts.managedBy,
    // Esper: 0 is kiosk.
    current_app_mode: facts.kioskApp === null ? 1 : 0,
    kiosk_app_name: facts.kioskApp,
    // Esper: 0 is locked down.
    lockdown_state: facts.isLockedDown ? 0 : 1,
    timezone_string: 'Europe/Berlin',
    is_gms: facts.isGms,
    is_active: facts.state !== 20,
    esper_client: facts.agentVersion,
    current_command: null,
    use_mqtt: true,
    initialtemplate: facts.template && `${enterprise}template/${1 + (number % 3)}/`,
    fcm_id: `SECRET-fcm-${number}`,
    mqtt_id: `SECRET-mqtt-${number}`,
    wifi_access_points: [
      { id: number, wifi_ssid: facts.ssid ?? 'Store-WiFi', wifi_security_type: 'WPA', hidden: false },
      { id: number + 1, wifi_ssid: 'Back office', wifi_security_type: 'WPA', hidden: true },
    ].map((point) => ({ ...point, wifi_password: `SECRET-wifi-${point.id}` })),
    ...infos(facts),
    dpcInfo: null,
    audioConstraints: null,
    assigned_blueprint_id: facts.assignedBlueprint,
    current_blueprint_id: facts.currentBlueprint,
    current_blueprint_version_id: facts.currentBlueprintVersion,
    current_blueprint_version_number: facts.currentBlueprint === null ? null : facts.blueprintVersionNumber,
    blueprint_upgrade_status: facts.blueprintUpgrade,
    directory_record_id: uuidOf(seed, 'directory-record', number),
    provisioned_on: facts.provisionedOn === null ? null : micros(facts.provisionedOn),
    created_on: micros(facts.createdAt),
    updated_on: micros(facts.updatedAt),
  };
}

/** Esper: camelCase in here, and sizes as text. */
function infos(facts: DeviceFacts): Partial<LegacyDeviceRecord> {
  const { brand, manufacturer, model, hardware, ramMb, storageMb } = facts.model;
  return {
    hardwareInfo: {
      brand,
      manufacturer,
      model,
      hardware,
      serialNumber: facts.serial,
      deviceBasebandVersion: 'unknown',
    },
    softwareInfo: {
      androidVersion: facts.osVersion,
      androidBuildNumber: `BUILD.${facts.osVersion}.${facts.number % 100}`,
      androidBuildTime: facts.createdAt - 200 * DAY,
      eeaVersion: facts.eeaVersion,
      securityPatchLevel: '2026-09-05',
      isKnoxActive: brand === 'samsung',
      deviceKernelVersion: '5.10.157-android13',
      bootloaderVersion: null,
    },
    networkInfo: {
      imei1: facts.imei ?? null,
      imei2: facts.imei2 ?? null,
      iccid1: facts.iccid ?? null,
      iccid2: null,
      phoneNumber1: facts.imei ? `+49${facts.imei.slice(-10)}` : '',
      wifiMacAddress: facts.wifiMac,
      ethernetMacAddress: facts.ethernetMac ?? null,
    },
    memoryInfo: { totalRam: String(ramMb), totalInternalStorage: String(storageMb) },
    displays: [{ widthPixels: 1080, heightPixels: 1920, refreshRate: 60 }],
  };
}
