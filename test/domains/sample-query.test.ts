import { expect, test } from 'vitest';
import { useGateway } from '../support/gateway.js';

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
});
