import { expect, test } from 'vitest';
import { nodeId } from '../../../src/graphql/node-id.js';
import { useGateway } from '../../support/gateway.js';

const gateway = useGateway({ devices: 4000 });

const withApp = `{ apps(first: 1) { nodes { latestVersion { devices(first: 20) { nodes { esperId state lastSeen } } } } } }`;

/** What is asked of devices for the devices that have the latest version of an app. */
async function calls() {
  const { data, errors, calls } = await gateway.query(withApp);
  expect(errors).toBeUndefined();
  const { nodes } = data.apps.nodes[0].latestVersion.devices;
  expect(nodes).toHaveLength(20);
  expect(nodes.filter(({ state }: { state: string | null }) => state === null)).toEqual([]);
  const asked = calls.filter((call) => call.includes('/v2/devices/'));
  return { pages: asked.filter((call) => call.includes('?')), items: asked.filter((call) => !call.includes('?')) };
}

test('devices are read one by one when the first page of their list tells that it is too long to look them up in', async () => {
  const { pages, items } = await calls();
  expect(pages).toEqual(['GET /v2/devices/?limit=250&ordering=name']);
  expect(items.length).toBeGreaterThan(10); // those that were not on the page
});

test('and straight away when that is known', async () => {
  await gateway.query('{ devices { totalCount } }');
  expect(await calls()).toEqual({ pages: [], items: expect.objectContaining({ length: 20 }) });
});

test('so it is with the full records of Android devices, and the price holds either way', async () => {
  const withTimezone = `{ devices(last: 20, filter: { platforms: [ANDROID] }) { nodes { ... on AndroidDevice { timezone } } } }`;
  const { data, errors, calls } = await gateway.query(withTimezone);
  expect(errors).toBeUndefined();
  expect(data.devices.nodes).toEqual(Array(20).fill({ timezone: 'Europe/Berlin' }));
  expect(calls.filter((call) => call.includes('/device/?'))).toHaveLength(1);
  expect(calls.filter((call) => /\/device\/[^/?]+\/$/.test(call)).length).toBeGreaterThan(10);
});

const small = useGateway({ devices: 12 });

test.each([
  ['{ devices(first: 8) { nodes { heartbeat { isOnline } } } }', '/v2/heartbeat/'],
  ['{ devices(filter: { platforms: [ANDROID] }) { nodes { ... on AndroidDevice { timezone } } } }', '/device/'],
  ['{ nodes { ... on Device { state battery { level } } } }', '/v2/devices/'],
  ['{ nodes { ... on Device { state } } }', '/v2/devices/'],
])('a small fleet is looked up in one page though nobody knew how small it is: %s', async (query, list) => {
  const { fleet } = small.simulator;
  const ids = Array.from({ length: 8 }, (_, n) => {
    const number = fleet.find(fleet.idAt(n)!)!;
    const type = { ANDROID: 'Android', APPLE: 'Apple', LINUX: 'Linux', WINDOWS: 'Windows' }[fleet.platformOf(number)];
    return nodeId(`${type}Device`, fleet.idOf(number));
  });
  const { errors, calls } = await small.query(query.replace(/^{ nodes /, `{ nodes(ids: ${JSON.stringify(ids)}) `));
  expect(errors).toBeUndefined();
  const pages = calls.filter((call) => call.includes(`${list}?`) && call.includes('limit=250'));
  expect(pages).toHaveLength(1);
  expect(calls.length).toBeLessThanOrEqual(3); // with the devices themselves, and one that never spoke
});
