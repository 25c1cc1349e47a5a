import type { DeviceRecord, NetworkInfoRecord, NetworkStatsRecord } from '../../domains/device/device.record.js';
import { micros } from '../timestamps.js';
import type { DeviceFacts } from './device.seed.js';
import type { Form } from './device.view.js';

type Part = Partial<DeviceRecord> & Record<string, unknown>;

const MEGABYTE = 1024 * 1024;

function hardware({ model, serial }: DeviceFacts, form: Form) {
  const { brand, manufacturer, model: name } = model;
  return { brand, manufacturer, model: name, serial, ...(form === 'item' && { hardware: model.hardware }) };
}

/** Esper: keys are left out when the value is not known. */
function network(facts: DeviceFacts, form: Form): NetworkInfoRecord {
  const info: NetworkInfoRecord = { wifi_mac_address: facts.wifiMac };
  if (facts.imei) info.imei1 = facts.imei;
  if (facts.imei2) info.imei2 = facts.imei2;
  if (facts.ethernetMac) info.ethernet_mac_address = facts.ethernetMac;
  if (facts.iccid && form === 'item') info.iccid1 = facts.iccid;
  return info;
}

function networkStats(facts: DeviceFacts, form: Form): NetworkStatsRecord {
  const wifi = facts.ssid === null ? null : { wifi_ssid: facts.ssid, wifi_signal_strength: facts.number % 6 };
  if (form === 'item') return { current_active_connection: null, ip_address: [], wifi_network_info: wifi };
  return {
    current_active_connection: facts.connection,
    ip_address: facts.connection === null ? [] : [facts.ip],
    wifi_network_info: wifi,
  };
}

function agent({ agentVersion }: DeviceFacts) {
  return { version_code: agentVersion?.replaceAll('.', '') ?? null, version_name: agentVersion };
}

const level = (facts: DeviceFacts, form: Form) => (form === 'row' ? { battery_level: facts.battery } : {});
const build = (facts: DeviceFacts, form: Form) =>
  form === 'item' ? { os_build_number: `BUILD.${facts.osVersion}.${facts.number % 100}` } : {};

export function androidPart(facts: DeviceFacts, form: Form): Part {
  return {
    hardware_info: hardware(facts, form),
    software_info: {
      os_version: facts.osVersion,
      ...build(facts, form),
      eea_version: facts.eeaVersion,
      security_patch_level: '2026-09-05',
      is_knox_active: facts.model.brand === 'samsung',
      esper_agent_info: agent(facts),
    },
    network_info: network(facts, form),
    // Esper: megabytes, as text.
    memory_info: {
      total_ram: String(facts.model.ramMb),
      total_internal_storage: String(facts.model.storageMb),
      internal_storage_binary_prefix: facts.number % 2 === 0,
    },
    memory_stats: {
      available_ram: Math.floor(facts.model.ramMb / 3),
      available_internal_storage: Math.floor(facts.model.storageMb / 2),
      os_occupied_storage: 9000,
    },
    network_stats: {
      ...networkStats(facts, form),
      cellular_network_info: facts.imei ? { network_type: facts.number % 4 === 0 ? null : '4G LTE' } : null,
    },
    // Esper: coordinates as text on Android.
    location_stats:
      facts.latitude === null
        ? null
        : { latitude: String(facts.latitude), longitude: String(facts.longitude), altitude: '12.5' },
    battery_stats: level(facts, form),
    // Esper: text in the list, null in the item.
    mqtt_topic: form === 'row' ? `SECRET-mqtt-topic-${facts.number}` : null,
    fcm_id: `SECRET-fcm-${facts.number}`,
    is_gms: facts.isGms,
    dpc_version: facts.agentVersion,
    eea_version: facts.eeaVersion,
    is_esper_managed: facts.number % 11 === 0 ? null : true,
    drift_state: facts.number % 3,
    drift_severity: facts.number % 4,
    security_state: facts.securityState,
    active_plugins: [],
    app_mode_meta: { is_kiosk: facts.kioskApp !== null },
  };
}

export function applePart(facts: DeviceFacts, form: Form): Part {
  return {
    hardware_info: hardware(facts, form),
    software_info: { os_version: facts.osVersion, ...build(facts, form) },
    network_info: network(facts, form),
    memory_info: { total_internal_storage: String(facts.model.storageMb) },
    memory_stats: {
      total_memory: facts.model.ramMb * MEGABYTE,
      total_internal_storage: facts.model.storageMb * MEGABYTE,
      available_internal_storage: Math.floor(facts.model.storageMb / 3) * MEGABYTE,
    },
    battery_stats: level(facts, form),
    udid: facts.udid ?? null,
    dep_profile_status: facts.source === 'ABM' ? 'pushed' : 'empty',
    dep_profile: 'default',
    enrolment_info: { enrolment_id: facts.globalId, enrolment_user_id: '' },
    tokens: {
      push_magic: `SECRET-push-magic-${facts.number}`,
      push_token: `SECRET-push-token-${facts.number}`,
      device_token: `SECRET-device-token-${facts.number}`,
    },
    is_supervised: facts.source === 'ABM',
    ...(facts.source && { device_source: facts.source }),
    is_locked_down: facts.isLockedDown,
    is_ddm_enabled: facts.number % 2 === 0,
  };
}

/** What Linux and Windows have in common. Esper: memory in bytes, as text; coordinates as numbers. */
function computerPart(facts: DeviceFacts, form: Form, software: object): Part {
  return {
    hardware_info: hardware(facts, form),
    software_info: {
      os: facts.model.os,
      os_version: facts.osVersion,
      ...build(facts, form),
      ...software,
      esper_agent_info: agent(facts),
    },
    network_info: network(facts, form),
    memory_info: {
      total_ram: String(facts.model.ramMb * MEGABYTE),
      total_internal_storage: String(facts.model.storageMb * MEGABYTE),
      ...(facts.number % 2 === 0 && { units: 'bytes' }),
    },
    memory_stats: {
      total_memory: facts.model.ramMb * MEGABYTE,
      total_internal_storage: facts.model.storageMb * MEGABYTE,
      available_ram: Math.floor(facts.model.ramMb / 4) * MEGABYTE,
      available_internal_storage: Math.floor(facts.model.storageMb / 4) * MEGABYTE,
      units: 'bytes',
    },
    network_stats: { ...networkStats(facts, form), dns_servers: ['10.0.0.1'], default_gateway: '10.0.0.254' },
    cpu_stats: { cpu_counts: 4, cpu_cores: [12.5, 8, 3.25, 40], cpu_temperature: 41.5 },
  };
}

export function linuxPart(facts: DeviceFacts, form: Form): Part {
  return {
    ...computerPart(facts, form, {
      os_distribution: 'Ubuntu',
      kernel_architecture: 'x86_64',
      device_kernel_version: '6.8.0-45-generic',
      last_boot_time: micros(facts.updatedAt),
    }),
    battery_stats: { battery_present: facts.battery !== null, ...level(facts, form) },
    location_stats:
      facts.latitude === null ? null : { latitude: facts.latitude, longitude: facts.longitude, accuracy: 20 },
  };
}

export function windowsPart(facts: DeviceFacts, form: Form): Part {
  return {
    ...computerPart(facts, form, { kernel_architecture: 'x64' }),
    battery_stats: level(facts, form),
    windows_config: { channel_uri: `https://wns.example.com/SECRET-channel-${facts.number}` },
  };
}
