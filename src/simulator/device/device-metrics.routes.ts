import type { DeviceMetricsRecord, DeviceMetricsV2Record } from '../../domains/device/device-metrics.record.js';
import { type Asked, get } from '../router.js';
import { DAY, NOW } from '../timestamps.js';
import type { DeviceFacts } from './device.seed.js';

export const deviceMetricsRoutes = [
  get('/v1/enterprise/{e}/report/status-metrics/', readMetrics),
  // Esper: the second version takes no slash, the first demands one.
  get('/v2/enterprise/{e}/report/status-metrics', readMetricsV2),
];

/** Esper: below what a battery counts as low, and since when a device as new, is not said. */
const LOW_BATTERY = 20;
const RECENT = 7 * DAY;

type Test = (facts: DeviceFacts) => boolean;

const inStates =
  (from: number, to = from): Test =>
  ({ state }) =>
    state >= from && state <= to;
const atRisk =
  (from: number, to = from): Test =>
  ({ securityState: risk }) =>
    risk !== null && risk >= from && risk <= to;
const seenAgo =
  (from: number, to: number): Test =>
  ({ lastSeen }) =>
    lastSeen !== null && NOW - lastSeen >= from && NOW - lastSeen < to;
/** Esper: 30 to 50 and 80 to 100 are what the support team's tool takes for onboarding. */
const isOnboarding: Test = (facts) => inStates(30, 50)(facts) || inStates(80, 100)(facts);

const inBoth = {
  unspecified: inStates(0),
  under_provisioning: isOnboarding,
  recently_added: ({ createdAt }: DeviceFacts) => NOW - createdAt < RECENT,
  low_battery: ({ battery }: DeviceFacts) => battery !== null && battery < LOW_BATTERY,
  secure: atRisk(0),
  low_risk: atRisk(1),
  medium_risk: atRisk(2),
  high_risk: atRisk(3),
  total_devices_under_risk: atRisk(1, 3),
};
const inFirst = { ...inBoth, active: inStates(1), in_active: inStates(60) };
const inSecond = { ...inBoth, unprovisioned_devices: ({ provisionedOn }: DeviceFacts) => provisionedOn === null };
const periods = {
  first_period: seenAgo(0, DAY),
  second_period: seenAgo(DAY, 7 * DAY),
  third_period: seenAgo(7 * DAY, 30 * DAY),
};

/** How many of the devices that the key may see fit each test. */
function count<Name extends string>({ world: { fleet }, rights }: Asked, tests: Readonly<Record<Name, Test>>) {
  const names = Object.keys(tests) as Name[];
  return fleet.index(`metrics ${rights.key} ${names}`, () => {
    const counts = Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>;
    for (const number of fleet.visible(rights)) {
      const facts = fleet.factsOf(number);
      for (const name of names) if (tests[name](facts)) counts[name]++;
    }
    return counts;
  });
}

function readMetrics(asked: Asked): DeviceMetricsRecord {
  return count(asked, inFirst);
}

function readMetricsV2(asked: Asked): DeviceMetricsV2Record {
  return { ...count(asked, inSecond), last_seen: count(asked, periods) };
}
