import { expect } from 'vitest';
import { beforeEsperThat, ENTERPRISE } from '../../support/strange-esper.js';

const PARTS = `
  hardware { brand manufacturer model modelNumber hardware basebandVersion }
  software { osBuildNumber osBuildTime securityPatchLevel isKnoxActive bootloaderVersion kernelVersion distribution
    agentVersionName agentVersionCode foundationVersion }
  memory { totalRamMb totalStorageMb availableRamMb availableStorageMb osOccupiedStorageMb }
  battery { level isPresent state health temperature }
  network { activeConnection ipAddresses wifiSsid wifiSignalStrength cellularNetworkType imei1 imei2 iccid1 iccid2
    phoneNumber1 phoneNumber2 wifiMacAddress ethernetMacAddress gateway dnsServers }
  blueprint { assignedId currentId currentVersionId currentVersionNumber upgradeStatus }
  location { latitude }`;
export const OF_PLATFORM = {
  ANDROID: `... on AndroidDevice { apiLevel agentVersion foundationVersion isGms isKiosk kioskAppName isLockedDown policyName
    templateName timezone currentCommandId displays { widthPixels heightPixels refreshRate } isEmmBound driftState driftSeverity
    securityState }`,
  APPLE: '... on AppleDevice { udid isSupervised isLockedDown isDdmEnabled source depProfileStatus }',
  LINUX: '... on LinuxDevice { cpu { coreCount coreLoads totalLoad temperature } }',
  WINDOWS: '... on WindowsDevice { cpu { coreCount coreLoads totalLoad temperature } }',
};
export type Platform = keyof typeof OF_PLATFORM;

/** What a client is told of a device that the REST API tells so of. */
export async function toldOf(platform: Platform, v2: object, legacy: object = {}) {
  const device = { id: 'd1', name: 'D', platform, state: 1, tenant_id: ENTERPRISE, ...v2 };
  const { query } = await beforeEsperThat(({ pathname }) => {
    if (pathname.includes('/enterprise/')) return { id: 'd1', device_name: 'D', status: 1, state: 1, ...legacy };
    return { content: pathname.endsWith('/d1') ? device : { count: 1, results: [device] } };
  });
  const { data, errors } = await query(`{ device(id: "d1") { ${PARTS} ${OF_PLATFORM[platform]} } }`);
  expect(errors).toBeUndefined();
  return data.device;
}
