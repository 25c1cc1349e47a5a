import type { Example } from './example.js';

export const fleetNumbers: Example = {
  shows: 'Understand a fleet in a minute: how it is doing, where its devices are, and which were silent longest.',
  document: `# How is the fleet doing? Esper counts what
# deviceMetrics tells, which costs a call, and
# for lastSeen another one. With many thousand
# devices it takes up to half a minute: without
# lastSeen a third of that.

query FleetNumbers {
  enterprise {
    name
    deviceMetrics {
      active
      inactive
      underProvisioning
      recentlyAdded
      lowBattery
      atRisk
      lastSeen {
        firstPeriod
        secondPeriod
        thirdPeriod
      }
    }
    rootGroup {
      totalDeviceCount
      children(first: 20) {
        nodes {
          name
          totalDeviceCount
        }
      }
    }
  }
  silent: devices(first: 10, filter: { state: INACTIVE }, orderBy: { field: LAST_SEEN, direction: ASC }) {
    totalCount
    nodes {
      name
      lastSeen
      group {
        path
      }
    }
  }
}
`,
};
