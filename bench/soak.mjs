// A soak: many callers with nested queries in front of a REST API with a hard limit. Shows, after a warm-up, how much of the
// limit is used, how many calls are refused all the same, whether anything fails, and whether operations get fair shares.
//
//   npm run build:server && node bench/soak.mjs [--per-second 25] [--concurrent 60] [--callers 200] [--seconds 60]
//     [--warm-up 15] [--latency 50] [--replicas 1]
//
// Several replicas share a Redis that is started for them, and are asked in turn.
import { parseArgs } from 'node:util';
import { readConfig } from '../dist/config.js';
import { createGateway } from '../dist/server/gateway.js';
import { startSimulator } from '../dist/simulator/simulator.js';
import { createLog } from '../dist/telemetry/log.js';
import { freePort, start } from './process.mjs';

const { values } = parseArgs({
  options: {
    'per-second': { type: 'string', default: '25' },
    concurrent: { type: 'string', default: '60' },
    callers: { type: 'string', default: '200' },
    seconds: { type: 'string', default: '60' },
    'warm-up': { type: 'string', default: '15' },
    latency: { type: 'string', default: '50' },
    replicas: { type: 'string', default: '1' },
  },
});
const [perSecond, concurrent, callers, seconds, warmUp, latencyMs, replicas] = [
  'per-second',
  'concurrent',
  'callers',
  'seconds',
  'warm-up',
  'latency',
  'replicas',
].map((name) => Number(values[name]));

const rateLimit = { ...(perSecond && { perSecond }), ...(concurrent && { concurrent }) };
const simulator = await startSimulator({ devices: 1000, latencyMs, rateLimit });

async function startRedis() {
  const port = await freePort();
  const args = ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const { stop } = await start({ command: 'redis-server', args, port, role: 'others' });
  return { env: { REDIS_URL: `redis://127.0.0.1:${port}/0`, CACHE_SECRET: 'x'.repeat(32) }, stop };
}
const redis = replicas > 1 ? await startRedis() : undefined;
const config = readConfig({
  ESPER_BASE_URL: simulator.url,
  ESPER_ENTERPRISE_ID: simulator.world.enterpriseId,
  NODE_ENV: 'test',
  LOG_LEVEL: 'silent',
  CACHE_ENABLED: 'false',
  ...redis?.env,
});
const gateways = await Promise.all(
  Array.from({ length: replicas }, () =>
    createGateway({ config: { ...config, baseUrl: simulator.url }, log: createLog('silent') }),
  ),
);
const urls = await Promise.all(gateways.map(async (gateway) => `${await gateway.listen({ port: 0 })}/graphql`));
let asked = 0;

/** A device with its apps: two REST calls. Each caller asks for another one, so that nothing is shared. */
const ids = Array.from({ length: simulator.fleet.size }, (_, n) => simulator.fleet.idOf(n));
const small = (n) => `{ device(id: "${ids[n % ids.length]}") { name apps(first: 2) { nodes { name } } } }`;
/** A page of devices with the apps of each: twenty REST calls and one. */
const large = (n) => `{ devices(first: ${20 + n}) { nodes { name apps(first: 2) { nodes { name } } } } }`;

const ended = { small: [], 'large of one': [], 'large of another': [] };
const codes = {};
async function ask(kind, query) {
  const began = performance.now();
  const response = await fetch(urls[asked++ % replicas], {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer demo-admin' },
    body: JSON.stringify({ query }),
  });
  const { errors } = await response.json();
  for (const { extensions } of errors ?? []) codes[extensions.code] = (codes[extensions.code] ?? 0) + 1;
  ended[kind].push({ ms: performance.now() - began, failed: Boolean(errors) });
}

const end = performance.now() + (warmUp + seconds) * 1000;
const caller = async (n) => {
  const kind = ['large of one', 'large of another'][n] ?? 'small';
  for (let turn = 0; performance.now() < end; turn++)
    await ask(kind, kind === 'small' ? small(n + turn * callers) : large(n));
};
await Promise.all(Array.from({ length: callers }, (_, n) => caller(n)));

// What is left over when no caller begins anything new is no measure of throughput.
const [{ startedAt: first }] = simulator.calls;
const within = ({ startedAt }) => startedAt - first >= warmUp * 1000 && startedAt - first < (warmUp + seconds) * 1000;
const calls = simulator.calls.filter(within);
const accepted = calls.filter(({ status }) => status === 200).length;
const refused = calls.filter(({ status }) => status === 429).length;
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? NaN;
const told = ([kind, list]) =>
  `${kind}: ${list.length} operations, ${list.filter(({ failed }) => failed).length} with errors, median ${Math.round(median(list.map(({ ms }) => ms)))} ms`;
console.log(`limit                ${JSON.stringify(rateLimit)}`);
console.log(`REST calls           ${calls.length} in ${seconds} s, after ${warmUp} s`);
console.log(
  `answered             ${(accepted / seconds).toFixed(1)} a second${perSecond ? `, ${((100 * accepted) / seconds / perSecond).toFixed(0)} % of the limit` : ''}`,
);
console.log(`refused (429)        ${refused}, ${((100 * refused) / calls.length).toFixed(1)} % of the calls`);
for (const entry of Object.entries(ended)) console.log(told(entry));
console.log(`errors by code       ${JSON.stringify(codes)}`);
await Promise.all(gateways.map((gateway) => gateway.close()));
await redis?.stop();
await simulator.close();
