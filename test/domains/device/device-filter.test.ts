import { expect, test } from 'vitest';
import { nodeId } from '../../../src/graphql/node-id.js';
import type { DeviceFacts } from '../../../src/simulator/device/device.seed.js';
import { useGateway } from '../../support/gateway.js';
import { devicesThat, deviceThat, first, world } from './fleet.js';

const gateway = useGateway();

const berlin = world.groups.byPath('All devices/Europe/Germany/Berlin')!;
const lab = world.groups.byPath('All devices/Lab')!;
const home = ({ number }: DeviceFacts) => world.fleet.groupOf(number)?.index;
const under = (...groups: number[]) => {
  const all = groups.flatMap((group) => world.groups.withSubgroups(group));
  return (facts: DeviceFacts) => all.includes(home(facts) ?? -1);
};
const isOn = (os: string, version: string) => (facts: DeviceFacts) =>
  facts.model.os === os && (facts.osVersion === version || facts.osVersion.startsWith(`${version}.`));
const { assignedBlueprint, currentBlueprint, currentBlueprintVersion } = deviceThat(
  (facts) => !!facts.currentBlueprint,
);
const versionNode = nodeId('BlueprintVersion', currentBlueprint!, currentBlueprintVersion!);
const { eeaVersion } = deviceThat((facts) => facts.eeaVersion !== null);
const none = () => false;

type Case = [filter: string, query: Record<string, string>, fits: (facts: DeviceFacts) => boolean];

const CASES: Case[] = [
  ['search: "esper-lab"', { search: 'esper-lab' }, ({ ssid }) => ssid === 'esper-lab'],
  [`groups: ["${berlin.id}"]`, { group_multi_immediate: berlin.id }, (facts) => home(facts) === berlin.index],
  [
    `groups: ["${nodeId('Group', berlin.id)}", "${lab.id}"], includeSubgroups: true`,
    { group_multi: `${berlin.id},${lab.id}` },
    under(berlin.index, lab.index),
  ],
  ['platforms: [LINUX, APPLE]', { platform: 'LINUX,APPLE' }, ({ platform }) => /LINUX|APPLE/.test(platform)],
  ['os: ANDROID', { os: 'Android' }, ({ model }) => model.os === 'Android'],
  ['os: IOS', { os: 'iOS' }, ({ model }) => model.os === 'iOS'],
  ['os: IPADOS', { os: 'iPadOS' }, ({ model }) => model.os === 'iPadOS'],
  ['os: TVOS', { os: 'tvOS' }, ({ model }) => model.os === 'tvOS'],
  ['os: LINUX', { os: 'Linux' }, ({ model }) => model.os === 'Linux'],
  ['os: WINDOWS', { os: 'Windows' }, ({ model }) => model.os === 'Windows'],
  ['state: INACTIVE', { state: '60' }, ({ state }) => state === 60],
  ['state: UNSPECIFIED', { state: '0' }, ({ state }) => state === 0],
  ['tags: ["vip-1"]', { tags: world.tags[0]!.id }, ({ tags }) => tags?.includes(0) ?? false],
  ['serialNumber: "SAGDJEH0"', { serial: 'SAGDJEH0' }, ({ number }) => number === 0],
  [`udid: "${first.APPLE.udid}"`, { udid: first.APPLE.udid! }, ({ number }) => number === first.APPLE.number],
  [
    `globalDeviceId: "${first.LINUX.globalId}"`,
    { global_device_id: first.LINUX.globalId },
    ({ number }) => number === 1,
  ],
  ['androidVersion: "8"', { android_version: '8' }, isOn('Android', '8')],
  ['androidVersionExact: "8.1.0"', { android_version_exact: '8.1.0' }, isOn('Android', '8.1.0')],
  ['iosVersion: "17"', { ios_version: '17' }, isOn('iOS', '17')],
  ['ipadosVersion: "18"', { ipados_version: '18' }, isOn('iPadOS', '18')],
  ['tvosVersion: "17.4"', { tvos_version: '17.4' }, isOn('tvOS', '17.4')],
  ['windowsVersion: "11"', { windows_version: '11' }, isOn('Windows', '11')],
  ['batteryLevelAtLeast: 97', { battery_level_gte: '97' }, ({ battery }) => battery !== null && battery >= 97],
  ['batteryLevelAtMost: 0', { battery_level_lte: '0' }, ({ battery }) => battery === 0],
  ['isGms: true', { is_gms: 'true' }, ({ isGms }) => isGms],
  ['isGms: false', { is_gms: 'false' }, ({ isGms }) => !isGms],
  ['isLockedDown: true', { is_locked_down: 'true' }, ({ isLockedDown }) => isLockedDown],
  ['activeConnection: "ETHERNET"', { active_connection: 'ETHERNET' }, ({ connection }) => connection === 'ETHERNET'],
  ['managedBy: TEMPLATE', { managed_by: 'TEMPLATE' }, ({ managedBy }) => managedBy === 'TEMPLATE'],
  ['sources: [ABM]', { device_source: 'ABM' }, ({ source }) => source === 'ABM'],
  ['sources: [ABM, NON_ABM]', { device_source: 'ABM,NON_ABM' }, ({ source }) => source !== undefined],
  [
    'templates: ["Multi app", "Driver phone"]',
    { template_multi: 'Multi app,Driver phone' },
    ({ template }) => template === 'Multi app' || template === 'Driver phone',
  ],
  ['policies: ["Open"]', { policy_multi: 'Open' }, ({ policy }) => policy?.policy_name === 'Open'],
  [
    `assignedBlueprintId: "${assignedBlueprint}"`,
    { assigned_blueprint_id: assignedBlueprint! },
    (facts) => facts.assignedBlueprint === assignedBlueprint,
  ],
  [
    `currentBlueprintId: "${currentBlueprint}"`,
    { current_blueprint_id: currentBlueprint! },
    (facts) => facts.currentBlueprint === currentBlueprint,
  ],
  [
    `currentBlueprintVersionId: "${currentBlueprintVersion}"`,
    { current_blueprint_version_id: currentBlueprintVersion! },
    (facts) => facts.currentBlueprintVersion === currentBlueprintVersion,
  ],
  [
    `currentBlueprintVersionIdNot: "${currentBlueprintVersion}"`,
    { current_blueprint_version_id_net: currentBlueprintVersion! },
    (facts) => facts.currentBlueprintVersion !== currentBlueprintVersion,
  ],
  [
    `assignedBlueprintId: "${nodeId('Blueprint', assignedBlueprint!)}"`,
    { assigned_blueprint_id: assignedBlueprint! },
    (facts) => facts.assignedBlueprint === assignedBlueprint,
  ],
  [
    `currentBlueprintId: "${nodeId('Blueprint', currentBlueprint!)}"`,
    { current_blueprint_id: currentBlueprint! },
    (facts) => facts.currentBlueprint === currentBlueprint,
  ],
  [
    `currentBlueprintVersionId: "${versionNode}"`,
    { current_blueprint_version_id: currentBlueprintVersion! },
    (facts) => facts.currentBlueprintVersion === currentBlueprintVersion,
  ],
  [
    `currentBlueprintVersionIdNot: "${versionNode}"`,
    { current_blueprint_version_id_net: currentBlueprintVersion! },
    (facts) => facts.currentBlueprintVersion !== currentBlueprintVersion,
  ],
  ['agentVersion: "8.1.0045"', { esper_agent_version_name: '8.1.0045' }, (facts) => facts.agentVersion === '8.1.0045'],
  [
    `foundationVersion: "${eeaVersion}"`,
    { foundation_version: eeaVersion! },
    (facts) => facts.eeaVersion === eeaVersion,
  ],
  [`foundationDeviceModelId: "${berlin.id}"`, { foundation_device_model_id: berlin.id }, none],
  ['foundationMajorVersion: 3', { foundation_major_version: '3' }, none],
  ['foundationMinorVersion: 2', { foundation_minor_version: '2' }, none],
  ['foundationBuildNumber: 1', { foundation_build_number: '1' }, none],
  ['airwaveTenantModelId: "m"', { airwave_tenant_model_id: 'm' }, none],
  ['airwaveBuildId: "b"', { airwave_build_id: 'b' }, none],
  ['airwaveBuildNumber: 9', { airwave_build_number: '9' }, none],
  [
    'platforms: [ANDROID], state: ACTIVE, managedBy: TEMPLATE, isGms: true',
    { platform: 'ANDROID', state: '1', managed_by: 'TEMPLATE', is_gms: 'true' },
    ({ platform, state, managedBy, isGms }) =>
      platform === 'ANDROID' && state === 1 && managedBy === 'TEMPLATE' && isGms,
  ],
];

