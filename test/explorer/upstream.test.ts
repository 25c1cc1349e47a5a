import { buildSchema, parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import type { UpstreamCall } from '../../src/explorer/answer.js';
import { operationIn, selectionsAt } from '../../src/explorer/selection.js';
import { costInSchema, dearFields } from '../../src/explorer/upstream/hints.js';
import { endOf, groupCalls, shortField, shortPath, ticks } from '../../src/explorer/upstream/rows.js';

const ENTERPRISE = 'f8a7935e-6264-46ad-a544-3b3eb930c34a';
const ids = ['169ecc2c-a0a9-441c-a545-61726d488eb3', 'c2cdebaf-6135-469a-b6fc-f8643325b383'];
const call = (path: string, startedMs: number, more: Partial<UpstreamCall> = {}): UpstreamCall => ({
  method: 'GET',
  path,
  status: 200,
  startedMs,
  ms: 30,
  source: 'network',
  fields: ['devices.nodes'],
  ...more,
});
const appsOf = (n: number, more: Partial<UpstreamCall> = {}) =>
  call(`/enterprise/${ENTERPRISE}/device/${n}69ecc2c-a0a9-441c-a545-61726d488eb3/app/?limit=5`, 50 + n, {
    fields: ['devices.nodes[].apps.nodes'],
    ...more,
  });

describe('the waterfall', () => {
  test('tells calls that are alike as one row, in the order in which they began', () => {
    const groups = groupCalls([appsOf(2), appsOf(1), appsOf(3), call('/v2/devices/?limit=20', 0)]);
    expect(groups.map(({ path, calls }) => [path, calls.length])).toEqual([
      ['/v2/devices/?limit=20', 1],
      ['/enterprise/…/device/*/app/?limit=5', 3],
    ]);
  });

  test('tells two calls one by one, and those for different fields too', () => {
    const other = appsOf(3, { fields: ['devices.nodes[].software'] });
    const paths = groupCalls([appsOf(1), appsOf(2), other]).map(({ path }) => path);
    expect(paths).toEqual([
      '/enterprise/…/device/169e…/app/?limit=5',
      '/enterprise/…/device/269e…/app/?limit=5',
      '/enterprise/…/device/369e…/app/?limit=5',
    ]);
  });

  test('ends with the last call, and marks the axis with round numbers', () => {
    expect(endOf([call('/a', 10), call('/b', 400, { ms: 12 }), call('/c', 20)])).toBe(412);
    expect(ticks(412)).toEqual([0, 200, 400]);
    expect(ticks(40)).toEqual([0, 20, 40]);
    expect(ticks(0)).toEqual([0]);
  });

  test.each([
    [`/v2/devices/${ids[0]}/device-apps/`, '/v2/devices/169e…/device-apps/'],
    [`/enterprise/${ENTERPRISE}/device/${ids[1]}/`, '/enterprise/…/device/c2cd…/'],
  ])('shortens %s', (path, short) => expect(shortPath(path)).toBe(short));

  test('names a field by the end of its path', () => {
    expect(shortField('groups.nodes[].devices.nodes[].apps.nodes')).toBe('devices.apps');
  });
});

describe('hints', () => {
  const schema = buildSchema(`
    type Query { devices: Devices }
    type Devices { nodes: [Device] }
    interface Device { "The apps on it. Costs one call for each device." apps: Apps }
    type Android implements Device { apps: Apps "Its zone, such as Europe/Berlin. Needs the full record." zone: String "Its name." name: String }
    type Apps { nodes: [String] }
  `);
  const document = parse(`
    query Fleet { fleet: devices { nodes { ...Parts ... on Android { zone name } } } }
    fragment Parts on Device { installed: apps { nodes } }
  `);

  test('name the fields that asked the same of row after row', () => {
    const calls = [1, 2, 3, 4, 5, 6].map((n) => appsOf(n));
    expect(dearFields([...calls, call('/v2/devices/', 0)])).toEqual([{ path: ['devices', 'nodes', 'apps'], calls: 6 }]);
  });

  test('count the calls of all routes that serve the rows, and none that was made once', () => {
    const fields = ['devices.nodes[].apps.nodes'];
    const others = ids.map((id) => call(`/v2/devices/${id}/device-apps/?limit=5`, 60, { fields }));
    const calls = [...[1, 2, 3, 4, 5, 6].map((n) => appsOf(n)), ...others, call('/v2/tenant-apps', 90, { fields })];
    expect(dearFields(calls)).toEqual([{ path: ['devices', 'nodes', 'apps'], calls: 8 }]);
  });

  test('leave out what the cache answered, and what took a few calls', () => {
    expect(dearFields([1, 2, 3, 4, 5, 6].map((n) => appsOf(n, { source: 'cache' })))).toEqual([]);
    expect(dearFields([1, 2, 3, 4].map((n) => appsOf(n)))).toEqual([]);
  });

  test.each([
    [['fleet', 'nodes', 'installed'], 'Costs one call for each device.'],
    [['fleet', 'nodes', 'zone'], 'Needs the full record.'],
    [['fleet', 'nodes', 'name'], null],
    [['nothing', 'there'], null],
  ])('say what the schema says about %j', (path, said) => {
    expect(costInSchema(path, document, 'Fleet', schema)).toBe(said);
  });

  test('find a field without a schema too', () => {
    const operation = operationIn(document, null)!;
    const [found] = selectionsAt(document, operation, ['fleet', 'nodes', 'installed']);
    expect(found).toMatchObject({ node: { name: { value: 'apps' } }, field: undefined });
  });
});
