import { request } from 'undici';
import { KEY, operate } from './load.mjs';
import { freePort, start } from './process.mjs';

/** @typedef {{ path: string, at: number }} Call  A REST call, and when it arrived, in milliseconds. */
/** @typedef {import('./prepare.mjs').Prepared} Prepared */
/** @typedef {{ upstream: import('./upstream.mjs').Upstream, latency: number }} Options */

/** Operations after which a target has learnt how long calls take. */
const LEARNING = 3;

/**
 * Calls in the waves they came in: none of a wave can have waited for another, which would not have been answered yet.
 * @param {readonly Call[]} calls  In the order in which they arrived.
 * @param {number} latency
 * @returns {string[][]}
 */
export function inWaves(calls, latency) {
  /** @type {{ at: number, paths: string[] }[]} */
  const waves = [];
  for (const { path, at } of calls) {
    const last = waves.at(-1);
    if (last && at - last.at < latency) last.paths.push(path);
    else waves.push({ at, paths: [path] });
  }
  return waves.map(({ paths }) => paths);
}

/** The waves in which a target makes the calls of a query. @param {Prepared} target @param {string} name @param {Options} options */
async function wavesOf({ ask, asked }, name, { upstream, latency }) {
  const [variables] = asked.get(name)?.variables ?? [];
  if (!variables) return undefined;
  for (let time = 0; time < LEARNING; time++) await operate(ask, name, variables);
  await upstream.calls();
  await operate(ask, name, variables);
  return inWaves(await upstream.arrived(), latency);
}

/**
 * Finds out in which waves targets make their calls, and starts what measures how long the fewest of them take, with nothing else
 * to do: the path of the calls.
 * @param {readonly Prepared[]} targets
 * @param {readonly string[]} names
 * @param {Options} options
 */
export async function startPath(targets, names, options) {
  /** @type {Map<string, string[][]>} */
  const shortest = new Map();
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const name of names) {
    for (const target of targets) {
      const waves = await wavesOf(target, name, options);
      if (!waves) continue;
      counts.set(`${target.spec.text} ${name}`, waves.length);
      if (waves.length < (shortest.get(name)?.length ?? Infinity)) shortest.set(name, waves);
    }
  }
  const port = await freePort();
  const args = [new URL('calls-alone.mjs', import.meta.url).pathname, `${port}`, options.upstream.origin, KEY];
  const { origin, stop } = await start({ args, port, role: 'target' });
  return {
    /** How many waves a target needs. @param {Pick<import('./report.mjs').Row, 'target' | 'query'>} row */
    waves: ({ target, query }) => counts.get(`${target} ${query}`) ?? NaN,
    /** What the fewest take, in milliseconds, as found in so many seconds. @param {string} name @param {number} seconds */
    async measured(name, seconds) {
      const body = JSON.stringify({ waves: shortest.get(name), ms: seconds * 1000 });
      return /** @type {number} */ (await (await request(origin, { method: 'POST', body })).body.json());
    },
    stop,
  };
}
