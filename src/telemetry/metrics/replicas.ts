import { Counter, Gauge, type Registry } from 'prom-client';
import type { GatewayState } from './state.js';

/** How the budgets of keys are shared with other replicas. */
export function replicaMetrics(registry: Registry, { client }: GatewayState): void {
  if (!client().replicas) return;
  const registers = [registry];
  const counter = (name: string, help: string, of: 'exchanged' | 'failed') =>
    new Counter({
      name: `esper_graphql_budget_${name}`,
      help,
      registers,
      collect() {
        this.reset();
        this.inc(client().replicas?.[of] ?? 0);
      },
    });
  counter('exchanges_total', 'Times the budget of a key was shared out between replicas', 'exchanged');
  counter('exchange_failures_total', 'Times that failed, took too long, or was left out without Redis', 'failed');
  new Gauge({
    name: 'esper_graphql_budget_alone_callers',
    help: 'Keys with REST calls whose budget is not shared now, since Redis cannot be reached',
    registers,
    collect() {
      this.set(client().replicas?.alone ?? 0);
    },
  });
}
