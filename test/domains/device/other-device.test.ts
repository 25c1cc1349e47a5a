import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { readConfig } from '../../../src/config.js';
import { createGateway } from '../../../src/server/gateway.js';
import { createLog } from '../../../src/telemetry/log.js';

const nobody = '00000000-0000-4000-8000-000000000000';
const known = { id: 'a1', name: 'Phone', platform: 'ANDROID', state: 1, tenant_id: 'e1' };
const strange = { id: 'b2', name: 'Laptop', platform: 'CHROMEOS', state: 1, tenant_id: 'e1', os: 'ChromeOS' };

test('a device on a platform nobody has heard of leaves the list standing, and is told of by its name', async () => {
  const calls: string[] = [];
  const esper = createServer(({ url = '' }, response) => {
    calls.push(url);
    const rows = url.includes('device-apps') ? [] : [known, strange];
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ content: url.endsWith('/b2') ? strange : { count: rows.length, results: rows } }));
  });
  await new Promise<void>((resolve) => esper.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${(esper.address() as AddressInfo).port}/api`;
  const config = readConfig({
    ESPER_BASE_URL: baseUrl,
    NODE_ENV: 'test',
    CACHE_ENABLED: 'false',
    ESPER_ENTERPRISE_ID: nobody,
  });
  const gateway = await createGateway({ config: { ...config, baseUrl }, log: createLog('silent') });
  const ask = async (query: string) => {
    const headers = { authorization: 'Bearer any' };
    return (await gateway.inject({ method: 'POST', url: '/graphql', headers, payload: { query } })).json();
  };

  const fields =
    '__typename id name platform platformName os software { osBuildTime } apps { totalCount } latestStatus { data }';
  const { data, errors } = await ask(
    `{ devices { nodes { ${fields.replace('apps { totalCount } latestStatus { data }', '')} } } }`,
  );
  expect(errors).toBeUndefined();
  expect(data.devices.nodes).toMatchObject([
    { __typename: 'AndroidDevice', platform: 'ANDROID', platformName: 'ANDROID' },
    { __typename: 'OtherDevice', name: 'Laptop', platform: 'UNKNOWN', platformName: 'CHROMEOS', os: 'ChromeOS' },
  ]);
  const again = await ask(`{ node(id: "${data.devices.nodes[1].id}") { ... on Device { ${fields} } } }`);
  expect(again.errors).toBeUndefined();
  expect(again.data.node).toMatchObject({ name: 'Laptop', apps: { totalCount: 0 }, latestStatus: null });
  expect(calls.filter((call) => call.includes('/enterprise/'))).toEqual([expect.stringContaining('/a1/')]);

  await gateway.close();
  esper.close();
});
