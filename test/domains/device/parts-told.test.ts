import { expect, test } from 'vitest';
import { toldOf, type Platform } from './told.js';

test('an Android device tells of its parts what the REST API does', async () => {
  const v2 = {
    hardware_info: {
      brand: 'Brand',
      manufacturer: 'Maker',
      model: 'M1',
      model_number: 'M1-X',
      hardware: 'board',
      device_baseband_version: 'b1',
    },
    software_info: {
      os_build_number: 'o1',
      security_patch_level: '2026-01-05',
      security_path_level: 'not this',
      is_knox_active: true,
      bootloader_version: 'l1',
      device_kernel_version: 'k1',
      os_distribution: 'dist',
      eea_version: 'f1',
      esper_agent_info: { version_name: 'a1', version_code: 7 },
    },
    memory_info: { total_ram: '1', total_internal_storage: '2', units: 'GB' },
    memory_stats: {
      total_memory: 2048,
      total_internal_storage: 4096,
      available_ram: 512,
      available_internal_storage: 1024,
      os_occupied_storage: 256,
    },
    battery_stats: {
      battery_level: 80,
      battery_present: true,
      battery_state: 'CHARGING',
      battery_health: 2,
      battery_temperature: 31,
    },
    network_stats: {
      current_active_connection: 'WIFI',
      ip_address: ['10.0.0.2'],
      wifi_network_info: { wifi_ssid: 'Shop', wifi_signal_strength: -50 },
      cellular_network_info: { network_type: 'LTE' },
      dns_servers: ['10.0.0.1'],
      default_gateway: '10.0.0.1',
    },
    network_info: {
      imei1: 'i1',
      imei2: 'i2',
      iccid1: 'c1',
      iccid2: 'c2',
      phone_number_1: 'p1',
      phone_number_2: 'p2',
      wifi_mac_address: 'w1',
      ethernet_mac_address: 'e1',
    },
    blueprint_info: {
      assigned_blueprint_id: 'x1',
      current_blueprint_id: 'x2',
      current_blueprint_version_id: 'x3',
      blueprint_upgrade_status: 'UPGRADED',
    },
    location_stats: { latitude: '48.1', longitude: '11.5' },
    dpc_version: 'a0',
    eea_version: 'f0',
    is_gms: true,
    app_mode_meta: { is_kiosk: true },
    policy: { policy_name: 'Open' },
    template_name: 'Till',
    drift_state: 1,
    drift_severity: 2,
    security_state: 3,
  };
  const legacy = {
    softwareInfo: { androidBuildTime: 1_700_000_000 },
    current_blueprint_version_number: 4,
    api_level: 30,
    kiosk_app_name: 'com.example.kiosk',
    lockdown_state: 0,
    timezone_string: 'Europe/Berlin',
    current_command: 'https://x.example/command/c9/',
    displays: [{ widthPixels: 800, heightPixels: 600, refreshRate: 60 }, null],
    user: 'https://x.example/user/1/',
  };
  expect(await toldOf('ANDROID', v2, legacy)).toEqual({
    hardware: {
      brand: 'Brand',
      manufacturer: 'Maker',
      model: 'M1',
      modelNumber: 'M1-X',
      hardware: 'board',
      basebandVersion: 'b1',
    },
    software: {
      osBuildNumber: 'o1',
      osBuildTime: '2023-11-14T22:13:20.000Z',
      securityPatchLevel: '2026-01-05',
      isKnoxActive: true,
      bootloaderVersion: 'l1',
      kernelVersion: 'k1',
      distribution: 'dist',
      agentVersionName: 'a1',
      agentVersionCode: '7',
      foundationVersion: 'f1',
    },
    memory: {
      totalRamMb: 2048,
      totalStorageMb: 4096,
      availableRamMb: 512,
      availableStorageMb: 1024,
      osOccupiedStorageMb: 256,
    },
    battery: { level: 80, isPresent: true, state: 'CHARGING', health: 2, temperature: 31 },
    network: {
      activeConnection: 'WIFI',
      ipAddresses: ['10.0.0.2'],
      wifiSsid: 'Shop',
      wifiSignalStrength: -50,
      cellularNetworkType: 'LTE',
      imei1: 'i1',
      imei2: 'i2',
      iccid1: 'c1',
      iccid2: 'c2',
      phoneNumber1: 'p1',
      phoneNumber2: 'p2',
      wifiMacAddress: 'w1',
      ethernetMacAddress: 'e1',
      gateway: '10.0.0.1',
      dnsServers: ['10.0.0.1'],
    },
    blueprint: {
      assignedId: 'x1',
      currentId: 'x2',
      currentVersionId: 'x3',
      currentVersionNumber: 4,
      upgradeStatus: 'UPGRADED',
    },
    location: { latitude: 48.1 },
    apiLevel: 30,
    agentVersion: 'a0',
    foundationVersion: 'f0',
    isGms: true,
    isKiosk: true,
    kioskAppName: 'com.example.kiosk',
    isLockedDown: true,
    policyName: 'Open',
    templateName: 'Till',
    timezone: 'Europe/Berlin',
    currentCommandId: 'c9',
    displays: [{ widthPixels: 800, heightPixels: 600, refreshRate: 60 }],
    isEmmBound: true,
    driftState: 1,
    driftSeverity: 2,
    securityState: '3',
  });
});

