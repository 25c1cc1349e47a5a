import { describe, expect, test } from 'vitest';
import { nodeId } from '../../../src/graphql/node-id.js';
import { useGateway } from '../../support/gateway.js';
import { beforeEsperThat, ENTERPRISE } from '../../support/strange-esper.js';
import { devicesThat, deviceThat, first, itemCall, listCall, world } from './fleet.js';

const FILLER = 'To Be Filled By O.E.M.';
const NOBODY = '00000000-0000-4000-8000-000000000000';
const twoSims = deviceThat(({ imei2 }) => imei2 !== undefined);
const withAlias = (wanted: string | null) => devicesThat(({ alias }) => alias !== null && alias === wanted);
const soleAlias = deviceThat(({ alias }) => withAlias(alias).length === 1);
const sharedAlias = deviceThat(({ alias }) => withAlias(alias).length > 1).alias!;
const hidden = deviceThat(
  ({ id, serial }) => serial !== FILLER && world.fleet.find(id, world.rights.get('demo-viewer')) === undefined,
);

describe('a lookup', () => {
  const gateway = useGateway();
  const android = first.ANDROID;
  const globalId = nodeId('AndroidDevice', android.id);
  const searched = (text: string) => listCall(`limit=250&ordering=name&${new URLSearchParams({ search: text })}`);
  const bySerial = (serial: string) => listCall(`limit=250&${new URLSearchParams({ serial })}`);

  test.each([
    ['its id in the REST API', { id: android.id }, android, itemCall(android)],
    ['its global id', { id: globalId }, android, itemCall(android)],
    ['its serial number', { serial: 'SAGDJEH0' }, android, bySerial('SAGDJEH0')],
    ['its name', { name: android.name }, android, searched(android.name)],
    ['its alias', { name: soleAlias.alias }, soleAlias, searched(soleAlias.alias!)],
    ['the IMEI of its first SIM', { imei: twoSims.imei }, twoSims, searched(twoSims.imei!)],
    ['the IMEI of its second SIM', { imei: twoSims.imei2 }, twoSims, searched(twoSims.imei2!)],
  ])('finds a device by %s, for one call', async (_, by, device, call) => {
    const [name, value] = Object.entries(by)[0]!;
    const { data, errors, calls } = await gateway.query(`{ device(${name}: "${value}") { esperId name } }`);
    expect(errors).toBeUndefined();
    expect(data.device).toEqual({ esperId: device.id, name: device.name });
    expect(calls).toEqual([call]);
  });

  test.each([
    ['an id nobody has', `id: "${NOBODY}"`],
    ['a global id nobody has', `id: "${nodeId('LinuxDevice', NOBODY)}"`],
    ['a serial number nobody has', 'serial: "NOSUCH"'],
    ['a part of a serial number', 'serial: "SAGDJEH"'],
    ['an IMEI nobody has', 'imei: "350000000000000"'],
    ['a part of an IMEI', `imei: "${twoSims.imei!.slice(0, 12)}"`],
    ['a name nobody has', 'name: "ESR-SIM-NOBODY"'],
    ['a part of a name', 'name: "ESR-SIM-MATM"'],
    ['a name in the wrong case', 'name: "esr-sim-matmb"'],
    ['a text that is a value of something else', `name: "${android.serial}"`],
  ])('answers null without an error for %s', async (_, by) => {
    const { data, errors, calls } = await gateway.query(`{ device(${by}) { name } }`);
    expect({ data, errors }).toEqual({ data: { device: null }, errors: undefined });
    expect(calls).toHaveLength(1);
  });

  test.each([
    ['serial number', `serial: "${FILLER}"`, ({ serial }: typeof android) => serial === FILLER],
    ['name', `name: "${sharedAlias}"`, ({ alias }: typeof android) => alias === sharedAlias],
  ])('fails when several devices answer to the %s, and names them', async (what, by, fits) => {
    const { data, errors } = await gateway.query(`{ device(${by}) { name } }`);
    expect(data).toEqual({ device: null });
    expect(errors).toHaveLength(1);
    expect(errors![0]!.extensions).toEqual({ code: 'BAD_USER_INPUT' });
    const { message } = errors![0]!;
    expect(message).toContain(`There is more than one device with the ${what}`);
    const named = message.match(/[0-9a-f]{8}-[0-9a-f-]{27}/g)!;
    expect(named.length).toBeGreaterThan(1);
    for (const id of named) expect(fits(world.fleet.factsOf(world.fleet.find(id)!))).toBe(true);
  });

  test.each([
    ['no argument', '{ device { name } }', 'none was given'],
    ['nothing but nulls', '{ device(id: null, name: null) { name } }', 'none was given'],
    ['two arguments', '{ device(serial: "a", name: "b") { name } }', '"serial" and "name" were given'],
    ['an empty value', '{ device(name: "") { name } }', '"name" is empty'],
    ['the global id of a group', `{ device(id: "${nodeId('Group', NOBODY)}") { name } }`, 'a thing of type Group'],
    ['an id that cannot be one', '{ device(id: "../user") { name } }', '"../user" is not an id'],
  ])('with %s is refused before any call', async (_, query, message) => {
    const { data, errors, calls } = await gateway.query(query);
    expect(data).toEqual({ device: null });
    expect(errors).toMatchObject([{ path: ['device'], extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(errors![0]!.message).toContain(message);
    expect(calls).toEqual([]);
  });

  test('finds nothing that the key may not see', async () => {
    const { data, errors } = await gateway.query(
      `{ byId: device(id: "${hidden.id}") { name } bySerial: device(serial: "${hidden.serial}") { name } }`,
      { key: 'demo-viewer' },
    );
    expect({ data, errors }).toEqual({ data: { byId: null, bySerial: null }, errors: undefined });
  });
});

test('finds by its serial number, and what only lists tell of, a device whose hardware alone tells the number', async () => {
  const shared = { id: NOBODY, name: 'PC', platform: 'LINUX', state: 1, tenant_id: ENTERPRISE };
  const device = { ...shared, hardware_info: { serial: 'S-1' } };
  const { query, calls } = await beforeEsperThat(({ pathname }) =>
    pathname.endsWith('/devices/')
      ? { content: { count: 1, results: [{ ...device, network_stats: { ip_address: ['10.0.0.7'] } }] } }
      : { content: device },
  );
  const found = await query('{ device(serial: "S-1") { serialNumber } }');
  expect(found).toMatchObject({ data: { device: { serialNumber: 'S-1' } } });
  const listed = await query(`{ device(id: "${NOBODY}") { network { ipAddresses } } }`);
  expect(listed).toMatchObject({ data: { device: { network: { ipAddresses: ['10.0.0.7'] } } } });
  expect(calls.filter((call) => call.includes('serial=S-1'))).toHaveLength(2);
});

describe('of a text that many devices hold', () => {
  const gateway = useGateway();

  test('finds the one device that has it for its name, wherever it stands among them', async () => {
    const { fleet } = gateway.simulator;
    const esperId = fleet.idAt(900)!;
    fleet.change(fleet.find(esperId)!, { alias: 'ESR-SIM' });
    const { data, errors, calls } = await gateway.query('{ device(name: "ESR-SIM") { esperId } }');
    expect({ data, errors }).toEqual({ data: { device: { esperId } }, errors: undefined });
    expect(calls).toHaveLength(4);
  });
});

describe('in a large fleet', () => {
  const gateway = useGateway({ devices: 2500 });

  test('a text that too many devices hold is refused instead of answered from a part of them', async () => {
    const { data, errors } = await gateway.query('{ device(name: "ESR-SIM") { name } }');
    expect(data).toEqual({ device: null });
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(errors![0]!.message).toContain('2500 devices hold the text "ESR-SIM"');
  });

  test('what only lists tell is found for each of many devices with the same serial number', async () => {
    const { fleet } = gateway.simulator;
    const alike = fleet.withSerial(FILLER);
    expect(alike.length).toBeGreaterThan(20);
    const { id, connection, ip } = fleet.factsOf(alike.findLast((n) => fleet.factsOf(n).connection !== null)!);
    const { data } = await gateway.query(`{ device(id: "${id}") { network { activeConnection ipAddresses } } }`);
    expect(data.device.network).toEqual({ activeConnection: connection, ipAddresses: [ip] });
  });
});
