import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Json, type SimulatedEsper, simulatedEsper } from './simulated-esper.js';

let esper: SimulatedEsper;
let devices: Json[];
beforeAll(async () => {
  esper = await simulatedEsper();
  devices = (await esper.get('/v2/devices/?limit=1000')).json.content.results;
});
afterAll(() => esper.close());

const find = async (query: string) => (await esper.get(`/v2/devices/?limit=1000&${query}`)).json.content;
const first = (platform: string) => devices.find((device) => device.platform === platform);

test('a row, an item and a legacy item of one device hold different fields', async () => {
  const row = devices.find((device) => device.network_info.imei1 && device.platform === 'ANDROID');
  const item = (await esper.get(`/v2/devices/${row.id}`)).json.content;
  const legacy = (await esper.get(`/enterprise/{e}/device/${row.id}/`)).json;

  expect(Object.keys(row)).toEqual(expect.arrayContaining(['policy', 'template_name']));
  expect(item).not.toHaveProperty('policy');
  expect(item).not.toHaveProperty('template_name');
  expect(row.battery_stats).toHaveProperty('battery_level');
  expect(item.battery_stats).toEqual({});
  expect(item.network_stats).toMatchObject({ current_active_connection: null, ip_address: [] });

  expect(row.hardware_info).not.toHaveProperty('hardware');
  expect(item.hardware_info).toHaveProperty('hardware');
  expect(row.network_info).not.toHaveProperty('iccid1');
  expect(item.network_info).toHaveProperty('iccid1');
  expect(row.software_info).not.toHaveProperty('os_build_number');
  expect(item.software_info).toHaveProperty('os_build_number');

  expect(legacy).toMatchObject({
    device_name: row.name,
    alias_name: row.alias,
    status: row.state,
    state: row.state,
    hardwareInfo: { serialNumber: row.serial },
    memoryInfo: { totalRam: expect.stringMatching(/^\d+$/) },
  });
  expect(legacy).not.toHaveProperty('last_seen');
});

test('tags are ids in v2 and names in legacy, where none is null', async () => {
  const tagged = devices.find((device) => device.platform === 'ANDROID' && device.tags?.length > 1);
  const legacy = (await esper.get(`/enterprise/{e}/device/${tagged.id}/`)).json;
  const names = esper.world.tags.filter(({ id }) => tagged.tags.includes(id)).map(({ tag }) => tag);
  expect(legacy.tags.toSorted()).toEqual(names.toSorted());
  expect(devices.some(({ tags }) => tags.length === 0)).toBe(true);
  const untagged = (await esper.get('/enterprise/{e}/device/?limit=250')).json.results;
  expect(untagged.some(({ tags }: Json) => tags === null)).toBe(true);
  expect(Math.max(...devices.map(({ tags }) => tags.length))).toBe(5);
});

test('a fleet of 1000 shows every platform, every documented state and an unknown one', () => {
  const platforms = devices.map(({ platform }) => platform);
  expect([...new Set(platforms)].toSorted()).toEqual(['ANDROID', 'APPLE', 'LINUX', 'WINDOWS']);
  expect(platforms.filter((platform) => platform === 'ANDROID').length).toBeGreaterThan(640);
  const states = [...new Set(devices.map(({ state }) => state))].toSorted((a, b) => a - b);
  const documented = [0, 1, ...Array.from({ length: 19 }, (_, i) => 20 + 10 * i)];
  expect(states).toEqual([...documented, 210]);
});

test('some devices lack what others have', () => {
  for (const field of ['group_id', 'alias', 'serial', 'last_seen', 'location_stats', 'provisioned_on']) {
    expect(
      devices.some((device) => device[field] === null),
      field,
    ).toBe(true);
    expect(
      devices.some((device) => device[field] != null),
      field,
    ).toBe(true);
  }
  const instants = devices.map(({ last_seen: seen }) => seen).filter(Boolean);
  expect(instants.some((text) => /:\d\d\.\d{6}Z$/.test(text))).toBe(true);
  expect(instants.some((text) => text.endsWith('+00:00'))).toBe(true);
  expect(instants.some((text) => /T\d\d:\d\dZ$/.test(text))).toBe(true);
});

test('answers hold the secrets that a gateway must not pass on', async () => {
  const android = first('ANDROID');
  const legacy = await esper.get(`/enterprise/{e}/device/${android.id}/`);
  expect(legacy.json.wifi_access_points[0].wifi_password).toMatch(/^SECRET-/);
  expect(android.fcm_id).toMatch(/^SECRET-/);
  expect(first('APPLE').tokens.push_token).toMatch(/^SECRET-/);
  expect((await esper.get('/user_info/')).json.token).toMatch(/^SECRET-/);
  expect((await esper.get('/v1/token-info/')).json.token).toMatch(/^SECRET-/);
});

