import type { Resolvers } from '../../generated/schema.js';
import type { DeviceMetricsRecord, DeviceMetricsV2Record } from './device-metrics.record.js';
import type { DeviceMetricsView } from './device-metrics.source.js';
import { numberOf } from './device-values.js';

/** A number that stands in both records. */
const inBoth = (key: keyof DeviceMetricsRecord & keyof DeviceMetricsV2Record) => {
  const count = (record: DeviceMetricsRecord | DeviceMetricsV2Record) => numberOf(record[key]);
  return (metrics: DeviceMetricsView) => metrics.read({ first: count, second: count });
};

export const deviceMetricsResolvers = {
  Enterprise: {
    deviceMetrics: ({ id }, _, { sources }) => sources.deviceMetrics.ofEnterprise(id),
  },
  DeviceMetrics: {
    active: (metrics) => metrics.read({ first: ({ active }) => numberOf(active) }),
    inactive: (metrics) => metrics.read({ first: ({ in_active }) => numberOf(in_active) }),
    unprovisioned: (metrics) => metrics.read({ second: (record) => numberOf(record.unprovisioned_devices) }),
    lastSeen: (metrics) => metrics.read({ second: ({ last_seen }) => last_seen }),
    underProvisioning: inBoth('under_provisioning'),
    recentlyAdded: inBoth('recently_added'),
    lowBattery: inBoth('low_battery'),
    secure: inBoth('secure'),
    lowRisk: inBoth('low_risk'),
    mediumRisk: inBoth('medium_risk'),
    highRisk: inBoth('high_risk'),
    atRisk: inBoth('total_devices_under_risk'),
    unspecified: inBoth('unspecified'),
  },
  LastSeenCounts: {
    firstPeriod: ({ first_period }) => numberOf(first_period),
    secondPeriod: ({ second_period }) => numberOf(second_period),
    thirdPeriod: ({ third_period }) => numberOf(third_period),
  },
} satisfies Resolvers;
