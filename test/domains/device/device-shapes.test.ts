import { expect, test } from 'vitest';
import { useGateway } from '../../support/gateway.js';
import { beforeEsperThat } from '../../support/strange-esper.js';
import { devicesThat, deviceThat, first, itemCall, legacyCall, listCall, platforms, recordOf } from './fleet.js';

const gateway = useGateway();

const ITEM_OR_LEGACY = 'hardware { hardware basebandVersion } network { iccid1 } software { osBuildNumber }';
const LEGACY_ONLY = 'software { osBuildTime } blueprint { currentVersionNumber }';
const ANDROID_ONLY = '... on AndroidDevice { apiLevel timezone displays { widthPixels } isEmmBound }';
const ROW_ONLY = 'battery { level } network { activeConnection ipAddresses }';

const androids = devicesThat(({ platform }) => platform === 'ANDROID').slice(0, 5);
const page = (selection: string, platform: string) =>
  `{ devices(first: 5, filter: { platforms: [${platform}] }) { nodes { esperId ${selection} } } }`;
const pageCall = (platform: string) => listCall(`limit=5&ordering=name&platform=${platform}`);

test.each([
  ['nothing more for what its row holds', ROW_ONLY, () => []],
  ['one item call for what only the item and the legacy record hold', ITEM_OR_LEGACY, itemCall],
  ['one legacy call for what only the legacy record holds', LEGACY_ONLY, legacyCall],
  ['one legacy call for what only Android devices have', ANDROID_ONLY, legacyCall],
  ['one legacy call for all of it together', ITEM_OR_LEGACY + LEGACY_ONLY + ANDROID_ONLY + ROW_ONLY, legacyCall],
])('each Android device of a list costs %s', async (_, selection, callsOf) => {
  const { data, errors, calls } = await gateway.query(page(selection, 'ANDROID'));
  expect(errors).toBeUndefined();
  expect(data.devices.nodes.map((node: any) => node.esperId)).toEqual(androids.map(({ id }) => id));
  expect(calls.toSorted()).toEqual([pageCall('ANDROID'), ...androids.flatMap(callsOf)].toSorted());
});

test.each(['APPLE', 'LINUX', 'WINDOWS'] as const)(
  'a device on %s is never asked for as a legacy one',
  async (platform) => {
    const { data, errors, calls } = await gateway.query(
      page(`${ITEM_OR_LEGACY} ${LEGACY_ONLY} ${ANDROID_ONLY} ${ROW_ONLY}`, platform),
    );
    const devices = devicesThat((facts) => facts.platform === platform).slice(0, 5);
    expect(errors).toBeUndefined();
    expect(calls.toSorted()).toEqual([pageCall(platform), ...devices.map(itemCall)].toSorted());
    for (const [at, node] of data.devices.nodes.entries()) {
      const item = recordOf(devices[at]!, 'item');
      expect(node.hardware.hardware).toBe(item.hardware_info?.hardware);
      expect(node.software).toEqual({ osBuildNumber: item.software_info?.os_build_number, osBuildTime: null });
      expect(node.blueprint.currentVersionNumber).toBeNull();
    }
  },
);

test.each(platforms)(
  'what only lists tell of a device on %s costs one list call when it is looked up by id',
  async (platform) => {
    const device = first[platform];
    const { data, errors, calls } = await gateway.query(
      `{ device(id: "${device.id}") { ${ROW_ONLY} hardware { hardware } } }`,
    );
    const row = recordOf(device, 'row');
    expect(errors).toBeUndefined();
    expect(data.device).toEqual({
      battery: { level: row.battery_stats?.battery_level ?? null },
      network: {
        activeConnection: row.network_stats?.current_active_connection ?? null,
        ipAddresses: row.network_stats?.ip_address ?? null,
      },
      hardware: { hardware: device.model.hardware },
    });
    expect(calls).toEqual([itemCall(device), listCall(`limit=250&${new URLSearchParams({ serial: device.serial! })}`)]);
  },
);

test('what only lists tell of a device without a serial number is found by its name', async () => {
  const device = deviceThat(({ serial, connection }) => serial === null && connection !== null);
  const row = recordOf(device, 'row');
  const { data, errors, calls } = await gateway.query(`{ device(id: "${device.id}") { name ${ROW_ONLY} } }`);
  expect(errors).toBeUndefined();
  expect(data.device).toEqual({
    name: device.name,
    battery: { level: row.battery_stats?.battery_level ?? null },
    network: {
      activeConnection: row.network_stats!.current_active_connection,
      ipAddresses: row.network_stats!.ip_address,
    },
  });
  expect(calls).toEqual([itemCall(device), listCall(`limit=250&ordering=name&search=${device.name}`)]);
});

