import type { Example } from './example.js';

export const filterDevices: Example = {
  shows: 'Ask for the rows you want, in the order you want, and count some others on the way.',
  document: `# Esper filters and orders, so that only the rows
# asked for travel. All that is given must hold.
# Ctrl-Space inside of { } lists what there is.
#
# An alias, as in "silent: devices(...)", asks for
# a field twice. totalCount alone reads no rows.

query FilterDevices {
  lowOnBattery: devices(
    first: 10
    filter: { platforms: [ANDROID], batteryLevelAtMost: 30 }
    orderBy: { field: BATTERY_LEVEL }
  ) {
    totalCount
    nodes {
      name
      battery {
        level
      }
      tags {
        name
      }
      group {
        path
      }
    }
  }
  silent: devices(
    first: 10
    filter: { state: INACTIVE }
    orderBy: { field: LAST_SEEN }
  ) {
    totalCount
    nodes {
      name
      lastSeen
    }
  }
  all: devices {
    totalCount
  }
}
`,
};
