import type { Metric, Registry } from 'prom-client';
import { Metrics } from '../../src/telemetry/metrics.js';
import { processMetrics } from '../../src/telemetry/metrics/process.js';
import { newCacheCounts } from '../../src/upstream/cache/counts.js';

export interface ExportedMetric {
  readonly name: string;
  readonly type: string;
  readonly labelNames: readonly string[];
  readonly help: string;
}

const listed = (metrics: { getMetricsAsArray(): object[] }) =>
  metrics.getMetricsAsArray() as (Metric & ExportedMetric)[];

/** The gateway's own metrics, those of Redis too unless there is none. */
export function ownRegistry({ redis = true } = {}): Registry {
  const metrics = new Metrics({ version: '0', mostNames: 1 });
  const replicas = redis ? { exchanged: 0, failed: 0, alone: 0 } : undefined;
  const cache = { counts: newCacheCounts(), bytes: () => 0, ...(redis && { isRedisUp: () => true }) };
  const client = () => ({ lanes: {}, circuits: {}, ...(replicas && { replicas }) });
  metrics.watch({ isReady: () => true, client }, cache);
  return metrics.registry;
}

export const ownMetrics = (how?: { redis: boolean }): ExportedMetric[] => listed(ownRegistry(how));

/** The labels of every series that Prometheus finds at `/metrics`, by its name. */
export function exportedSeries(): Map<string, readonly string[]> {
  const series = new Map<string, readonly string[]>();
  for (const { name, type, labelNames } of [...ownMetrics(), ...listed(processMetrics())]) {
    series.set(name, labelNames);
    if (type !== 'histogram' && type !== 'summary') continue;
    for (const part of ['sum', 'count']) series.set(`${name}_${part}`, labelNames);
    series.set(`${name}_bucket`, [...labelNames, 'le']);
  }
  return series;
}
