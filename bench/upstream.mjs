import { request } from 'undici';
import { KEY } from './load.mjs';
import { freePort, start } from './process.mjs';

const root = new URL('../', import.meta.url).pathname;
const here = new URL('./', import.meta.url).pathname;

/**
 * The simulated REST API, its answers repeated from memory after the first time.
 * @param {{ devices: number, latency: number }} options
 */
export async function startUpstream({ devices, latency }) {
  const [simulatorPort, port] = [await freePort(), await freePort()];
  const simulated = [`${root}dist/simulator/main.js`, '--port', `${simulatorPort}`, '--devices', `${devices}`];
  const simulator = await start({ args: simulated, port: simulatorPort, role: 'others' });
  const repeated = [`${here}replay.mjs`, `${port}`, simulator.origin, `${latency}`];
  const replay = await start({ args: repeated, port, role: 'others' });
  const headers = { authorization: `Bearer ${KEY}` };

  return {
    base: `${replay.origin}/api`,
    stop: async () => (await replay.stop(), await simulator.stop()),
    /** Asks the simulator itself: this is not counted. @param {string} path */
    get: async (path) =>
      /** @type {any} */ ((await request(`${simulator.origin}/api${path}`, { headers })).body.json()),
    /** How many calls there have been since this was last asked. */
    async calls() {
      const list = /** @type {string[]} */ (await (await request(`${replay.origin}/__replay/calls`)).body.json());
      return list.length;
    },
  };
}

/** @typedef {Awaited<ReturnType<typeof startUpstream>>} Upstream */