test.each([
  ['a serial number with more devices than a page holds', 'To Be Filled By O.E.M.', 3],
  ['no serial number, and a name that is a part of many', null, 2],
])('what only lists tell of a device with %s is found', async (_, serial, lists) => {
  const idAt = (at: number) => `00000001-0000-4000-8000-${String(at).padStart(12, '0')}`;
  const deviceAt = (at: number, network_stats: object) => ({
    id: idAt(at),
    name: at === 299 ? 'PC-1' : `PC-1${at}`,
    platform: 'WINDOWS',
    state: 1,
    tenant_id: 't',
    serial,
    network_stats,
  });
  const { query, calls } = await beforeEsperThat(({ pathname, searchParams }) => {
    if (!pathname.endsWith('/devices/')) return { content: deviceAt(299, {}) };
    const [offset, limit] = ['offset', 'limit'].map((name) => Number(searchParams.get(name) ?? 0));
    const all = Array.from({ length: 300 }, (_, at) => deviceAt(at, { current_active_connection: `WIFI ${at}` }));
    return { content: { count: 300, results: all.slice(offset, offset! + limit!) } };
  });
  const { data, errors } = await query(`{ device(id: "${idAt(299)}") { name network { activeConnection } } }`);
  expect(errors).toBeUndefined();
  expect(data.device).toEqual({ name: 'PC-1', network: { activeConnection: 'WIFI 299' } });
  const asked = calls.filter((call) => call.includes('/devices/?'));
  expect(asked).toHaveLength(lists);
  expect(asked.slice(-2).every((call) => call.includes('ordering=name') && call.includes('search=PC-1'))).toBe(true);
});

test('what only lists tell of a device that no list has is null, without a search', async () => {
  const item = { id: 'a1', name: 'PC-1', platform: 'WINDOWS', state: 1, tenant_id: 't', serial: 'S1' };
  const { query, calls } = await beforeEsperThat(({ pathname }) =>
    pathname.endsWith('/devices/') ? { content: { count: 0, results: [] } } : { content: item },
  );
  const { data, errors } = await query('{ device(id: "a1") { name network { activeConnection } } }');
  expect({ data, errors }).toEqual({
    data: { device: { name: 'PC-1', network: { activeConnection: null } } },
    errors: undefined,
  });
  expect(calls).toHaveLength(2);
});

test('a device looked up by id costs one legacy call more for what only the legacy record holds', async () => {
  const { data, calls } = await gateway.query(
    `{ device(id: "${first.ANDROID.id}") { ${ITEM_OR_LEGACY} ${ANDROID_ONLY} ... on AndroidDevice { policyName } } }`,
  );
  expect(data.device).toMatchObject({
    timezone: 'Europe/Berlin',
    policyName: first.ANDROID.policy?.policy_name ?? null,
  });
  expect(calls).toEqual([itemCall(first.ANDROID), legacyCall(first.ANDROID)]);
});

test('shapes are never merged: what the item leaves empty is still told from the row', async () => {
  const connected = devicesThat(({ connection, iccid }) => connection === 'CELLULAR' && iccid !== undefined)[0]!;
  const { data, calls } = await gateway.query(
    `{ device(name: "${connected.name}") { network { activeConnection ipAddresses iccid1 } software { osBuildNumber } } }`,
  );
  expect(data.device.network).toEqual({
    activeConnection: 'CELLULAR',
    ipAddresses: [connected.ip],
    iccid1: connected.iccid,
  });
  expect(calls).toEqual([listCall(`limit=250&ordering=name&search=${connected.name}`), itemCall(connected)]);
});

test('what one shape does not have after all is asked of the next that could', async () => {
  gateway.simulator.faults.inject({ kind: 'status', status: 404, match: `/v2/devices/${androids[0]!.id}` });
  const { data, errors, calls } = await gateway.query(page('hardware { hardware }', 'ANDROID'));
  expect(errors).toBeUndefined();
  expect(data.devices.nodes[0].hardware).toEqual({ hardware: androids[0]!.model.hardware });
  expect(calls.filter((call) => call.includes('/enterprise/'))).toEqual([legacyCall(androids[0]!)]);
});

test('a device that goes away between its row and its item keeps what the row told', async () => {
  gateway.simulator.faults.inject({ kind: 'status', status: 404, match: `/${androids[0]!.id}` });
  const { data, errors } = await gateway.query(page('name hardware { hardware model }', 'ANDROID'));
  expect(errors).toBeUndefined();
  const hardware = data.devices.nodes.map((node: any) => node.hardware);
  expect(hardware).toEqual(
    androids.map(({ model }, at) => ({ hardware: at === 0 ? null : model.hardware, model: model.model })),
  );
});

test('a refused item costs its own fields only', async () => {
  gateway.simulator.faults.inject({ kind: 'status', status: 403, match: `/v2/devices/${androids[1]!.id}` });
  const { data, errors } = await gateway.query(page('hardware { hardware model }', 'ANDROID'));
  expect(errors).toMatchObject([
    { path: ['devices', 'nodes', 1, 'hardware', 'hardware'], extensions: { code: 'FORBIDDEN' } },
  ]);
  const hardware = data.devices.nodes.map((node: any) => node.hardware);
  expect(hardware).toEqual(
    androids.map(({ model }, at) => ({ hardware: at === 1 ? null : model.hardware, model: model.model })),
  );
});
