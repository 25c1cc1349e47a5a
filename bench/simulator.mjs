import { request } from 'undici';
import { KEY } from './load.mjs';
import { freePort, start } from './process.mjs';

const root = new URL('../', import.meta.url).pathname;

/**
 * The simulated REST API as a process of its own.
 * @param {{ devices: number, latency: number }} options
 */
export async function startSimulator({ devices, latency }) {
  const port = await freePort();
  const args = [`${root}dist/simulator/main.js`, '--port', port, '--devices', devices, '--latency', latency];
  const running = await start({ args: args.map(String), port, role: 'others' });
  const base = `${running.origin}/api`;
  const calls = `${running.origin}/__simulator/calls`;
  const headers = { authorization: `Bearer ${KEY}` };

  return {
    base,
    stop: running.stop,
    /** @param {string} path */
    get: async (path) => /** @type {any} */ ((await request(base + path, { headers })).body.json()),
    /** The calls since the last time, as they arrived. */
    async calls() {
      const list = /** @type {{ path: string }[]} */ (await (await request(calls)).body.json());
      await (await request(calls, { method: 'DELETE' })).body.dump();
      return list;
    },
    /** How many calls there have been, this one with them: the simulator numbers its answers. */
    async count() {
      const answer = await request(`${base}/v1/token-info/`, { headers });
      await answer.body.dump();
      await (await request(calls, { method: 'DELETE' })).body.dump();
      return Number(/\d+$/.exec(String(answer.headers['x-request-id']))?.[0]);
    },
  };
}
