// What one replica on one core does, cold and warm, and what it asks of Redis: the figures for deciding on a number of replicas.
// Processor time, so that other work on the machine matters less; a replica that is full does 1000 / ms operations a second.
//
//   npm run build:server && node bench/capacity.mjs [--seconds 3] [--rounds 3] [--only Q1,Q2,Q3,Q4]
import { parseArgs } from 'node:util';
import { Redis } from 'ioredis';
import { client, load, operate } from './load.mjs';
import { cpuMs, freePort, peakMb, pinSelf, start } from './process.mjs';
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
const upstream = await startUpstream({ devices: 1000, latency: 0 });
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
  const args = ['--max-semi-space-size=64', `${root}dist/main.js`];
  const { pid, origin, stop } = await start({ args, port, role: 'target', env });
  const { ask, close } = client(origin, 'graphql', CONNECTIONS);
  return { pid, ask, stop: async () => (await close(), await stop()) };
}

/** Commands Redis has been sent, but for ours, and milliseconds of its processor time. */
async function redisWork() {
  const [commands, cpu] = [await redis.info('commandstats'), cpuMs(redisServer.pid)];
  const counts = [...commands.matchAll(/^cmdstat_([^:|]+)[^:]*:calls=(\d+)/gm)].filter(([, name]) => name !== 'info');
  return { commands: counts.reduce((sum, [, , calls]) => sum + Number(calls), 0), cpu };
}

const shared = { REDIS_URL: `redis://127.0.0.1:${redisPort}/0`, CACHE_SECRET: 'x'.repeat(32) };

/** What each state is, and how a replica gets into it. */
const states = {
  'nothing kept': { settings: { CACHE_ENABLED: 'false' } },
  'kept in memory': { settings: {} },
  'kept in memory, with Redis': { settings: shared },
  'just started, all in Redis': { settings: shared, once: true },
};

/** @param {string} name @param {{ settings: Record<string, string>, once?: boolean }} state */
async function measure(name, { settings, once }) {
  const { pid, ask, stop } = await replica(settings);
  const variables = await queries[name].variables(ask);
  const warm = async (/** @type {typeof ask} */ asker) => {
    for (const one of variables) await operate(asker, name, one);
  };
  // Code is compiled first, with other data where the data must not be known yet.
  const other = Object.keys(queries).find((query) => query !== name && query !== 'Q7') ?? name;
  const others = await queries[other].variables(ask);
  const end = cpuMs(pid) + 3000;
  const isOver = () => cpuMs(pid) > end;
  if (once) await load(ask, other, { variables: others, connections: CONNECTIONS, isOver });
  else await load(ask, name, { variables, connections: CONNECTIONS, isOver });
  if (once) {
    const first = await replica(settings);
    await warm(first.ask);
    await first.stop();
  }
  await upstream.calls();
  const [cpu, before] = [cpuMs(pid), await redisWork()];
  const until = cpu + seconds * 1000;
  let operations = variables.length;
  if (once) await warm(ask);
  else {
    const done = await load(ask, name, { variables, connections: CONNECTIONS, isOver: () => cpuMs(pid) > until });
    operations = done.operations;
  }
  const [used, after] = [cpuMs(pid) - cpu, await redisWork()];
  const found = {
    ms: used / operations,
    calls: (await upstream.calls()) / operations,
    commands: (after.commands - before.commands) / operations,
    redisMs: (after.cpu - before.cpu) / operations,
    peakMb: peakMb(pid),
  };
  await stop();
  return found;
}

const median = (/** @type {number[]} */ numbers) =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? NaN;

for (const name of values.only.split(',')) {
  console.log(`\n${name}  ${queries[name].about}`);
  for (const [about, state] of Object.entries(states)) {
    const samples = [];
    for (let round = 0; round < rounds; round++) {
      await redis.flushall();
      samples.push(await measure(name, state));
    }
    const of = (/** @type {keyof typeof samples[number]} */ key) => median(samples.map((sample) => sample[key]));
    const perSecond = Math.round(1000 / of('ms'));
    console.log(
      `  ${about.padEnd(28)}${of('ms').toFixed(2).padStart(7)} ms of CPU, ${String(perSecond).padStart(5)} a second; ` +
        `REST calls ${of('calls').toFixed(2)}, Redis commands ${of('commands').toFixed(2)} ` +
        `(${(of('redisMs') * 1000).toFixed(0)} us), peak ${of('peakMb').toFixed(0)} MB`,
    );
  }
}
redis.disconnect();
await redisServer.stop();
await upstream.stop();
