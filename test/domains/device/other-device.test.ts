import { expect, test } from 'vitest';
import { beforeEsperThat } from '../../support/strange-esper.js';

const known = { id: 'a1', name: 'Phone', platform: 'ANDROID', state: 1, tenant_id: 'e1' };
const strange = { id: 'b2', name: 'Laptop', platform: 'CHROMEOS', state: 1, tenant_id: 'e1', os: 'ChromeOS' };

test('a device on a platform nobody has heard of leaves the list standing, and is told of by its name', async () => {
  const { query, calls } = await beforeEsperThat(({ pathname }) => {
    const rows = pathname.includes('device-apps') ? [] : [known, strange];
    return { content: pathname.endsWith('/b2') ? strange : { count: rows.length, results: rows } };
  });

  const fields =
    '__typename id name platform platformName os software { osBuildTime } apps { totalCount } latestStatus { data }';
  const { data, errors } = await query(
    `{ devices { nodes { ${fields.replace('apps { totalCount } latestStatus { data }', '')} } } }`,
  );
  expect(errors).toBeUndefined();
  expect(data.devices.nodes).toMatchObject([
    { __typename: 'AndroidDevice', platform: 'ANDROID', platformName: 'ANDROID' },
    { __typename: 'OtherDevice', name: 'Laptop', platform: 'UNKNOWN', platformName: 'CHROMEOS', os: 'ChromeOS' },
  ]);
  const again = await query(`{ node(id: "${data.devices.nodes[1].id}") { ... on Device { ${fields} } } }`);
  expect(again.errors).toBeUndefined();
  expect(again.data.node).toMatchObject({ name: 'Laptop', apps: { totalCount: 0 }, latestStatus: null });
  const moved = await query(
    `mutation { moveDevice(input: { device: "${data.devices.nodes[1].id}", group: "g1" }) { device { platformName } } }`,
  );
  expect(moved.data.moveDevice.device).toEqual({ platformName: 'CHROMEOS' });
  expect(calls.filter((call) => call.includes('/device/'))).toEqual([expect.stringContaining('/a1/')]);
});
