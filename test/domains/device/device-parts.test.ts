import { expect, test } from 'vitest';
import type { DeviceFacts } from '../../../src/simulator/device/device.seed.js';
import { useGateway } from '../../support/gateway.js';
import { beforeEsperThat } from '../../support/strange-esper.js';
import { devicesThat, deviceThat, first, itemCall, listCall, platforms, recordOf } from './fleet.js';

const gateway = useGateway();

const PARTS = `
  hardware { brand manufacturer model modelNumber }
  software { securityPatchLevel isKnoxActive bootloaderVersion kernelVersion distribution agentVersionName
    agentVersionCode foundationVersion }
  network { wifiSsid wifiSignalStrength cellularNetworkType imei1 imei2 phoneNumber1 phoneNumber2 wifiMacAddress
    ethernetMacAddress gateway dnsServers }
  blueprint { assignedId currentId currentVersionId upgradeStatus }
  location { latitude longitude altitude accuracy }`;

/** What a device tells of its parts, from its row as well as from its item. */
function partsOf(facts: DeviceFacts) {
  const { hardware_info: hardware, software_info: software, network_info: network, ...rest } = recordOf(facts, 'row');
  const { network_stats: stats, blueprint_info: blueprint, location_stats: at } = rest;
  const agent = software?.esper_agent_info;
  return {
    hardware: {
      brand: hardware!.brand,
      manufacturer: hardware!.manufacturer,
      model: hardware!.model,
      modelNumber: null,
    },
    software: {
      securityPatchLevel: software!.security_patch_level ?? null,
      isKnoxActive: software!.is_knox_active ?? null,
      bootloaderVersion: null,
      kernelVersion: software!.device_kernel_version ?? null,
      distribution: software!.os_distribution ?? null,
      agentVersionName: agent?.version_name ?? null,
      agentVersionCode: agent?.version_code ?? null,
      foundationVersion: software!.eea_version ?? null,
    },
    network: {
      wifiSsid: stats?.wifi_network_info?.wifi_ssid ?? null,
      wifiSignalStrength: stats?.wifi_network_info?.wifi_signal_strength ?? null,
      cellularNetworkType: stats?.cellular_network_info?.network_type ?? null,
      imei1: network!.imei1 ?? null,
      imei2: network!.imei2 ?? null,
      phoneNumber1: null,
      phoneNumber2: null,
      wifiMacAddress: network!.wifi_mac_address,
      ethernetMacAddress: network!.ethernet_mac_address ?? null,
      gateway: stats?.default_gateway ?? null,
      dnsServers: stats?.dns_servers ?? null,
    },
    blueprint: {
      assignedId: blueprint!.assigned_blueprint_id,
      currentId: blueprint!.current_blueprint_id,
      currentVersionId: blueprint!.current_blueprint_version_id,
      upgradeStatus: blueprint!.blueprint_upgrade_status,
    },
    location: at
      ? {
          latitude: Number(at.latitude),
          longitude: Number(at.longitude),
          altitude: at.altitude === undefined ? null : Number(at.altitude),
          accuracy: at.accuracy ?? null,
        }
      : null,
  };
}

test('the parts of the devices of a page cost nothing more', async () => {
  const { data, errors, calls } = await gateway.query(`{ devices(first: 250) { nodes { ${PARTS} } } }`);
  expect(errors).toBeUndefined();
  expect(data.devices.nodes).toEqual(
    devicesThat(() => true)
      .slice(0, 250)
      .map(partsOf),
  );
  expect(calls).toEqual([listCall('limit=250&ordering=name')]);
});

test.each(platforms)('the parts of a device on %s looked up by its id cost nothing more', async (platform) => {
  const { data, errors, calls } = await gateway.query(`{ device(id: "${first[platform].id}") { ${PARTS} } }`);
  expect(errors).toBeUndefined();
  expect(data.device).toEqual(partsOf(first[platform]));
  expect(calls).toEqual([itemCall(first[platform])]);
});

test.each([
  ['ANDROID', 3, 2, 9000],
  ['APPLE', null, 3, null],
  ['LINUX', 4, 4, null],
  ['WINDOWS', 4, 4, null],
] as const)('memory on %s is told in megabytes', async (platform, ramPart, storagePart, osOccupiedStorageMb) => {
  const { data, errors } = await gateway.query(`{ devices(first: 250, filter: { platforms: [${platform}] }) { nodes {
    memory { totalRamMb totalStorageMb availableRamMb availableStorageMb osOccupiedStorageMb } } } }`);
  expect(errors).toBeUndefined();
  const devices = devicesThat((facts) => facts.platform === platform).slice(0, 250);
  expect(data.devices.nodes.map((node: any) => node.memory)).toEqual(
    devices.map(({ model: { ramMb, storageMb } }) => ({
      totalRamMb: ramMb,
      totalStorageMb: storageMb,
      availableRamMb: ramPart && Math.floor(ramMb / ramPart),
      availableStorageMb: Math.floor(storageMb / storagePart),
      osOccupiedStorageMb,
    })),
  );
});

test('the battery of the devices of a page costs nothing more', async () => {
  const { data, calls } = await gateway.query(
    '{ devices(first: 100) { nodes { battery { level isPresent state health temperature } } } }',
  );
  const linuxOnly = { state: null, health: null, temperature: null };
  expect(data.devices.nodes.map((node: any) => node.battery)).toEqual(
    devicesThat(() => true)
      .slice(0, 100)
      .map(({ platform, battery }) => ({
        level: battery,
        isPresent: platform === 'LINUX' ? battery !== null : null,
        ...linuxOnly,
      })),
  );
  expect(calls).toHaveLength(1);
});

test('what was never told is null', async () => {
  const device = deviceThat(({ latitude, ssid }) => latitude === null && ssid === null);
  const { data, errors } = await gateway.query(
    `{ device(id: "${device.id}") { location { latitude } network { wifiSsid } } }`,
  );
  expect({ data, errors }).toEqual({
    data: { device: { location: null, network: { wifiSsid: null } } },
    errors: undefined,
  });
});

test.each([
  ['GB', 2, 2048],
  ['KB', 2048, 2],
  ['MB', 7, 7],
  ['bytes', 1_048_576, 1],
])('memory that is told in %s is told in megabytes', async (units, size, megabytes) => {
  const device = { id: 'a1', name: 'PC', platform: 'LINUX', state: 1, tenant_id: 't' };
  const memory = { memory_info: { total_ram: String(size), units }, memory_stats: { available_ram: size, units } };
  const { query } = await beforeEsperThat(() => ({ content: { ...device, ...memory } }));
  const { data } = await query('{ device(id: "a1") { memory { totalRamMb availableRamMb } } }');
  expect(data.device.memory).toEqual({ totalRamMb: megabytes, availableRamMb: megabytes });
});