test('what is told in one place only is found there', async () => {
  const v2 = { software_info: { esper_agent_info: { version_name: 'a1' }, eea_version: 'f1' } };
  expect(await toldOf('ANDROID', v2)).toMatchObject({ agentVersion: 'a1', foundationVersion: 'f1' });
  expect(await toldOf('ANDROID', { dpc_version: 'a0', eea_version: 'f0' })).toMatchObject({
    software: { agentVersionName: 'a0', foundationVersion: 'f0' },
  });
});

test('an Apple device tells what only Apple devices have, and a source that nobody knows is none', async () => {
  const told = {
    udid: 'u1',
    is_supervised: true,
    is_locked_down: true,
    is_ddm_enabled: true,
    device_source: 'ABM',
    dep_profile_status: 'pushed',
  };
  expect(await toldOf('APPLE', told)).toMatchObject({
    udid: 'u1',
    isSupervised: true,
    isLockedDown: true,
    isDdmEnabled: true,
    source: 'ABM',
    depProfileStatus: 'pushed',
  });
  expect(await toldOf('APPLE', { device_source: 'NON_ABM' })).toMatchObject({ source: 'NON_ABM' });
  expect(await toldOf('APPLE', { device_source: 'ELSEWHERE' })).toMatchObject({ source: null });
});

test('a Linux device tells of its processor', async () => {
  const cpu_stats = { cpu_counts: 2, cpu_cores: [0.5, 1], cpu_temperature: 40, total_percent: 75 };
  expect(await toldOf('LINUX', { cpu_stats })).toMatchObject({
    cpu: { coreCount: 2, coreLoads: [0.5, 1], totalLoad: 75, temperature: 40 },
  });
});

test.each<[Platform, string | undefined, string, number]>([
  ['ANDROID', undefined, '2048', 2048],
  ['APPLE', undefined, '2048', 2048],
  ['LINUX', undefined, '2147483648', 2048],
  ['WINDOWS', 'kb', '2097152', 2048],
  ['LINUX', 'mb', '2048', 2048],
  ['WINDOWS', 'GB', '2', 2048],
])(
  'the memory of a device of %s is told in megabytes, whatever it is stated in: %s',
  async (platform, units, size, mb) => {
    const memory_info = { total_ram: size, total_internal_storage: size, units };
    expect(await toldOf(platform, { memory_info })).toMatchObject({ memory: { totalRamMb: mb, totalStorageMb: mb } });
  },
);
