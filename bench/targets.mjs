import { resolve } from 'node:path';
import { freePort, start } from './process.mjs';

const here = new URL('./', import.meta.url).pathname;

/** What each is, for the report. */
export const ABOUT = {
  gateway: 'this gateway, caches off',
  bff: 'an endpoint written by hand for each query, Fastify and undici, no GraphQL',
  apollo: 'Apollo Server with a RESTDataSource, as its handbook begins',
  yoga: 'GraphQL Yoga, compiled queries, undici, DataLoader',
  mercurius: 'Mercurius, compiled queries, undici, DataLoader',
};

/**
 * `name[@checkout][+flag of node ...]`, such as `gateway@../other+max-semi-space-size=64`.
 * @param {string} text
 */
export function parseTarget(text) {
  const [place = '', ...flags] = text.split('+');
  const [name = '', checkout] = place.split('@');
  if (!(name in ABOUT)) throw new Error(`There is no target "${name}": there are ${Object.keys(ABOUT).join(', ')}.`);
  return {
    text,
    name,
    root: checkout ? `${resolve(checkout)}/` : resolve(here, '..') + '/',
    flags: flags.map((flag) => `--${flag}`),
    kind: /** @type {'graphql' | 'endpoint'} */ (name === 'bff' ? 'endpoint' : 'graphql'),
    /** Whether its packages are no dependencies of the product. */
    isPeer: name !== 'gateway' && name !== 'bff',
  };
}

/** @typedef {ReturnType<typeof parseTarget>} Target */

/** Whether the gateway that is built there can keep answers. @param {Target} target */
export async function hasCache({ root }) {
  const { settings } = await import(`${root}dist/config.js`);
  return 'CACHE_ENABLED' in settings;
}

/**
 * @param {Target} target
 * @param {string} base  Of the REST API.
 * @param {boolean} cached
 */
export async function startTarget({ name, root, flags }, base, cached) {
  const port = await freePort();
  const file = name === 'gateway' ? `${root}dist/main.js` : `${here}targets/${name}.mjs`;
  const env = {
    ESPER_BASE_URL: base,
    PORT: String(port),
    NODE_ENV: 'production',
    LOG_LEVEL: 'warn',
    CACHE_ENABLED: String(cached),
  };
  return start({ args: [...flags, file], port, role: 'target', env });
}
