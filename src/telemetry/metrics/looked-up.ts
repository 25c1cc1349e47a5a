import { Counter, Gauge, type Registry } from 'prom-client';

/** Adds metrics whose values stand elsewhere, and are looked up there when somebody reads the metrics. */
export const lookedUp = (registry: Registry) => ({
  gauge: (name: string, help: string, value: () => number) =>
    new Gauge({
      name: `esper_graphql_${name}`,
      help,
      registers: [registry],
      collect() {
        this.set(value());
      },
    }),
  counter: (name: string, help: string, value: () => number) =>
    new Counter({
      name: `esper_graphql_${name}`,
      help,
      registers: [registry],
      collect() {
        this.reset();
        this.inc(value());
      },
    }),
});
