import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';

let collected: Registry | undefined;

/** Memory, processor time, event loop and garbage collection: of the process, so they are watched once, from the first call on. */
export function processMetrics(): Registry {
  if (collected) return collected;
  collected = new Registry();
  collectDefaultMetrics({ register: collected });
  return collected;
}

/** Tells which build runs. */
export function buildMetrics(registry: Registry, version: string): void {
  const info = new Gauge({
    name: 'esper_graphql_build_info',
    help: 'Always 1; the version of the gateway and of Node',
    labelNames: ['version', 'node'],
    registers: [registry],
  });
  info.set({ version, node: process.version }, 1);
}
