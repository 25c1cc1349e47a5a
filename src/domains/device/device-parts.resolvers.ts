import type { Resolvers } from '../../generated/schema.js';
import type { DeviceRecord, MemoryStatsRecord } from './device.record.js';
import { filled, locationOf, numberOf } from './device-values.js';

/** Esper: the unit is not said, and Android has both; as milliseconds this is 1973, as seconds the year 5138. */
const SECONDS_BELOW = 1e11;

/** The parts of a device are the device itself, read from other places of its shapes. */
export const devicePartsResolvers = {
  DeviceHardware: {
    brand: (device) => device.v2((d) => d.hardware_info?.brand),
    manufacturer: (device) => device.v2((d) => d.hardware_info?.manufacturer),
    model: (device) => device.v2((d) => d.hardware_info?.model),
    modelNumber: (device) => device.v2((d) => d.hardware_info?.model_number),
    hardware: (device) =>
      device.read({ item: (d) => d.hardware_info?.hardware, legacy: (d) => d.hardwareInfo?.hardware }),
    basebandVersion: (device) =>
      device.read({
        item: (d) => d.hardware_info?.device_baseband_version,
        legacy: (d) => d.hardwareInfo?.deviceBasebandVersion,
      }),
  },
  DeviceSoftware: {
    osBuildNumber: (device) =>
      device.read({ item: (d) => d.software_info?.os_build_number, legacy: (d) => d.softwareInfo?.androidBuildNumber }),
    osBuildTime: async (device) => {
      const time = numberOf(await device.read({ legacy: (d) => d.softwareInfo?.androidBuildTime }));
      return time ? new Date(time < SECONDS_BELOW ? time * 1000 : time) : null;
    },
    securityPatchLevel: (device) =>
      device.v2((d) => d.software_info?.security_patch_level ?? d.software_info?.security_path_level),
    isKnoxActive: (device) => device.v2((d) => d.software_info?.is_knox_active),
    bootloaderVersion: (device) => device.v2((d) => d.software_info?.bootloader_version),
    kernelVersion: (device) => device.v2((d) => d.software_info?.device_kernel_version),
    distribution: (device) => device.v2((d) => d.software_info?.os_distribution),
    agentVersionName: (device) => device.v2((d) => d.software_info?.esper_agent_info?.version_name ?? d.dpc_version),
    agentVersionCode: async (device) =>
      (await device.v2((d) => d.software_info?.esper_agent_info?.version_code))?.toString() ?? null,
    foundationVersion: (device) => device.v2((d) => d.software_info?.eea_version ?? d.eea_version),
  },
  DeviceMemory: {
    totalRamMb: (device) => device.v2((d) => measured(d, 'total_memory') ?? stated(d, 'total_ram')),
    totalStorageMb: (device) =>
      device.v2((d) => measured(d, 'total_internal_storage') ?? stated(d, 'total_internal_storage')),
    availableRamMb: (device) => device.v2((d) => measured(d, 'available_ram')),
    availableStorageMb: (device) => device.v2((d) => measured(d, 'available_internal_storage')),
    osOccupiedStorageMb: (device) => device.v2((d) => measured(d, 'os_occupied_storage')),
  },
  DeviceBattery: {
    level: (device) => device.read({ row: (d) => d.battery_stats?.battery_level }),
    isPresent: (device) => device.v2((d) => d.battery_stats?.battery_present),
    state: (device) => device.v2((d) => d.battery_stats?.battery_state),
    health: (device) => device.v2((d) => d.battery_stats?.battery_health),
    temperature: (device) => device.v2((d) => d.battery_stats?.battery_temperature),
  },
  DeviceNetwork: {
    activeConnection: (device) => device.read({ row: (d) => d.network_stats?.current_active_connection }),
    ipAddresses: (device) => device.read({ row: (d) => filled(d.network_stats?.ip_address) }),
    wifiSsid: (device) => device.v2((d) => d.network_stats?.wifi_network_info?.wifi_ssid),
    wifiSignalStrength: (device) => device.v2((d) => d.network_stats?.wifi_network_info?.wifi_signal_strength),
    cellularNetworkType: (device) => device.v2(cellularOf),
    imei1: (device) => device.v2((d) => d.network_info?.imei1),
    imei2: (device) => device.v2((d) => d.network_info?.imei2),
    iccid1: (device) =>
      device.read({ item: (d) => d.network_info?.iccid1 || null, legacy: (d) => d.networkInfo?.iccid1 || null }),
    iccid2: (device) =>
      device.read({ item: (d) => d.network_info?.iccid2 || null, legacy: (d) => d.networkInfo?.iccid2 || null }),
    phoneNumber1: (device) => device.v2((d) => d.network_info?.phone_number_1),
    phoneNumber2: (device) => device.v2((d) => d.network_info?.phone_number_2),
    wifiMacAddress: (device) => device.v2((d) => d.network_info?.wifi_mac_address),
    ethernetMacAddress: (device) => device.v2((d) => d.network_info?.ethernet_mac_address),
    gateway: (device) => device.v2((d) => d.network_stats?.default_gateway),
    dnsServers: (device) => device.v2((d) => filled(d.network_stats?.dns_servers)),
  },
  Device: {
    location: async (device) => {
      const at = await device.v2((d) => d.location_stats);
      return at ? locationOf(at.latitude, at.longitude, at.altitude, at.accuracy) : null;
    },
  },
} satisfies Resolvers;

/** Esper: its documents have "null" among the texts. */
function cellularOf({ network_stats: stats }: DeviceRecord): string | null {
  const type = stats?.cellular_network_info?.network_type;
  return !type || type === 'null' ? null : type;
}

/** A size from `memory_stats`. Esper: megabytes on Android and bytes elsewhere; `units` may say otherwise. */
const measured = ({ platform, memory_stats: stats }: DeviceRecord, size: Exclude<keyof MemoryStatsRecord, 'units'>) =>
  megabytes(stats?.[size], stats?.units ?? (platform === 'ANDROID' ? 'MB' : 'bytes'));

/** A size from `memory_info`. Esper: as text, and on Apple in megabytes too, where `memory_stats` has bytes. */
const stated = ({ platform, memory_info: info }: DeviceRecord, size: 'total_ram' | 'total_internal_storage') =>
  megabytes(info?.[size], info?.units ?? (platform === 'ANDROID' || platform === 'APPLE' ? 'MB' : 'bytes'));

function megabytes(size: unknown, units: string): number | null {
  const value = numberOf(size);
  if (value === null) return null;
  const unit = units.toUpperCase();
  if (unit.startsWith('G')) return value * 1024;
  if (unit.startsWith('K')) return value / 1024;
  return unit.startsWith('M') ? value : value / 1024 ** 2;
}
