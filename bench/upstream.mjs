import { request } from 'undici';
import { KEY } from './load.mjs';
import { freePort, start } from './process.mjs';

const root = new URL('../', import.meta.url).pathname;
const here = new URL('./', import.meta.url).pathname;

/**
 * A REST API, its answers repeated from memory after the first time: the simulated fleet, or posts.
 * @param {{ world?: 'fleet' | 'posts', devices: number }} options
 */
export async function startUpstream({ world = 'fleet', devices }) {
  const [apiPort, port] = [await freePort(), await freePort()];
  const served = {
    fleet: [`${root}dist/simulator/main.js`, '--port', `${apiPort}`, '--devices', `${devices}`],
    posts: [`${here}posts/server.mjs`, `${apiPort}`],
  };
  const api = await start({ args: served[world], port: apiPort, role: 'others' });
  const repeated = [`${here}replay.mjs`, `${port}`, api.origin];
  const replay = await start({ args: repeated, port, role: 'others' });
  const headers = { authorization: `Bearer ${KEY}` };
  const arrived = async () =>
    /** @type {import('./path.mjs').Call[]} */ (await (await request(`${replay.origin}/__replay/calls`)).body.json());

  return {
    origin: replay.origin,
    base: `${replay.origin}/api`,
    stop: async () => (await replay.stop(), await api.stop()),
    /** Asks the REST API itself: this is not counted. @param {string} path */
    get: async (path) => /** @type {any} */ ((await request(`${api.origin}/api${path}`, { headers })).body.json()),
    /** Has every call take so many milliseconds from now on; at first they take none. @param {number} ms */
    delay: async (ms) => void (await (await request(`${replay.origin}/__replay/latency/${ms}`)).body.dump()),
    /** The calls there have been since this, or how many, was last asked. */
    arrived,
    calls: async () => (await arrived()).length,
  };
}

/** @typedef {Awaited<ReturnType<typeof startUpstream>>} Upstream */
