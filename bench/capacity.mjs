// What one replica on one core does, cold and warm, and what it asks of Redis: the figures for deciding on a number of replicas.
// Processor time, so that other work on the machine matters less; a replica that is full does 1000 / ms operations a second.
//
//   npm run build:server && node bench/capacity.mjs [--seconds 3] [--rounds 3] [--only Q1,Q2,Q3,Q4]
import { parseArgs } from 'node:util';
import { Redis } from 'ioredis';
import { client, load, operate } from './load.mjs';
import { cpuMs, freePort, nodeFlags, peakMb, pinSelf, start } from './process.mjs';
import { queries } from './queries.mjs';
import { startUpstream } from './upstream.mjs';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '3' },
    rounds: { type: 'string', default: '3' },
    only: { type: 'string', default: 'Q1,Q2,Q3,Q4' },
  },
});
const [seconds, rounds] = [Number(values.seconds), Number(values.rounds)];
const CONNECTIONS = 10;
const root = new URL('../', import.meta.url).pathname;

pinSelf();
const upstream = await startUpstream({ devices: 1000 });
const redisPort = await freePort();
const flags = ['--port', `${redisPort}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
const redisServer = await start({ command: 'redis-server', args: flags, port: redisPort, role: 'others' });
const redis = new Redis(redisPort, '127.0.0.1');

/** A gateway as it is deployed. @param {Record<string, string>} settings */
async function replica(settings) {
  const port = await freePort();
  const env = {
    ESPER_BASE_URL: upstream.base,
    PORT: `${port}`,
    NODE_ENV: 'production',
    LOG_LEVEL: 'warn',
    ...settings,
  };
  const args = [...nodeFlags, `${root}dist/main.js`];
  const { pid, origin, stop } = await start({ args, port, role: 'target', env });
  const { ask, look, close } = client(origin, 'graph');
  return { pid, ask, look, stop: async () => (await close(), await stop()) };
}

/** Commands Redis has been sent, but for ours, and milliseconds of its processor time. */
async function redisWork() {
  const [commands, cpu] = [await redis.info('commandstats'), cpuMs(redisServer.pid)];
  const counts = [...commands.matchAll(/^cmdstat_([^:|]+)[^:]*:calls=(\d+)/gm)].filter(([, name]) => name !== 'info');
  return { commands: counts.reduce((sum, [, , calls]) => sum + Number(calls), 0), cpu };
}

const shared = { REDIS_URL: `redis://127.0.0.1:${redisPort}/0`, CACHE_SECRET: 'x'.repeat(32) };

const unshared = { SINGLE_FLIGHT: 'false' };

/** The states a replica can be in: what it is set to, and whether each operation is asked once only, of a process just started. */
const states = {
  'nothing kept': { settings: { ...unshared, CACHE_ENABLED: 'false' } },
  'REST answers in memory': { settings: unshared },
  'whole answers in memory': { settings: {} },
  'all in Redis, none in memory': { settings: shared, once: true },
};

/** Asks for each once, by as many clients as usual. */
async function askEach(ask, name, variables) {
  const left = [...variables];
  const worker = async () => {
    for (let one = left.pop(); one; one = left.pop()) await operate(ask, name, one);
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  return variables.length;
}

/** Measures one replica in one state. @param {string} name @param {{ settings: Record<string, string>, once?: boolean }} state */
async function measure(name, { settings, once }) {
  const { pid, ask, look, stop } = await replica(settings);
  const work = (/** @type {string} */ query, /** @type {object[]} */ variables, /** @type {number} */ ms) => {
    const end = cpuMs(pid) + ms;
    return load(ask, query, { variables, connections: CONNECTIONS, isOver: () => cpuMs(pid) > end });
  };
  const variables = await queries[name].variables(look);
  // What must not be in memory yet cannot be asked for to warm the code up: another query does that.
  const before = once ? (name === 'Q1' ? 'Q3' : 'Q1') : name;
  await work(before, await queries[before].variables(look), 2000);
  if (once) {
    const first = await replica(settings);
    await askEach(first.ask, name, variables);
    await first.stop();
  }
  await upstream.calls();
  const [cpu, redisBefore] = [cpuMs(pid), await redisWork()];
  const operations = once
    ? await askEach(ask, name, variables)
    : (await work(name, variables, seconds * 1000)).operations;
  const redisAfter = await redisWork();
  const found = {
    operations,
    ms: cpuMs(pid) - cpu,
    calls: await upstream.calls(),
    commands: redisAfter.commands - redisBefore.commands,
    redisMs: redisAfter.cpu - redisBefore.cpu,
    peakMb: peakMb(pid),
  };
  await stop();
  return found;
}

for (const name of values.only.split(',')) {
  console.log(`\n${name}  ${queries[name].about}`);
  for (const [about, state] of Object.entries(states)) {
    const samples = [];
    for (let round = 0; round < rounds; round++) {
      await redis.flushall();
      samples.push(await measure(name, state));
    }
    const sum = (/** @type {keyof typeof samples[number]} */ key) => samples.reduce((all, one) => all + one[key], 0);
    const each = (/** @type {keyof typeof samples[number]} */ key) => sum(key) / sum('operations');
    console.log(
      `  ${about.padEnd(29)}${each('ms').toFixed(2).padStart(7)} ms of CPU, ` +
        `${String(Math.round(1000 / each('ms'))).padStart(5)} a second; REST calls ${each('calls').toFixed(2)}, ` +
        `Redis commands ${each('commands').toFixed(2)}, ${(each('redisMs') * 1000).toFixed(0)} us of its CPU; ` +
        `peak ${Math.max(...samples.map(({ peakMb: mb }) => mb)).toFixed(0)} MB; of ${sum('operations')} operations`,
    );
  }
}
redis.disconnect();
await redisServer.stop();
await upstream.stop();
