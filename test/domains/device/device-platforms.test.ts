import { expect, test } from 'vitest';
import type { LegacyDeviceRecord } from '../../../src/domains/device/legacy-device.record.js';
import type { DeviceFacts } from '../../../src/simulator/device/device.seed.js';
import { legacyDeviceView } from '../../../src/simulator/device/legacy-device.view.js';
import { useGateway } from '../../support/gateway.js';
import { devicesThat, first, itemCall, legacyCall, listCall, recordOf, world } from './fleet.js';

const gateway = useGateway();

const listOf = (platform: string, selection: string) =>
  `{ devices(first: 20, filter: { platforms: [${platform}] }) { nodes { ${selection} } } }`;
const listed = (platform: string) => devicesThat((facts) => facts.platform === platform).slice(0, 20);
const listedCall = (platform: string) => listCall(`limit=20&ordering=name&platform=${platform}`);

const told: Record<string, [selection: string, expected: (facts: DeviceFacts) => object]> = {
  ANDROID: [
    `... on AndroidDevice { agentVersion foundationVersion isGms isKiosk policyName templateName driftState
      driftSeverity securityState }`,
    (facts) => ({
      agentVersion: facts.agentVersion,
      foundationVersion: facts.eeaVersion,
      isGms: facts.isGms,
      isKiosk: facts.kioskApp !== null,
      policyName: facts.policy?.policy_name ?? null,
      templateName: facts.template,
      driftState: facts.number % 3,
      driftSeverity: facts.number % 4,
      securityState: facts.securityState?.toString() ?? null,
    }),
  ],
  APPLE: [
    '... on AppleDevice { udid isSupervised isLockedDown isDdmEnabled source depProfileStatus }',
    (facts) => ({
      udid: facts.udid,
      isSupervised: facts.source === 'ABM',
      isLockedDown: facts.isLockedDown,
      isDdmEnabled: facts.number % 2 === 0,
      source: facts.source,
      depProfileStatus: recordOf(facts, 'row').dep_profile_status,
    }),
  ],
  ...Object.fromEntries(
    ['LINUX', 'WINDOWS'].map((platform) => [
      platform,
      [
        `... on LinuxDevice { cpu { coreCount coreLoads totalLoad temperature } }
         ... on WindowsDevice { cpu { coreCount coreLoads totalLoad temperature } }`,
        () => ({ cpu: { coreCount: 4, coreLoads: [12.5, 8, 3.25, 40], totalLoad: null, temperature: 41.5 } }),
      ],
    ]),
  ),
};

test.each(Object.entries(told))(
  'what only devices on %s tell in a list costs nothing more',
  async (platform, entry) => {
    const [selection, expected] = entry;
    const { data, errors, calls } = await gateway.query(listOf(platform, selection));
    expect(errors).toBeUndefined();
    expect(data.devices.nodes).toEqual(listed(platform).map(expected));
    expect(calls).toEqual([listedCall(platform)]);
  },
);

const FULL = `... on AndroidDevice { apiLevel kioskAppName isLockedDown timezone currentCommandId isEmmBound
  displays { widthPixels heightPixels refreshRate } }
  software { osBuildTime } blueprint { currentVersionNumber }`;

const full = (record: LegacyDeviceRecord) => ({
  apiLevel: record.api_level,
  kioskAppName: record.kiosk_app_name,
  isLockedDown: record.lockdown_state === 0,
  timezone: record.timezone_string,
  currentCommandId: null,
  isEmmBound: record.user !== null,
  displays: record.displays,
  software: { osBuildTime: new Date(record.softwareInfo!.androidBuildTime!).toISOString() },
  blueprint: { currentVersionNumber: record.current_blueprint_version_number },
});
const legacyOf = ({ number }: DeviceFacts) => legacyDeviceView(world, number);

test('the full records of many Android devices are looked up in the list of all', async () => {
  const { data, errors, calls } = await gateway.query(listOf('ANDROID', FULL));
  const androids = listed('ANDROID');
  expect(errors).toBeUndefined();
  expect(data.devices.nodes).toEqual(androids.map((facts) => full(legacyOf(facts))));
  const [listed_, ...asked] = calls;
  expect(listed_).toBe(listedCall('ANDROID'));
  const pages = asked.filter((call) => call.includes('/device/?limit='));
  expect(pages).toEqual(asked);
  expect(pages.length).toBeLessThan(6);
});

test('an Android device looked up by its id tells its full record', async () => {
  const { data, calls } = await gateway.query(`{ device(id: "${first.ANDROID.id}") { ${FULL} } }`);
  expect(data.device).toEqual(full(legacyOf(first.ANDROID)));
  expect(calls).toEqual([itemCall(first.ANDROID), legacyCall(first.ANDROID)]);
});
