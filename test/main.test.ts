import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startSimulator, type Simulator } from '../src/simulator/simulator.js';
import { post } from './support/post.js';
import { bundledGateway } from './support/bundled.js';
import { runGateway } from './support/program.js';

let entry: string;
let simulator: Simulator;

beforeAll(async () => {
  entry = await bundledGateway();
  simulator = await startSimulator({ devices: 10, latencyMs: 1500 });
}, 120_000);
beforeEach(() => simulator.clearCalls());
afterAll(() => simulator.close());

const run = (env: Record<string, string> = {}, ...args: string[]) => runGateway(simulator, env, [entry, ...args]);

test.each(['SIGTERM', 'SIGINT'] as const)('%s lets the answers under way be finished', async (signal) => {
  const { child, ended, url } = run();
  try {
    const endpoint = `${await url()}/graphql`;
    const answer = post(endpoint, { query: '{ viewer { fullName } }' }).then(async (response) => ({
      status: response.status,
      body: await response.json(),
    }));
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

test.each<[Record<string, string>, boolean]>([
  [{}, true],
  [{ TRUSTED_DOCUMENTS: 'dist/documents' }, false],
])('with %j it proposes a query to try only where that would be answered: %s', async (env, proposes) => {
  const { child, ended, out, url } = run(env);
  await fetch(`${await url()}/health/live`); // answered when all is written that is written at the start
  child.kill('SIGTERM');
  await ended;
  expect(out()).toMatch(/^GraphQL {4}http/m);
  expect(out()).not.toMatch(/^(Explorer|Guides)/m);
  expect(/^Try:$/m.test(out())).toBe(proposes);
});

test('it says where the explorer and the guides are, where they are', async () => {
  const { child, ended, out, url } = run({ EXPLORER: 'on' });
  const origin = await url();
  await fetch(`${origin}/health/live`);
  child.kill('SIGTERM');
  await ended;
  expect(out()).toContain(`\nExplorer   ${origin}/\nGuides     ${origin}/docs\n`);
});

test('a setting that is misspelt is told, by its name alone', async () => {
  const { child, ended, out, url } = run({ ESPER_API_KYE: 'hunter2' });
  await fetch(`${await url()}/health/live`);
  child.kill('SIGTERM');
  await ended;
  expect(out()).toContain('"ESPER_API_KYE is no setting: was ESPER_API_KEY meant?"');
  expect(out()).not.toContain('hunter2');
});

test('in production it writes nothing but JSON', async () => {
  const { child, ended, out, url } = run({ NODE_ENV: 'production' });
  await url();
  child.kill('SIGTERM');
  await ended;
  const lines = out().trim().split('\n');
  expect(lines.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual([
    'listening',
    'stopping: answers under way are finished first',
  ]);
});

test.each<[string, object]>([
  ['--version', { code: 0, faults: '' }],
  ['--help', { code: 0, faults: '' }],
  ['--port', { code: 1, faults: expect.stringMatching(/^There is no argument "--port": .*\n$/) }],
])('%s is told, and nothing started', async (argument, end) => {
  const { ended, out } = run({}, argument);
  expect(await ended).toMatchObject(end);
  expect(out()).not.toMatch(/listening/);
});