test('every filter the schema offers is tested here', async () => {
  const { data } = await gateway.query('{ __type(name: "DeviceFilter") { inputFields { name } } }');
  const tested = new Set(CASES.flatMap(([filter]) => filter.match(/\w+(?=: )/g)));
  expect(data.__type.inputFields.map(({ name }: { name: string }) => name)).toEqual([...tested]);
});

test.each(CASES)('{ %s } lists the devices that fit and no others', async (filter, query, fits) => {
  const { data, errors, calls } = await gateway.query(
    `{ devices(first: 250, filter: { ${filter} }) { totalCount nodes { esperId } } }`,
  );
  expect(errors).toBeUndefined();
  const expected = devicesThat(fits);
  expect(data.devices.totalCount).toBe(expected.length);
  expect(data.devices.nodes.map((node: any) => node.esperId)).toEqual(expected.slice(0, 250).map(({ id }) => id));
  // Several groups are held against what each of two has alone.
  const asked = calls.filter((call) => call.startsWith('GET /v2/devices/?') && !call.includes('limit=1&'));
  expect(asked).toHaveLength(1);
  const sent = Object.fromEntries(new URLSearchParams(asked[0]!.split('?')[1]));
  expect(sent).toEqual({ limit: '250', ordering: 'name', ...query });
});

const REFUSED = [
  ...['groups', 'platforms', 'tags', 'sources', 'templates', 'policies'].map((name) => [
    `${name}: []`,
    `"${name}" is empty: name at least one, or leave it out.`,
  ]),
  ['includeSubgroups: true', '"includeSubgroups" is about "groups": name some, or leave it out.'],
  ['state: UNKNOWN', '"state" cannot be UNKNOWN in a filter.'],
  ['managedBy: UNKNOWN', '"managedBy" cannot be UNKNOWN in a filter.'],
  [
    `assignedBlueprintId: "${versionNode}"`,
    'This is the id of a thing of type BlueprintVersion, where Blueprint is wanted',
  ],
  [`groups: ["${nodeId('Tag', berlin.id)}"]`, 'This is the id of a thing of type Tag, where Group is wanted'],
] as [string, string][];

test.each(REFUSED)('{ %s } is refused before any call', async (filter, message) => {
  const { data, errors, calls } = await gateway.query(`{ devices(filter: { ${filter} }) { totalCount } }`);
  expect(data).toEqual({ devices: null });
  expect(errors).toMatchObject([{ path: ['devices'], extensions: { code: 'BAD_USER_INPUT' } }]);
  expect(errors![0]!.message).toContain(message);
  expect(calls).toEqual([]);
});
