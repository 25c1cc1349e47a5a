import { resolve } from 'node:path';
import { buildPostsGateway } from './posts/build.mjs';
import { freePort, nodeFlags, start } from './process.mjs';
import { queries } from './queries.mjs';
import { tailcall } from './targets/tailcall.mjs';

const here = new URL('./', import.meta.url).pathname;

/**
 * What a target is.
 * @typedef {object} About
 * @property {string} about  For the report.
 * @property {keyof import('./dialects.mjs').dialects} dialect  How it is asked.
 * @property {import('./peers.mjs').Group} [peers]  The packages it is made of, where they are no dependencies of the product.
 * @property {Record<string, string>} [settings]  Of the environment.
 * @property {string[]} [only]  The queries for which it is another than the one before it.
 */

/** @type {Record<string, About>} */
export const TARGETS = {
  gateway: { about: 'this gateway, caches off', dialect: 'graph' },
  'gateway-groups': {
    about:
      'the same, and reading the devices of many groups by one filter: what the gateway does by itself since the run that is recorded',
    dialect: 'graph',
    settings: { DEVICES_BY_GROUPS: 'true' },
    only: ['Q4'],
  },
  bff: { about: 'an endpoint written by hand for each query, Fastify and undici, no GraphQL', dialect: 'endpoint' },
  'bff-by-id': {
    about: 'the same, reading every group by its id: as one writes it who has no planner',
    dialect: 'endpoint',
    settings: { BENCH_ONE_BY_ONE: 'Infinity' },
    only: ['Q1-five', 'Q3-five'],
  },
  apollo: { about: 'Apollo Server with a RESTDataSource, as its handbook begins', dialect: 'graph', peers: 'servers' },
  yoga: { about: 'GraphQL Yoga, compiled queries, undici, DataLoader', dialect: 'graph', peers: 'servers' },
  mercurius: { about: 'Mercurius, compiled queries, undici, DataLoader', dialect: 'graph', peers: 'servers' },
  hive: { about: 'Hive Gateway over OpenAPI, equal calls and operations shared', dialect: 'rest', peers: 'hive' },
  tailcall: { about: 'Tailcall (Rust), calls batched where they can be', dialect: 'rest', peers: 'tailcall' },
  'tailcall-dedupe': { about: 'the same, equal operations under way shared', dialect: 'rest', peers: 'tailcall' },
};

/**
 * `name[@checkout][+flag of node or setting ...]`, such as `gateway@../other+max-semi-space-size=64+SINGLE_FLIGHT=false`.
 * @param {string} text
 */
export function parseTarget(text) {
  const [place = '', ...added] = text.split('+');
  const [name = '', checkout] = place.split('@');
  const target = TARGETS[name];
  if (!target) throw new Error(`There is no target "${name}": there are ${Object.keys(TARGETS).join(', ')}.`);
  const isSetting = (/** @type {string} */ word) => /^[A-Z_]+=/.test(word);
  return {
    ...target,
    text,
    name,
    root: checkout ? `${resolve(checkout)}/` : `${resolve(here, '..')}/`,
    flags: added.filter((word) => !isSetting(word)).map((flag) => `--${flag}`),
    settings: {
      ...target.settings,
      ...Object.fromEntries(added.filter(isSetting).map((word) => word.split(/=(.*)/s))),
    },
  };
}

/** @typedef {ReturnType<typeof parseTarget>} Target */

/** Whether a target is asked a query. @param {Pick<Target, 'name' | 'only'>} target @param {string} query */
export const isAsked = ({ name, only }, query) =>
  (only?.includes(query) ?? true) && (queries[query]?.targets?.includes(name) ?? true);

/**
 * @param {Target} target
 * @param {{ world: 'fleet' | 'posts', base: string, cached: boolean }} options  The REST API, and whether answers are kept.
 */
export async function startTarget({ name, root, flags, settings }, { world, base, cached }) {
  const port = await freePort();
  if (name.startsWith('tailcall')) {
    const made = tailcall({ world, base, port, dedupe: name === 'tailcall-dedupe' });
    return start({ ...made, port, role: 'target' });
  }
  const gateway = () => (world === 'posts' ? buildPostsGateway(root) : `${root}dist/main.js`);
  const env = {
    ESPER_BASE_URL: base,
    PORT: String(port),
    NODE_ENV: 'production',
    LOG_LEVEL: 'warn',
    CACHE_ENABLED: String(cached),
    BENCH_WORLD: world,
    ...settings,
  };
  const line = name.startsWith('gateway')
    ? [...nodeFlags, ...flags, gateway()]
    : [...flags, `${here}targets/${name.replace(/-.*/, '')}.mjs`];
  return start({ args: line, port, role: 'target', env });
}
