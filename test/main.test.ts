import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startSimulator, type Simulator } from '../src/simulator/simulator.js';

const root = fileURLToPath(new URL('..', import.meta.url));
let simulator: Simulator;

beforeAll(async () => {
  await promisify(execFile)(process.execPath, ['node_modules/typescript/bin/tsc', '-p', '.'], { cwd: root });
  simulator = await startSimulator({ devices: 10, latencyMs: 1500 });
}, 120_000);
beforeEach(() => simulator.clearCalls());
afterAll(() => simulator.close());

/** The gateway as it is run: a process of its own. Not as a test, since libraries treat signals otherwise then. */
function run(env: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['dist/main.js'], {
    cwd: root,
    env: {
      PATH: process.env['PATH'],
      NODE_ENV: 'development',
      EXPLORER: 'off',
      PORT: '0',
      ESPER_BASE_URL: simulator.url,
      ESPER_ENTERPRISE_ID: simulator.world.enterpriseId,
      ...env,
    },
  });
  let out = '';
  let faults = '';
  child.stdout.on('data', (text: Buffer) => (out += text.toString()));
  child.stderr.on('data', (text: Buffer) => (faults += text.toString()));
  const ended = once(child, 'close').then(([code, signal]: unknown[]) => ({ code, signal, faults }));
  const endpoint = async () => {
    for (;;) {
      const [found] = /http:\S+\/graphql/.exec(out) ?? [];
      if (found) return found;
      if (child.exitCode !== null) throw new Error(`It ended: ${faults}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  return { child, ended, endpoint };
}

test.each(['SIGTERM', 'SIGINT'] as const)('%s lets the answers under way be finished', async (signal) => {
  const { child, ended, endpoint } = run();
  try {
    const url = await endpoint();
    const headers = { 'content-type': 'application/json', authorization: 'Bearer demo-admin' };
    const answer = fetch(url, { method: 'POST', headers, body: '{"query":"{ viewer { fullName } }"}' }).then(
      async (response) => ({ status: response.status, body: await response.json() }),
    );
    answer.catch(() => {});
    while (simulator.calls.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    child.kill(signal);
    expect(await ended).toMatchObject({ code: 0, signal: null });
    expect(await answer).toMatchObject({ status: 200, body: { data: { viewer: { fullName: 'Ada Admin' } } } });
  } finally {
    child.kill('SIGKILL');
  }
});

test.each<[() => Record<string, string>, RegExp]>([
  [
    () => ({ PORT: new URL(simulator.url).port }),
    /^PORT is \d+: something else listens there already, on 127\.0\.0\.1\.\n$/,
  ],
  [() => ({ HOST: '192.0.2.1' }), /^HOST is "192\.0\.2\.1": this machine has no such address\.\n$/],
  [() => ({ HOST: 'nowhere.invalid' }), /^HOST is "nowhere\.invalid": no address .*\.\n$/],
])('what cannot be listened on is told in one line that names the setting (%#)', async (env, said) => {
  expect(await run(env()).ended).toEqual({ code: 1, signal: null, faults: expect.stringMatching(said) });
});
