import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { readConfig } from '../../../src/config.js';
import { createGateway } from '../../../src/server/gateway.js';
import { createLog } from '../../../src/telemetry/log.js';

const enterprise = '00000000-0000-4000-8000-000000000000';
const group = (id: string, parent?: string) => ({
  id,
  name: `Group ${id}`,
  path: id,
  enterprise: `https://esper.example/api/enterprise/${enterprise}/`,
  ...(parent && { parent: `https://esper.example/api/enterprise/${enterprise}/devicegroup/${parent}/` }),
  device_count: 0,
  children_count: 0,
  created_on: '2026-01-01T00:00:00Z',
  updated_on: '2026-01-01T00:00:00Z',
});
const tree = [group('root'), group('a', 'root'), group('b', 'root'), group('c', 'a')];

test('a REST API that ignores the filter by parent is found out, and children are cut from the list', async () => {
  const esper = createServer(({ url = '' }, response) => {
    const { pathname, searchParams } = new URL(url, 'http://esper.example');
    const one = tree.find(({ id }) => pathname.endsWith(`/devicegroup/${id}/`));
    const offset = Number(searchParams.get('offset') ?? 0);
    const results = tree.slice(offset, offset + Number(searchParams.get('limit')));
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(one ?? { count: tree.length, next: null, previous: null, results }));
  });
  await new Promise<void>((resolve) => esper.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${(esper.address() as AddressInfo).port}/api`;
  const env = { ESPER_BASE_URL: baseUrl, ESPER_ENTERPRISE_ID: enterprise, NODE_ENV: 'test', CACHE_ENABLED: 'false' };
  const gateway = await createGateway({ config: { ...readConfig(env), baseUrl }, log: createLog('silent') });
  const ask = async (query: string) => {
    const headers = { authorization: 'Bearer any' };
    return (await gateway.inject({ method: 'POST', url: '/graphql', headers, payload: { query } })).json();
  };

  const { data, errors } = await ask(`{
    root: group(id: "root") { children { totalCount nodes { esperId } } }
    a: group(id: "a") { children { totalCount nodes { esperId } } }
    b: group(id: "b") { children { totalCount nodes { esperId } } }
  }`);
  expect(errors).toBeUndefined();
  expect(data.root.children).toEqual({ totalCount: 2, nodes: [{ esperId: 'a' }, { esperId: 'b' }] });
  expect(data.a.children).toEqual({ totalCount: 1, nodes: [{ esperId: 'c' }] });
  expect(data.b.children).toEqual({ totalCount: 0, nodes: [] });
  expect((await ask('{ group(id: "a") { children { totalCount } } }')).data.group.children.totalCount).toBe(1);

  await gateway.close();
  esper.close();
});
