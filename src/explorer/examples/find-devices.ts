import type { Example } from './example.js';

export const findDevices: Example = {
  shows: 'First of three steps: find the devices of a group that are awake.',
  document: `# 1 of 3: which devices of a group are awake?
#
# The next two examples, RebootDevices and
# WatchReboot, go on with what this one finds.

query FindDevices($group: ID!) {
  group(id: $group) {
    path
    devices(first: 3, filter: { platforms: [ANDROID], state: ACTIVE }) {
      totalCount
      nodes {
        id
        name
        lastSeen
        battery {
          level
        }
      }
    }
  }
}
`,
  variables: ({ devices }) => ({ group: devices.nodes[0]?.group?.id }),
};
