import { expect, test } from 'vitest';
import { beforeEsperThat, ENTERPRISE } from '../../support/strange-esper.js';

const device = { id: 'd1', name: 'D', platform: 'ANDROID', state: 1, tenant_id: ENTERPRISE };

/** A REST API that has one device, with these values in v2 and in legacy. */
const oneDevice =
  (v2: object, legacy: object = {}) =>
  ({ pathname }: URL) => {
    if (pathname.includes('/enterprise/')) return { id: 'd1', device_name: 'D', status: 1, state: 1, ...legacy };
    const one = { ...device, ...v2 };
    return { content: pathname.endsWith('/d1') ? one : { count: 1, results: [one] } };
  };

test('empty text is nothing, where nothing is told so', async () => {
  const { query } = await beforeEsperThat(
    oneDevice({
      alias: '',
      serial: '',
      last_seen: '',
      provisioned_on: '',
      group_id: '',
      hardware_info: { serial: 'S-1' },
      network_info: { iccid1: '' },
    }),
  );
  const fields = 'alias serialNumber lastSeen provisionedAt group { id } network { iccid1 }';
  const { data, errors } = await query(`{ device(id: "d1") { ${fields} } devices { nodes { ${fields} } } }`);
  const told = {
    alias: null,
    serialNumber: 'S-1',
    lastSeen: null,
    provisionedAt: null,
    group: null,
    network: { iccid1: null },
  };
  expect(errors).toBeUndefined();
  expect(data).toEqual({ device: told, devices: { nodes: [told] } });
});

test('a serial number that only the hardware tells finds its device', async () => {
  const { query } = await beforeEsperThat(oneDevice({ serial: '', hardware_info: { serial: 'S-1' } }));
  expect((await query('{ device(serial: "S-1") { esperId } }')).data).toEqual({ device: { esperId: 'd1' } });
});

test.each([
  ['milliseconds', 1_700_000_000_000],
  ['seconds', 1_700_000_000],
  ['text', '1700000000000'],
])('when a build was made is told in %s', async (_, androidBuildTime) => {
  const { query } = await beforeEsperThat(oneDevice({}, { softwareInfo: { androidBuildTime } }));
  const { data } = await query('{ device(id: "d1") { software { osBuildTime } } }');
  expect(data.device.software).toEqual({ osBuildTime: '2023-11-14T22:13:20.000Z' });
});

test('what the documents word otherwise is understood as well', async () => {
  const v2 = {
    software_info: { security_path_level: '2026-01-05' },
    network_stats: { cellular_network_info: { network_type: 'null' } },
  };
  const { query } = await beforeEsperThat(oneDevice(v2, { user: '' }));
  const { data } = await query(
    '{ device(id: "d1") { software { securityPatchLevel } network { cellularNetworkType } ... on AndroidDevice { isEmmBound } } }',
  );
  expect(data.device).toEqual({
    software: { securityPatchLevel: '2026-01-05' },
    network: { cellularNetworkType: null },
    isEmmBound: false,
  });
});
