import { FLEET, queries } from './queries.mjs';
import { isAsked } from './targets.mjs';

/**
 * The queries asked for, put together by the REST API and the settings they need.
 * @param {Pick<import('./options.mjs').Options, 'only' | 'latencies'>} options
 * @param {import('./targets.mjs').Target[]} specs
 * @returns {import('./prepare.mjs').Part[]}
 */
export function partsOf({ only, latencies }, specs) {
  const unknown = only?.find((name) => !(name in queries));
  if (unknown) throw new Error(`There is no query "${unknown}": there are ${Object.keys(queries).join(', ')}.`);
  /** @type {Map<string, import('./prepare.mjs').Part>} */
  const parts = new Map();
  for (const [name, query] of Object.entries(queries)) {
    if (only && !only.includes(name)) continue;
    const { world = 'fleet', devices = FLEET, cached = false } = query;
    const asked = cached ? specs.filter((spec) => spec.name === 'gateway') : specs;
    for (const latency of latencies ?? query.latencies ?? [0]) {
      const key = `${latency} ${world} ${devices} ${cached}`;
      const part = parts.get(key) ?? { world, names: [], specs: asked, cached, devices, latency };
      part.names.push(name);
      parts.set(key, part);
    }
  }
  return [...parts.values()]
    .map((part) => ({ ...part, specs: part.specs.filter((spec) => part.names.some((name) => isAsked(spec, name))) }))
    .filter((part) => part.specs.length > 0)
    .sort((one, two) => one.latency - two.latency);
}
