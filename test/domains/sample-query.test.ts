import { expect, test } from 'vitest';
import { useGateway } from '../support/gateway.js';
import { routesOf } from '../support/routes-of.js';

const gateway = useGateway();

test('one nested query from the viewer to the versions of apps on devices costs the fewest calls', async () => {
  const { data, errors, calls, extensions } = await gateway.query(`
    { viewer { fullName role { name } enterprise { name
        rootGroup { name children(first: 5) { nodes { name deviceCount
          devices(first: 5) { totalCount nodes { name state lastSeen group { name parent { name } }
            apps(first: 5) { nodes { name versionName app { packageName latestVersion { versionName } } } }
            ... on AndroidDevice { hardware { model } } } } } } } } } }`);
  expect(errors).toBeUndefined();
  const { children } = data.viewer.enterprise.rootGroup;
  expect(children.nodes).toHaveLength(5);
  for (const child of children.nodes) {
    expect(child.devices.totalCount).toBe(child.deviceCount);
    for (const { group } of child.devices.nodes)
      expect(group).toEqual({ name: child.name, parent: { name: 'All devices' } });
  }
  expect(extensions.upstream.calls).toBe(calls.length);
  expect(routesOf(calls)).toEqual({
    '/user_info/': 1,
    '/v1/enterprise/{id}/': 1,
    '/enterprise/{id}/devicegroup/': 1, // the root and all below it
    '/v2/devices/': 1, // of all five groups
    '/enterprise/{id}/device/{id}/app/': 16, // what is on a device, the API tells of one device at a time
    '/v2/devices/{id}/device-apps/': 4,
    '/v1/enterprise/{id}/application/': 1,
    '/v2/tenant-apps/{id}/versions/{id}': 4,
  });
});
