import type { Registry } from 'prom-client';
import { lookedUp } from './looked-up.js';
import type { GatewayState } from './state.js';

/** How the budgets of keys are shared with other replicas. */
export function replicaMetrics(registry: Registry, { client }: GatewayState): void {
  if (!client().replicas) return;
  const { counter, gauge } = lookedUp(registry);
  const now = (figure: 'exchanged' | 'failed' | 'alone') => () => client().replicas?.[figure] ?? 0;
  counter('budget_exchanges_total', 'Times the budget of a key was shared out between replicas', now('exchanged'));
  counter(
    'budget_exchange_failures_total',
    'Times that failed, took too long, or was left out without Redis',
    now('failed'),
  );
  gauge(
    'budget_alone_callers',
    'Keys with REST calls whose budget is not shared now, since Redis cannot be reached',
    now('alone'),
  );
}