test('filters find what the rows say', async () => {
  const fits = (test: (device: Json) => boolean) => devices.filter(test).length;
  const low = (device: Json) => device.battery_stats.battery_level;
  const cases: [string, number][] = [
    ['platform=APPLE,LINUX', fits(({ platform }) => platform === 'APPLE' || platform === 'LINUX')],
    ['state=60,210', fits(({ state }) => state === 60 || state === 210)],
    ['platform=ANDROID&state=1', fits(({ platform, state }) => platform === 'ANDROID' && state === 1)],
    ['battery_level_gte=10&battery_level_lte=20', fits((d) => low(d) !== null && low(d) >= 10 && low(d) <= 20)],
    ['is_gms=true', fits(({ is_gms: isGms }) => isGms === true)],
    ['os=ipados', fits(({ os }) => os === 'iPadOS')],
    ['managed_by=TEMPLATE', fits((device) => device.managed_by === 'TEMPLATE')],
    ['template_multi=Kiosk template,Multi app', fits((d) => /^(Kiosk|Multi)/.test(d.template_name ?? ''))],
    ['policy_multi=Default', fits(({ policy }) => policy?.policy_name === 'Default')],
    ['device_source=ABM', fits((device) => device.device_source === 'ABM')],
    ['active_connection=ETHERNET', fits((d) => d.network_stats?.current_active_connection === 'ETHERNET')],
    ['android_version=8', fits((d) => d.os === 'Android' && d.os_version === '8.1.0')],
    ['android_version_exact=8', 0],
    ['ios_version=17.5.1', fits((d) => d.os === 'iOS' && d.os_version === '17.5.1')],
    ['esper_agent_version_name=8.1.0045', fits((d) => d.software_info.esper_agent_info?.version_name === '8.1.0045')],
    ['foundation_major_version=1', 0],
    ['airwave_build_id=1', 0],
    ['search=zebra', fits((device) => device.hardware_info.brand === 'Zebra')],
  ];
  for (const [query, count] of cases) expect((await find(query)).count, query).toBe(count);
});

test('natural keys find their device, a search by id does not', async () => {
  const apple = first('APPLE');
  expect((await find(`serial=${apple.serial.toLowerCase()}`)).results).toMatchObject([{ id: apple.id }]);
  expect((await find(`udid=${apple.udid}`)).results).toMatchObject([{ id: apple.id }]);
  expect((await find(`global_device_id=${apple.global_device_id}`)).results).toMatchObject([{ id: apple.id }]);
  expect((await find(`search=${apple.name}`)).results).toMatchObject([{ id: apple.id }]);
  expect((await find(`search=${apple.id}`)).count).toBe(0);
  expect((await find('serial=To Be Filled By O.E.M.')).count).toBeGreaterThan(1);
});

test('tags find devices that have any of them', async () => {
  const [a, b] = [esper.world.tags[0]!.id, esper.world.tags[5]!.id];
  const count = devices.filter(({ tags }) => tags?.includes(a) || tags?.includes(b)).length;
  expect((await find(`tags=${a},${b}`)).count).toBe(count);
});

test('values that no field takes are refused', async () => {
  for (const query of ['ordering=group', 'state=online', 'battery_level_gte=full', 'is_gms=perhaps', 'cursor=x']) {
    const { status, json } = await esper.get(`/v2/devices/?${query}`);
    expect(status, query).toBe(400);
    expect(json).toMatchObject({ code: 400, content: {} });
  }
});

test('all eighteen orders sort, both ways, and nulls come last when rising', async () => {
  const fields =
    'alias created_at last_seen model os_version name serial provisioned_on battery_level dpc_version eea_version is_gms security_state wifi_ssid platform template_name policy_name state';
  for (const field of fields.split(' ')) {
    for (const ordering of [field, `-${field}`]) {
      expect((await esper.get(`/v2/devices/?limit=1&ordering=${ordering}`)).status, ordering).toBe(200);
    }
  }
  const names = (await find('ordering=-name')).results.map(({ name }: Json) => name);
  expect(names).toEqual(names.toSorted().toReversed());
  const aliases = (await find('ordering=alias')).results.map(({ alias }: Json) => alias);
  expect(aliases[0]).not.toBeNull();
  expect(aliases.at(-1)).toBeNull();
});

test('the legacy list knows Android only, and finds by name, IMEI, tag and group', async () => {
  const legacy = async (query: string) => (await esper.get(`/enterprise/{e}/device/?limit=1000&${query}`)).json;
  const androids = devices.filter(({ platform }) => platform === 'ANDROID');
  expect((await legacy('')).count).toBe(androids.length);
  const phone = androids.find((device) => device.network_info.imei1);
  expect((await legacy(`imei=${phone.network_info.imei1}`)).results).toMatchObject([{ id: phone.id }]);
  expect((await legacy(`name=${phone.name}`)).results).toMatchObject([{ id: phone.id }]);
  expect((await legacy('state=60')).count).toBe(androids.filter(({ state }) => state === 60).length);
  const vips = new Set(esper.world.tags.filter(({ tag }) => tag.includes('vip')).map(({ id }) => id));
  expect((await legacy('tags=vip')).count).toBe(
    androids.filter((d) => d.tags?.some((id: string) => vips.has(id))).length,
  );
  expect((await legacy(`group=${esper.world.groups.root.id}`)).count).toBe(androids.filter((d) => d.group_id).length);
  expect((await esper.get(`/enterprise/{e}/device/${first('LINUX').id}/`)).status).toBe(404);
});

test('the latest status is an object, at most one, and tells when the device was seen', async () => {
  const seen = devices.find(({ platform, last_seen: at }) => platform === 'ANDROID' && at);
  const unseen = devices.find(({ platform, last_seen: at }) => platform === 'ANDROID' && !at);
  const status = async (id: string) => (await esper.get(`/enterprise/{e}/device/${id}/status/?latest_event=1`)).json;
  const { results } = await status(seen.id);
  expect(results).toHaveLength(1);
  expect(results[0].data.memoryEvents.map(({ eventType }: Json) => eventType)).toContain('AVAILABLE_RAM_MEASURED');
  expect((await status(unseen.id)).results).toEqual([]);
  expect((await esper.get(`/enterprise/{e}/device/${seen.id}/status/`)).status).toBe(400);
});
